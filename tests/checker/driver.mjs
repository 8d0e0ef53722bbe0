// Answers questions to the checker: a list of them in JSON on the standard input, the answers on
// the standard output. A question has the text of a file, or the number of one of the `bases` and
// what is changed in it, as [path, value]; and the options of `check`.
import { readFileSync } from "node:fs";
import { check, CheckError } from "../../docs/assets/javascripts/checker.js";

const { bases, registry, questions } = JSON.parse(readFileSync(0, "utf8"));

function textOf({ text, base, changes }) {
  if (!changes) return text ?? bases[base];
  const data = JSON.parse(bases[base]);
  for (const [path, value] of changes) {
    const inner = path.slice(0, -1).reduce((part, key) => part[key], data);
    inner[path.at(-1)] = value;
  }
  return JSON.stringify(data);
}

function answer(question) {
  const { registered, only, budget } = question;
  const options = { ...(registered && { registry }), ...(only && { only }), ...(budget && { budget }) };
  const text = textOf(question);
  const start = performance.now();
  const found = {};
  try {
    const { steps, work, published } = check(text, options);
    Object.assign(found, { steps, work, published: Object.fromEntries(published) });
  } catch (error) {
    if (!(error instanceof CheckError)) found.crash = `${error.stack}`;
    Object.assign(found, { refused: error.constructor.name, why: error.message });
  }
  return { ...found, seconds: (performance.now() - start) / 1000 };
}

process.stdout.write(JSON.stringify(questions.map(answer)));
