// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions, from the loosest to the tightest: inline if; or; and; not; comparisons, in, is; + - ~; * / // %; **; signs;
// members, indexes, calls and filters. Every function returns null after a fault, which the stream keeps.
#pragma once

#include "core/prompt/language/ast.h"
#include "core/prompt/language/symbols.h"
#include "core/prompt/language/tokenstream.h"

#include <optional>

namespace assay::prompt {

class ExpressionParser {
public:
    ExpressionParser(TokenStream &tokens, Symbols &symbols) : m_tokens(tokens), m_symbols(symbols) {}

    [[nodiscard]] ExpressionPointer parse();
    /// Without inline `if`, where an `if` may follow for another reason.
    [[nodiscard]] ExpressionPointer parseOr();
    /// The filters behind `|` that follow, on the text of a block.
    [[nodiscard]] ExpressionPointer parseCapturedFilters();
    /// The same, where the first filter follows without its `|`.
    [[nodiscard]] ExpressionPointer parseFilterBlock();
    /// Behind `(`, up to and with `)`: the parameters of a macro.
    [[nodiscard]] std::vector<Parameter> parseParameters();
    /// A name that a statement gives a value; what it is for, for the message where none stands.
    [[nodiscard]] std::optional<Target> parseTarget(const QString &purpose);
    [[nodiscard]] bool isAtReserved() const;

    /// How often the name `loop` has been read.
    [[nodiscard]] int loopUses() const { return m_loopUses; }

private:
    ExpressionPointer parseAnd();
    ExpressionPointer parseNot();
    ExpressionPointer parseComparison();
    ExpressionPointer parseTest(ExpressionPointer operand);
    bool parseTestArgument(const TestSpec &test, const Token &name, TestUse *use);
    ExpressionPointer parseSum();
    ExpressionPointer parseProduct();
    ExpressionPointer parsePower();
    ExpressionPointer parseSigned(bool withFilters);
    ExpressionPointer parsePostfix();
    ExpressionPointer parseMember(ExpressionPointer base);
    ExpressionPointer parseIndex(ExpressionPointer base);
    ExpressionPointer parseSlice(ExpressionPointer base, ExpressionPointer from);
    ExpressionPointer parseCall(ExpressionPointer callee);
    ExpressionPointer parseFilter(ExpressionPointer operand);
    ExpressionPointer parseFilterName(ExpressionPointer operand);
    bool parseArguments(const FilterSpec &filter, FilterUse *use);
    bool parseArgument(const FilterSpec &filter, qsizetype position, FilterUse *use);
    ExpressionPointer parsePrimary();
    ExpressionPointer parseParenthesis();
    ExpressionPointer parseName();
    ExpressionPointer parseList();
    ExpressionPointer parseMapping();
    ExpressionPointer parseMemberName();

    [[nodiscard]] std::optional<Relation> takeRelation();
    [[nodiscard]] bool isAtNamedArgument() const;
    /// Null after a fault, also when the tree grows too high.
    ExpressionPointer make(qsizetype offset, Expression::Node &&node);

    TokenStream &m_tokens;
    Symbols &m_symbols;
    int m_loopUses = 0;
};

} // namespace assay::prompt
