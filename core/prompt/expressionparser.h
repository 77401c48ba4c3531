// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions, from the loosest to the tightest: inline if; or; and; not; comparisons, in, is; + - ~; * / // %; **; signs;
// members, indexes and filters. Every function returns null after a fault, which the stream keeps.
#pragma once

#include "core/prompt/ast.h"
#include "core/prompt/tokenstream.h"

namespace assay::prompt {

class ExpressionParser {
public:
    explicit ExpressionParser(TokenStream &tokens) : m_tokens(tokens) {}

    [[nodiscard]] ExpressionPointer parse();
    /// Without inline `if`, where an `if` may follow for another reason.
    [[nodiscard]] ExpressionPointer parseOr();

private:
    ExpressionPointer parseAnd();
    ExpressionPointer parseNot();
    ExpressionPointer parseComparison();
    ExpressionPointer parseTest(ExpressionPointer operand);
    ExpressionPointer parseSum();
    ExpressionPointer parseProduct();
    ExpressionPointer parsePower();
    ExpressionPointer parseSigned(bool withFilters);
    ExpressionPointer parsePostfix();
    ExpressionPointer parseMember(ExpressionPointer base);
    ExpressionPointer parseIndex(ExpressionPointer base);
    ExpressionPointer parseFilter(ExpressionPointer operand);
    bool parseArguments(const FilterSpec &filter, FilterUse *use);
    bool parseArgument(const QStringList &parameters, const FilterSpec &filter, std::size_t position, FilterUse *use);
    ExpressionPointer parsePrimary();
    ExpressionPointer parseName();
    ExpressionPointer parseList();
    ExpressionPointer parseMapping();
    ExpressionPointer parseMemberName();

    [[nodiscard]] std::optional<Relation> takeRelation();
    /// Null after a fault, also when the tree grows too high.
    ExpressionPointer make(qsizetype offset, Expression::Node node);

    TokenStream &m_tokens;
};

} // namespace assay::prompt
