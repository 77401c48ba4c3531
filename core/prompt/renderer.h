// SPDX-License-Identifier: GPL-3.0-or-later
// Walks a template's statements and writes the result, with the spans that came from variables.
#pragma once

#include "core/prompt/evaluator.h"

namespace assay::prompt {

class Renderer {
public:
    /// `variables` is an object; everything given outlives this.
    Renderer(QStringView source, const Json &variables, WhenMissing whenMissing);

    [[nodiscard]] Result<RenderedText> run(const Block &block);

private:
    void render(const Block &block);
    void render(const Text &text);
    void render(const Output &output);
    void render(const If &statement);
    void render(const For &statement);
    void render(const Set &statement);

    void print(const Expression &expression);
    void append(const QString &text, const QString &variable);
    /// What `for` goes through, one value for each turn; for a mapping and several names [name, member] pairs.
    [[nodiscard]] std::vector<Value> turnsOf(const For &statement, const Value &iterable);
    [[nodiscard]] bool declareTargets(const For &statement, const Value &turn);

    Execution m_run;
    Scopes m_scopes;
    Evaluator m_evaluator;
    RenderedText m_result;
};

} // namespace assay::prompt
