// The one form in which texts and queries meet: the twin of generator/search/folding.py.
const DROPPED = new Set([..." \t\r\n\u00a0\u3000\u200b\u2060\ufeff()（）[]［］〔〕﹝﹞【】{}｛｝《》〈〉<>＜＞“”‘’\"'＂＇「」『』"]);
const SAME = { "、": ",", "。": ".", "—": "-", "–": "-", "－": "-", "～": "~", "·": ".", "・": "." };
const VALUES = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const SIZES = { 十: 10, 百: 100, 千: 1000 };
const LARGE = { 万: 1e4, 亿: 1e8 };
const traditional = new Map();

const foldCharacter = (c) => {
  if (DROPPED.has(c)) return "";
  const code = c.codePointAt(0);
  if (code >= 0xff01 && code <= 0xff5e) c = String.fromCodePoint(code - 0xfee0);
  c = Object.hasOwn(SAME, c) ? SAME[c] : c;
  return (traditional.get(c) ?? c).toLowerCase();
};
const fold = (text) => Array.from(text.normalize("NFC"), foldCharacter).join("");

function readNumber(text) {
  if ([...text].every((c) => c in VALUES)) return Number([...text].map((c) => VALUES[c]).join(""));
  let total = 0, part = 0, digit = 0;
  for (const c of text) {
    if (c in VALUES) digit = VALUES[c];
    else if (c in SIZES) { part += (digit || 1) * SIZES[c]; digit = 0; }
    else { total = (total + part + digit) * LARGE[c]; part = digit = 0; }
  }
  return total + part + digit;
}

function spell(number) {
  let text = "", rest = number, gap = false;
  for (const [size, unit] of [[1000, "千"], [100, "百"], [10, "十"]]) {
    const digit = Math.floor(rest / size);
    rest %= size;
    if (digit) { text += (gap ? "零" : "") + "零一二三四五六七八九"[digit] + unit; gap = false; }
    else if (text) gap = true;
  }
  if (rest) text += (gap ? "零" : "") + "零一二三四五六七八九"[rest];
  return text.startsWith("一十") ? text.slice(1) : text;
}

function scaled(number, scale) {
  const [whole, part = ""] = number.split(".");
  const zeros = scale === "亿" ? 8 : 4;
  if (part.length > zeros) return number + scale;
  return (whole + part + "0".repeat(zeros - part.length)).replace(/^0+/, "") || "0";
}

function spellings(folded) {
  const found = [folded];
  let plain = folded.replace(/[零〇一二两三四五六七八九十百千万亿]{2,}/g, (m) => (/[百千万亿]/.test(m) ? String(readNumber(m)) : m));
  plain = plain.replace(/(\d+(?:\.\d+)?)([万亿])/g, (_, n, s) => scaled(n, s));
  const more = [folded.replace(/(?<![a-z])i{1,3}(?=型)/g, (m) => "ⅰⅱⅲ"[m.length - 1]), plain];
  const match = plain.match(/(?<![\d.])(\d{5,})(?![\d.])/);
  if (match) {
    const before = plain.slice(0, match.index), after = plain.slice(match.index + match[0].length);
    for (const [scale, size] of [["亿", 1e8], ["万", 1e4]]) {
      const number = Number(match[1]);
      if (number % size === 0) {
        const rest = number / size;
        more.push(before + rest + scale + after);
        if (rest >= 1 && rest <= 9999) more.push(before + spell(rest) + scale + after);
        break;
      }
    }
  }
  for (const text of more) if (!found.includes(text)) found.push(text);
  return found;
}

// Whether what stands there cuts no figure: 300万 does in 1300万, and 5亿 in 1.5亿.
const DIGIT = /^[0-9]$/;
function isWhole(text, start, end) {
  const digit = (n) => DIGIT.test(text[n] ?? "");
  const before = digit(start) && (digit(start - 1) || (text[start - 1] === "." && digit(start - 2)));
  const after = digit(end - 1) && (digit(end) || (text[end] === "." && digit(end + 1)));
  return !before && !after;
}
// Where a form stands in a text from a place on, its figures whole or inside longer ones; or -1.
function placeOf(form, text, inside, from = 0) {
  let at = text.indexOf(form, from);
  while (at >= 0 && !inside && !isWhole(text, at, at + form.length)) at = text.indexOf(form, at + 1);
  return at;
}
