// The page draws its results ten and then four at a time as the reader scrolls; all of them are in the
// message of its worker, which answers the queries in the order in which they were sent.
Object.assign(probe, {
  event: "keyup",
  input: () => document.querySelector("[data-md-component=search-query]"),
  ready: () => probe.answers > 0,
  items: [],
  asked: [],
  drawn: null,
  keys: () => probe.pages(probe.items.map((item) => item[0].location)),
  // What is drawn after some scrolling: the beginning of keys().
  async shown() {
    const around = document.querySelector(".md-search__scrollwrap");
    for (let n = 0; n < 24; n++) {
      around.scrollTop = n % 2 ? around.scrollHeight : 0;
      await new Promise((go) => setTimeout(go, 20));
    }
    return probe.pages(Array.from(document.querySelectorAll(".md-search-result__item > a"), (a) => a.href));
  },
  pages: (places) => [...new Set(places.map((place) => {
    const url = new URL(place, new URL(__md_config.base + "/", location));
    return url.pathname.slice(new URL(__md_config.base + "/", location).pathname.length);
  }))],
});
document.addEventListener("keyup", (event) => { if (event.target === probe.input()) probe.begun = performance.now(); }, true);
document.addEventListener("DOMContentLoaded", () => {
  window.__md_config = JSON.parse(document.getElementById("__config").textContent);
  new MutationObserver(() => {
    if (probe.drawn === null) return;
    const query = probe.drawn;
    probe.drawn = null;
    probe.answer(query);
  }).observe(document.querySelector(".md-search-result"), { subtree: true, childList: true });
});
window.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => {
      if (data.type !== 3) return;
      probe.items = data.data.items;
      probe.drawn = probe.asked.shift();
    });
  }
  postMessage(message, ...rest) {
    if (message.type === 2) probe.asked.push(message.data);
    super.postMessage(message, ...rest);
  }
};
