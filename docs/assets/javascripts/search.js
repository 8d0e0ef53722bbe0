// Material's search, but what is called by the words that were typed comes first.
//
// Lunr, which Material asks, finds what has any of the words, and knows neither their order nor
// which of them belong together: "the normal equation" finds each of its words, and "R squared"
// whatever is squared. So this worker runs Material's, and reorders its answers by names: titles,
// numbers, ids, and the synonyms that the index holds as tags. What is not asked for by a name
// stays as Lunr found it, but what has all the words goes before what has some.

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3; // the messages of Material's worker
const GREEK = { ε: "epsilon", μ: "mu", π: "pi", ρ: "rho", σ: "sigma", τ: "tau", χ: "chi" };
const SAID_HERE = [ // one spelling, and one word for one thing
  [/(\w{3})iz(?=[aei])/gi, "$1is"],
  [/(heter|hom)osk/gi, "$1osc"],
  [/center(?=ed|ing)/gi, "centr"],
  [/estimator/gi, "estimate"],
];

let entries = []; // of the index, with their names
let typed = []; // words

// What the page sets its worker up with at its start is empty: the entries of the index weigh as
// much as a chapter, and are fetched with the first question.
let first, fetched, whole, tell;

async function fetchEntries() {
  const answer = await fetch(new URL("../../search/entries.json", location));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  const data = { ...first, ...await answer.json() };
  await new Promise((resolve) => {
    tell = resolve;
    dispatchEvent(new MessageEvent("message", { data: { type: SETUP, data } }));
  });
  whole = true;
}

addEventListener("message", (event) => {
  const { data: message } = event;
  if (message.type === SETUP) {
    first ??= message.data;
    entries = message.data.docs.map((entry) => ({ entry, names: names(entry) }));
  } else if (message.type === QUERY && message.data.trim() && !whole) {
    event.stopImmediatePropagation(); // and ask once more when there is something to find
    fetched ??= fetchEntries().catch(() => { fetched = null; }); // the next question tries again
    fetched.then(() => {
      if (whole) dispatchEvent(new MessageEvent("message", { data: message }));
    });
  } else if (message.type === QUERY) {
    for (const [other, here] of SAID_HERE) message.data = message.data.replace(other, here);
    typed = words(message.data);
  }
});

const post = self.postMessage.bind(self);
self.postMessage = (message) => {
  if (message.type === READY && tell) return tell(); // which the page has known since its start
  if (message.type === RESULT && typed.length) message.data.items = ordered(message.data.items);
  post(message);
};

importScripts(`workers/${location.hash.slice(1)}`);

/** The words of a text, without accents, capitals, an article before them, and the s of plurals. */
function words(text) {
  return text
    .replace(/<[^>]*>|['’]/g, "")
    .normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[α-ω]/g, (letter) => GREEK[letter] ?? letter)
    .split(/(?:[^\p{L}\p{N}.]|\.(?!\d))+/u).filter(Boolean)
    .filter((word, place, all) => place || !all[1] || !["a", "an", "the"].includes(word))
    .map((word) => word.replace(/(\w{3})s$/, "$1"));
}

/** What an entry is called: its title, its number, its title without it, its id, its synonyms. */
function names({ title, location, tags = [] }) {
  const [, number = "", name] = /^(\d+\.\d+ )?(.*)$/s.exec(title);
  const id = location.split("#")[1] ?? location;
  return [title, number, name, id, ...tags].map(words).filter((name) => name.length);
}

/** How well the words that were typed name an entry: from 2 to 3 if a name begins with them, and
 * from 1 to 2 if it has them all; more, the less of the name is left. A theorem goes before a page,
 * and a page before a heading. */
function fit({ entry, names }) {
  const best = Math.max(0, ...names.map((name) => {
    const begins = name.join(" ").startsWith(typed.join(" ")) || name.join("") === typed.join("");
    const has = begins || typed.every((word) => name.some((own) => own.startsWith(word)));
    return has ? 1 + begins + Math.min(1, typed.join("").length / name.join("").length) : 0;
  }));
  const kind = /^\d+\.\d+ /.test(entry.title) ? 0.02 : entry.parent ? 0 : 0.01;
  return best && best + kind;
}

/** What was found, best names first, by pages, as Material shows it. */
function ordered(groups) {
  const results = new Map(groups.flat().map((result) => [result.location, result]));
  const found = entries.map((one) => {
    const result = { ...one.entry, score: 0, terms: {}, ...results.get(one.entry.location) };
    const every = result.score && Object.values(result.terms).every(Boolean) ? 0.5 : 0;
    return { ...shown(result), score: result.score + 1e9 * (fit(one) || every) };
  }).filter((result) => result.score).sort((one, other) => other.score - one.score);

  const pages = new Map();
  for (const result of found) {
    const page = result.parent ?? result;
    if (!pages.has(page.location)) pages.set(page.location, []);
    pages.get(page.location).push(result);
  }
  for (const [location, page] of pages) { // Material finds its title there
    if (page.every((result) => result.location !== location)) {
      page.push({ ...page[0].parent, score: 0, terms: {}, tags: undefined });
    }
  }
  return [...pages.values()];
}

/** A result with the text and the synonyms for which it was found, and no others. */
function shown(result) {
  const text = result.parent && !result.text.includes("<mark") ? "" : result.text;
  const tags = result.tags?.filter((tag) => tag.includes("<mark"));
  return { ...result, text, tags: tags?.length ? tags : undefined };
}
