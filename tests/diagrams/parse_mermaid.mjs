// Parse the Mermaid diagrams in a JSON array on stdin; print the error of each, or null.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(process.argv[2]);
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import(pathToFileURL(require.resolve("mermaid")));

function walk(statements, found) {
  for (const one of statements) {
    if (one.stmt === "relation") found.relations += 1;
    if (one.stmt === "state" && one.description) found.states.push([one.description].flat().join("\n"));
    if (Array.isArray(one.doc)) walk(one.doc, found);
  }
  return found;
}

const answers = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    const { diagramType } = await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const actors = db.getActors ? [...db.getActors().values()].map((one) => one.description) : [];
    const found = walk(db.rootDoc ?? [], { states: [], relations: 0 });
    answers.push({ type: diagramType, actors, ...found });
  } catch (error) {
    answers.push({ error: String(error.message ?? error) });
  }
}
process.stdout.write(JSON.stringify(answers));
