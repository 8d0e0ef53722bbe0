// Reads a JSON list of TeX formulas; writes a JSON list of {html} or {error}, in the same order.
import { readFileSync } from "node:fs";
import katex from "katex";

const options = { throwOnError: true, strict: "error", output: "htmlAndMathml" };

function typeset(tex) {
  try {
    return { html: katex.renderToString(tex, options) };
  } catch (error) {
    return { error: error.message };
  }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(typeset)));
