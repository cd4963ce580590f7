"""`make eval-search`: this site's search beside Material's built-in one and Pagefind."""
