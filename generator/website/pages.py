"""An edition to the pages of the site: Markdown files with front matter, each one block of HTML."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jinja2 import Environment

from generator.addresses import (
    AGENCIES,
    CHANGES,
    CHECK,
    COMPARE,
    COVERAGE,
    DATA,
    FIGURES,
    HOME,
    PICTURES,
    SEARCH,
    SERIES,
    THEMES,
    UNLISTED,
    WORKSHEET,
    agency_address,
    notice_address,
    relative,
    theme_address,
)
from generator.compare.figure_changes import DEADLINES
from generator.compare.lineages import series_chains
from generator.compare.parameters import METHOD
from generator.edition import Edition, Kind, Producer
from generator.model.comparison import Basis
from generator.model.content import HeldNotice
from generator.notice.approval import find_approval
from generator.notice.entries import newest_first
from generator.notice.labels import notice_labels, year_labels
from generator.outputs import OutputFile
from generator.search.javascript import script_tables
from generator.vocabulary import load_words
from generator.website import contexts
from generator.website.agency_steps import agency_steps, named_agencies, overview
from generator.website.agency_views import agency_views
from generator.website.apart_views import taken_up
from generator.website.changes_page import changes_page
from generator.website.cite_views import cite_view
from generator.website.compare_views import compare_views, neighbours
from generator.website.contexts import Context
from generator.website.coverage_views import coverage_views
from generator.website.english_pages import english_pages
from generator.website.figure_views import (
    number_views,
    subject_pairs,
    subject_views,
    told_change,
    told_quote,
)
from generator.website.hand_pages import hand_page, shown_example
from generator.website.ladder_views import ladder_view
from generator.website.legends import fitted
from generator.website.matrix_views import Matrix, matrix_of
from generator.website.notice_views import letter_views, series_years
from generator.website.picture_files import picture_files
from generator.website.picture_views import picture_views
from generator.website.refs import task_refs
from generator.website.series_views import series_crumbs, series_views
from generator.website.site_words import site_text
from generator.website.task_views import TaskView, paragraph_views, task_views
from generator.website.templates import asset_files, template_environment, template_problems
from generator.website.theme_views import theme_views, themes_by_task
from generator.website.wording import TemplateWords
from generator.website.worksheet_views import notice_choices, states_of

Page = tuple[str, Context]
"""A page's address, and what its template is given."""
PageEnvironment = Environment
"""What pages are rendered with."""


def site_pages(edition: Edition) -> Iterator[OutputFile]:
    """Every page of the site and the assets they load, as files of the docs folder."""
    environment = page_environment(edition)
    for row in page_rows(edition):
        yield page_file(environment, edition, row)
    yield from other_files(environment, edition)


def page_environment(edition: Edition) -> PageEnvironment:
    """What the templates of an edition's pages are rendered with."""
    vocabulary = edition.words
    labels = notice_labels(edition.content)
    if edition.content.example:
        labels = notice_labels(edition.content.example) | labels
    crumbs = series_crumbs(edition.content, edition.notices)
    environment = template_environment(
        edition.templates, vocabulary, labels, years=year_labels(edition.content), crumbs=crumbs
    )
    environment.globals["english"] = TemplateWords(load_words(edition.templates, "en"))
    environment.globals["site"] = site_text(edition.content, vocabulary)
    return environment


def page_file(environment: Environment, edition: Edition, row: Page) -> OutputFile:
    """A page of `page_rows` as a file."""
    address, context = row
    return OutputFile(
        f"{address}index.md", _rendered(environment, edition, context, address).encode()
    )


def other_files(environment: Environment, edition: Edition) -> Iterator[OutputFile]:
    """The pages that are written by hand, and the assets that pages load."""
    example = shown_example(edition, environment)
    for hand in edition.content.pages:
        yield OutputFile(f"{hand.slug}/index.md", hand_page(hand, example).encode())
    yield from asset_files(edition.templates / "assets", edition.words, script_tables())
    yield from picture_files(environment, edition)


TASKS_LISTED = 400
"""So many tasks the search page lists without search; more would be too much to send to everybody."""

PAGES = Producer(
    kinds=(
        Kind(name="assets", pattern="assets/keytasks/<file>", guarded=False, listed=False),
        Kind(
            name="picture_file",
            pattern="pictures/<picture>/<file>.svg",
            guarded=False,
            listed=False,
        ),
    ),
    files=site_pages,
)


def _rendered(environment: Environment, edition: Edition, context: Context, address: str) -> str:
    name = f"pages/{context.template}"
    link = functools.partial(relative, page=address)
    with template_problems(edition.templates / name):
        template = environment.get_template(name)
        return fitted(template.render(context.values(), link=link))


def page_rows(edition: Edition) -> Iterator[Page]:
    """Every page that is made from a template: its address, and its template's typed context."""
    content, notices = edition.content, edition.notices
    registry, repository = content.registry, edition.repository
    contact = content.series.contact
    tasks = {notice.id: task_views(notice, registry) for notice in notices}
    agencies = agency_views(registry, newest_first(content, notices), tasks)
    refs = task_refs(notices)
    compared = compare_views(content, notices, edition.comparisons, refs)
    chains = series_chains(content)
    years = series_years(content.series, notices)
    own_years = years[content.series.id]
    every_year = [year for views in years.values() for year in views]
    nearest = [compared[pair] for ids in chains for pair in pairwise(ids) if pair in compared]
    around = {k: v for ids in chains for k, v in neighbours(compared, ids).items()}
    provincial = taken_up(compared.values())
    themes, proposals = theme_views(content, notices, edition.lineages, compared, refs)
    by_task = themes_by_task((*themes, *proposals))
    subjects, named = subject_views(content), named_agencies(notices)
    steps = agency_steps(nearest, named)
    coverage = coverage_views(content.facts, tasks)
    ladders = {
        theme.id: ladder_view(theme.ladder, years.values(), content)
        for theme in content.themes
        if theme.ladder
    }
    drawn = {notice.id: matrix_of(notice, registry) for notice in notices}
    matrices = {key: matrix for key, matrix in sorted(drawn.items(), reverse=True) if matrix}
    series = series_views(
        content,
        notices,
        years=years,
        agencies=agencies,
        themes=themes,
        compared=compared,
        nearest=nearest,
        matrices=matrices,
    )

    yield (
        HOME,
        contexts.HomePage(
            content=content,
            series=series,
            agencies=agencies,
            themes=themes,
            neighbour_list=nearest,
            matrix=matrices.get(content.latest.notice.id),
            change=told_change(subjects),
            quote=told_quote(subjects, content.latest.notice.id),
            feed=edition.feed(HOME),
        ),
    )
    if len(series) > 1:
        yield SERIES, contexts.AllSeriesPage(series=series)
        yield from ((one.address, contexts.SeriesPage(view=one)) for one in series)
    for held in content.notices:
        notice = held.notice
        yield (
            notice_address(notice.id),
            _notice_page(held, edition, tasks[notice.id], matrices.get(notice.id)),
        )
        for view in tasks[notice.id]:
            if view.address:
                yield (
                    view.address,
                    contexts.TaskPage(
                        view=view,
                        cite=cite_view(edition, view.task.key, notice.id, sentences=True),
                        held=held,
                        years=years[notice.series],
                        around=around,
                        apart=provincial,
                        themes_by_task=by_task,
                        repository=repository,
                        contact=contact,
                    ),
                )
    for facts in content.facts:
        yield (
            notice_address(facts.id),
            contexts.KnownNoticePage(
                view=coverage[facts.id],
                cite=cite_view(edition, facts.id, facts.id),
                member=content.series.member(facts.id),
                years=years[facts.series],
                repository=repository,
                contact=contact,
            ),
        )
        for view in tasks[facts.id]:
            if view.address:
                yield (
                    view.address,
                    contexts.KnownTaskPage(
                        view=view,
                        facts=facts,
                        member=content.series.member(facts.id),
                        years=years[facts.series],
                        around=around,
                        apart=provincial,
                        themes_by_task=by_task,
                        repository=repository,
                        contact=contact,
                    ),
                )
    yield (
        COMPARE,
        contexts.ComparesPage(
            series=series,
            asked=[view for view in compared.values() if view.across],
        ),
    )
    for compare_view in compared.values():
        key = f"{compare_view.old.id}/{compare_view.new.id}"
        cite = cite_view(edition, key, key)
        if compare_view.across:
            yield (
                compare_view.address,
                contexts.ApartPage(content=content, view=compare_view, cite=cite, method=METHOD),
            )
            continue
        of_facts = compare_view.basis is Basis.FACTS
        yield (
            compare_view.address,
            contexts.ComparePage(
                content=content,
                view=compare_view,
                cite=cite,
                overview=None if of_facts else overview(compare_view, registry.agencies, named),
                pairs=subject_pairs(subjects, compare_view.old.id, compare_view.new.id),
                method=METHOD,
            ),
        )
    yield UNLISTED, contexts.UnlistedPage(neighbour_list=nearest)
    yield (
        THEMES,
        contexts.ThemesPage(
            themes=themes,
            proposals=proposals,
            series=series,
            repository=repository,
            contact=contact,
        ),
    )
    for theme in themes:
        if theme.theme:
            ladder = ladders.get(theme.theme.id)
            address = theme_address(theme.theme.id)
            feed = edition.feed(address)
            yield address, contexts.ThemePage(view=theme, ladder=ladder, series=series, feed=feed)
    pictures = tuple(picture_views(notices, matrices, series, themes, ladders))
    yield PICTURES, contexts.PicturesPage(pictures=pictures, years=every_year)
    for picture in pictures:
        yield picture.address, contexts.PicturePage(view=picture)
    yield AGENCIES, contexts.AgenciesPage(content=content, agencies=agencies, series=series)
    for agency in agencies:
        address = agency_address(agency.agency.id)
        yield (
            address,
            contexts.AgencyPage(
                view=agency,
                neighbour_list=nearest,
                steps=steps.get(address, {}),
                matrices=matrices,
                feed=edition.feed(address),
            ),
        )
    numbers = number_views(content)
    yield (
        FIGURES,
        contexts.FiguresPage(
            subjects=subjects, numbers=numbers, repository=repository, contact=contact
        ),
    )
    yield (
        COVERAGE,
        contexts.CoveragePage(
            content=content,
            coverage=coverage,
            series=series,
            repository=repository,
        ),
    )
    yield (
        SEARCH,
        contexts.SearchPage(
            content=content,
            notices=notices,
            series=series,
            all_tasks=sum(notice.count for notice in notices) <= TASKS_LISTED,
        ),
    )
    yield CHECK, contexts.CheckPage(content=content)
    choices = notice_choices(edition)
    yield (
        WORKSHEET,
        contexts.WorksheetPage(
            notices=choices,
            agencies=agencies,
            themes=content.themes,
            states=states_of(choices),
            deadlines=DEADLINES,
        ),
    )
    yield from english_pages(content, own_years, agencies, tasks)
    samples = [sample for kind in edition.kinds for sample in kind.samples_of(edition)]
    fields = [field for kind in edition.kinds if kind.fields for field in kind.fields(edition)]
    yield (
        DATA,
        contexts.DataPage(content=content, files=samples, fields=fields, feed=edition.feed(HOME)),
    )
    yield CHANGES, changes_page(edition)


def _notice_page(
    held: HeldNotice, edition: Edition, tasks: Sequence[TaskView], matrix: Matrix | None
) -> contexts.NoticePage:
    notice, content = held.notice, edition.content
    own = content.registry.scoped(notice.series)
    return contexts.NoticePage(
        cite=cite_view(edition, notice.id, notice.id),
        in_english=any(headings.notice == notice.id for headings in content.english),
        member=content.series.member(notice.id),
        held=held,
        letter=letter_views(notice, own),
        preamble=paragraph_views(notice.preamble, own),
        intros={s.number: paragraph_views(s.intro, own) for s in notice.sections},
        tasks=tasks,
        matrix=matrix,
        closing=paragraph_views(notice.closing, own),
        approval=find_approval(notice),
        repository=edition.repository,
        contact=content.series.contact,
    )
