// SPDX-License-Identifier: GPL-3.0-or-later
// Nunjucks' side of the section `template` of the bench: reads {"template": TEXT, "items": [{…}, …]} from standard input and prints its
// times in ms, the best of several rounds: each template compiled once and the first round over all items (`first`), the same once it is
// warm (`warm`), and read and filled anew for each item, as tools that keep no compiled templates do (`fromSource`); `compile` is one
// template alone.
import { readFileSync } from "node:fs";
import nunjucks from "nunjucks";

const { template, items } = JSON.parse(readFileSync(0, "utf8"));
const environment = new nunjucks.Environment(null, { autoescape: false });

// Time on a processor, or by the clock where that is less: V8 also works on other threads.
function timed(work) {
  const start = process.hrtime.bigint();
  const used = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(used);
  return [Math.min(Number(process.hrtime.bigint() - start) / 1e6, (user + system) / 1e3), result];
}

const compile = (text) => new nunjucks.Template(text, environment, "bench", true);
const renderAll = (compiled) => items.reduce((length, item) => length + compiled.render(item).length, 0);
const best = (rounds, work) => Math.min(...Array.from({ length: rounds }, () => timed(work)[0]));

const compiled = compile(template);
const [first, characters] = timed(() => renderAll(compiled));
const warm = best(40, () => renderAll(compiled));
let round = 0;
const fromSource = best(3, () => items.forEach((item) => environment.renderString(template + " ".repeat(++round % 7), item)));
const compileOne = best(20, () => compile(template + " ".repeat(++round % 7)));
console.log(JSON.stringify({ first, warm, fromSource, compile: compileOne, characters, version: "3.2.4" }));
