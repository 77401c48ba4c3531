// SPDX-License-Identifier: GPL-3.0-or-later
// One row of table.json through Nunjucks: its text, or {error} with the first line of what it says.
import nunjucks from "nunjucks";

class Snippets extends nunjucks.Loader {
  constructor(texts) {
    super();
    this.texts = texts ?? {};
  }

  getSource(name) {
    return name in this.texts ? { src: this.texts[name], path: name, noCache: true } : null;
  }
}

export function render(row) {
  const options = row.options ?? {};
  const environment = new nunjucks.Environment(new Snippets(row.snippets), {
    autoescape: false,
    throwOnUndefined: false,
    trimBlocks: options.trimBlocks ?? false,
    lstripBlocks: options.lstripBlocks ?? false,
  });
  try {
    return { text: environment.renderString(row.template, row.vars ?? {}) };
  } catch (error) {
    return { error: String(error.message).split("\n").pop().trim() };
  }
}
