// SPDX-License-Identifier: GPL-3.0-or-later
// Runs every row of table.json through Nunjucks and through `assay x template`, and says where they differ.
//   node compare.js [COMMAND …]   COMMAND reads requests as `assay x template` does; without one only Nunjucks is asked
//   node compare.js --record …    writes what both gave into the table
// Exit code 1: Nunjucks or Assay gives something else than the table says, or a difference has no reason in it.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { render } from "./engine.js";

const path = new URL("table.json", import.meta.url);
const rows = JSON.parse(readFileSync(path, "utf8"));
const words = process.argv.slice(2);
const records = words[0] === "--record";
const command = records ? words.slice(1) : words;

function requestOf(row) {
  const { lenient = false, trimBlocks = false, lstripBlocks = false } = row.options ?? {};
  return { template: row.template, vars: row.vars ?? {}, strict: !lenient, trimBlocks, lstripBlocks, snippets: row.snippets ?? {} };
}

function answersOf(rows) {
  const input = rows.map((row) => JSON.stringify(requestOf(row))).join("\n") + "\n";
  const run = spawnSync(command[0], command.slice(1), { input, encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`${command.join(" ")} ended with ${run.status}: ${run.stderr}`);
  return run.stdout.trim().split("\n").map((line) => JSON.parse(line));
}

const shown = (result) => (result === undefined ? "(not recorded)" : result.error ? `error: ${result.error}` : JSON.stringify(result.text));
const isSame = (a, b) => a !== undefined && b !== undefined && a.text === b.text && !a.error === !b.error;

const nunjucks = rows.map(render);
const answers = command.length > 0 ? answersOf(rows) : undefined;
let faults = 0;
let differences = 0;
rows.forEach((row, index) => {
  const ours = answers ? (answers[index].error ? { error: answers[index].error.message } : { text: answers[index].text }) : row.assay;
  if (records) {
    row.nunjucks = nunjucks[index];
    row.assay = ours;
  }
  const complaints = [];
  if (!isSame(nunjucks[index], row.nunjucks)) complaints.push("Nunjucks gives something else than the table says");
  if (!isSame(ours, row.assay)) complaints.push("Assay gives something else than the table says");
  if (!isSame(ours, nunjucks[index])) {
    ++differences;
    if (!row.reason) complaints.push("the difference has no reason");
  } else if (row.reason) {
    complaints.push("there is a reason but no difference");
  }
  faults += complaints.length > 0 ? 1 : 0;
  if (complaints.length > 0 || !isSame(ours, nunjucks[index])) {
    console.log(`${row.name}\n  template ${JSON.stringify(row.template)}\n  Nunjucks ${shown(nunjucks[index])}\n  Assay    ${shown(ours)}`);
    console.log(row.reason ? `  because  ${row.reason}` : "", ...complaints.map((text) => `\n  ! ${text}`));
  }
});
console.log(`${rows.length} rows, ${rows.length - differences} the same, ${differences} different, ${faults} to look at`);
if (records) writeFileSync(path, "[\n" + rows.map((row) => JSON.stringify(row)).join(",\n") + "\n]\n");
process.exitCode = faults > 0 ? 1 : 0;
