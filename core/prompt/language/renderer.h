// SPDX-License-Identifier: GPL-3.0-or-later
// Walks a template's statements and writes the result, with the pieces that it is made of.
#pragma once

#include "core/prompt/language/evaluator.h"
#include "core/prompt/language/parser.h"
#include "core/prompt/language/template.h"

namespace assay::prompt {

class Renderer final : private MacroRunner {
public:
    /// `variables` is an object; everything given outlives this.
    Renderer(const ParsedTemplate &parsed, const Json &variables, bool isLenient, Trace trace);

    [[nodiscard]] Result<RenderedText> run();

private:
    // Where text goes: the result, or what a block captures.
    struct Sink {
        QString text{};
        std::vector<Piece> pieces{};
    };

    [[nodiscard]] Value call(const MacroObject &macro, const CallArguments &arguments, const Value *caller) override;
    [[nodiscard]] bool declareParameters(const MacroBody &macro, const CallArguments &arguments);

    void render(const Block &block);
    void render(const Text &text);
    void render(const Output &output);
    void render(const If &statement);
    void render(const For &statement);
    void render(const Set &statement);
    void render(const SetBlock &statement);
    void render(const Macro &statement);
    void render(const CallBlock &statement);
    void render(const FilterBlock &statement);
    void render(const Include &statement);
    void render(const Import &statement);

    void print(const Expression &expression, const Piece &place);
    void append(QStringView text, const Origin *origin, const Piece &place);
    [[nodiscard]] Piece placeOf(qsizetype start, qsizetype end) const;
    /// What the block writes, as a value.
    [[nodiscard]] Value captured(const Block &block);
    void assign(const std::vector<Target> &targets, const Value &value);

    /// What `for` goes through, a list with one value for each turn; for a mapping and several names [name, member] pairs.
    [[nodiscard]] Value turnsOf(const For &statement, Value iterable);
    [[nodiscard]] std::vector<Value> turnsOf(const For &statement, const Value &iterable, const Mapping &mapping);
    [[nodiscard]] Value picked(const For &statement, const Value &turns);
    [[nodiscard]] bool declareTargets(const For &statement, const Value &turn);
    [[nodiscard]] RenderedText result();
    [[nodiscard]] QString nameOf(qint32 source) const { return m_parsed.sources[static_cast<std::size_t>(source)]->name; }

    const ParsedTemplate &m_parsed;
    Trace m_trace;
    Execution m_run;
    Scopes m_scopes;
    Evaluator m_evaluator;
    Sink m_sink;
    qint64 m_loops = 0; ///< loops around what is being written
    int m_calls = 0;    ///< macros and snippets inside each other
};

} // namespace assay::prompt
