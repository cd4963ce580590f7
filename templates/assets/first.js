// Runs before the page is shown: what the scripts of Material for MkDocs 9.8.1 ask for, and the colours that the
// reader has chosen. After the theme's inline scripts, which end where what a browser has stored is no JSON, of
// another form, or may not be read at all: here it is as if nothing were stored.
{
  window.__md_scope = new URL("../..", document.currentScript.src);
  window.__md_hash = (text) => [...text].reduce((hash, c) => (hash << 5) - hash + c.charCodeAt(0), 0);
  const schemes = ["default", "slate"], colours = ["media", "scheme", "primary", "accent"];
  const isPalette = ({ index, color }) => [0, 1].includes(index) && schemes.includes(color.scheme)
    && Object.entries(color).every(([name, value]) => colours.includes(name) && typeof value === "string");
  window.__md_get = (key, store, scope = window.__md_scope) => {
    try {
      const stored = JSON.parse((store || localStorage).getItem(`${scope.pathname}.${key}`));
      return key !== "__palette" || isPalette(stored) ? stored : null;
    } catch { return null; }
  };
  window.__md_set = (key, value, store, scope = window.__md_scope) => {
    try { (store || localStorage).setItem(`${scope.pathname}.${key}`, JSON.stringify(value)); } catch {} // kept by nobody
  };
  const chosen = window.__md_get("__palette");
  if (chosen) {
    const { color } = chosen;
    if (color.media === "(prefers-color-scheme)") {
      color.media = `(prefers-color-scheme: ${matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark"})`;
      const { dataset } = document.querySelector(`[data-md-color-media="${color.media}"]`);
      Object.assign(color, { scheme: dataset.mdColorScheme, primary: dataset.mdColorPrimary, accent: dataset.mdColorAccent });
    }
    for (const [name, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${name}`, value);
  }
}
