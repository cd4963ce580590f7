// In every engine's page: what was asked, when, and when the answer stood there.
// An engine's own script adds input(), event, ready() and keys(), and calls answer(query); it may add
// shown(), the keys of what is drawn, where that is not what keys() reads, and whole(query), the keys once
// the page has added what it adds below its first results; and press(), which has all of a list shown.
window.probe = {
  begun: 0,
  ended: 0,
  answered: null,
  answers: 0,
  waiting: [],
  shown: () => null,
  whole: async () => probe.keys(),
  press() {},
  answer(query) {
    probe.ended = performance.now();
    probe.answered = query;
    probe.answers += 1;
    probe.waiting.splice(0).forEach((go) => go(true));
  },
  // The keys of the results of `query`, best first; null where no answer comes in time.
  async ask(query, seconds) {
    probe.answered = null;
    const input = probe.input();
    input.value = query;
    input.dispatchEvent(probe.event === "keyup" ? new KeyboardEvent("keyup") : new Event("input", { bubbles: true }));
    return probe.result(query, seconds);
  },
  // The keys of each query's results, null where no answer comes in time; with what the page lists on
  // demand, `rest`, or what it adds below, `whole`.
  async each(queries, seconds, { whole, rest }) {
    const found = [];
    probe.input().focus();
    for (const query of queries) {
      const given = await probe.ask(query, seconds);
      if (given && rest) probe.press();
      found.push(given && (whole ? await probe.whole(query) : rest ? probe.keys() : given.keys));
    }
    return found;
  },
  async result(query, seconds) {
    const until = performance.now() + 1000 * seconds;
    while (probe.answered !== query) {
      const rest = until - performance.now();
      if (rest <= 0) return null;
      await new Promise((go) => { probe.waiting.push(go); setTimeout(go, rest, false); });
    }
    return { keys: probe.keys(), begun: probe.begun, ended: probe.ended };
  },
};
