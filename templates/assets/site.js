// A click on a sentence's number copies its address. Without this script the link still works.
document.addEventListener("click", async (event) => {
  const link = event.target.closest(".kt-n");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || !navigator.clipboard) return;
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    return;
  }
  document.querySelector(".kt-copied")?.remove();
  const note = document.createElement("p");
  note.className = "kt-copied";
  note.setAttribute("role", "status");
  note.textContent = "已复制这一句的地址";
  document.body.append(note);
  setTimeout(() => note.remove(), 2000);
});

// The 404 page guesses what was meant: 2020-7, 2020/7 and 2020/007 are 2020/07/.
const guess = document.getElementById("kt-guess");
const meant = guess && location.pathname.match(/\/(\d{4})[-/]0*(\d{1,3})\/?$/);
if (meant) {
  const link = document.createElement("a");
  link.href = `${guess.dataset.base}${meant[1]}/${meant[2].padStart(2, "0")}/`;
  link.textContent = `${meant[1]}年第 ${meant[2]} 项`;
  guess.append("您要找的也许是：", link);
  guess.hidden = false;
}
