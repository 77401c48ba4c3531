// SPDX-License-Identifier: GPL-3.0-or-later
// A parsed template as a tree of plain values. Every node knows where it stands in the source. To add to the language: a node
// here, a case in parser, evaluator or renderer, and in variables.
#pragma once

#include "core/prompt/value.h"

#include <memory>
#include <utility>
#include <variant>
#include <vector>

namespace assay::prompt {

struct FilterSpec;
struct TestSpec;
struct Expression;
using ExpressionPointer = std::unique_ptr<const Expression>;

struct Literal {
    Value value;
};

struct Name {
    QString name;
};

/// `base.name` and `base["name"]`.
struct Member {
    ExpressionPointer base;
    QString name;
};

struct Index {
    ExpressionPointer base;
    ExpressionPointer index;
};

struct Negation { ///< `-a`
    ExpressionPointer operand;
};

struct Not {
    ExpressionPointer operand;
};

/// `a and b`, `a or b`: the value of one of the two.
struct Logical {
    bool isAnd = false;
    ExpressionPointer left;
    ExpressionPointer right;
};

enum class BinaryOperator { add, subtract, multiply, divide, floorDivide, modulo, power, concatenate };

struct Binary {
    BinaryOperator kind = BinaryOperator::add;
    ExpressionPointer left;
    ExpressionPointer right;
};

enum class Relation { equal, notEqual, identical, notIdentical, less, lessOrEqual, greater, greaterOrEqual, in, notIn };

/// `a < b < c` is true when each neighbouring pair is.
struct Comparison {
    ExpressionPointer first;
    std::vector<std::pair<Relation, ExpressionPointer>> rest;
};

/// `a if condition else b`; without `else` the other value is the empty text.
struct Conditional {
    ExpressionPointer whenTrue;
    ExpressionPointer condition;
    ExpressionPointer whenFalse; ///< may be null
};

/// `operand is [not] test`.
struct TestUse {
    ExpressionPointer operand;
    const TestSpec *test = nullptr;
    bool isNegated = false;
};

/// `operand | filter(arguments)`: one place for each of the filter's parameters, null where none was given.
struct FilterUse {
    ExpressionPointer operand;
    const FilterSpec *filter = nullptr;
    std::vector<ExpressionPointer> arguments;
};

struct ListLiteral {
    std::vector<ExpressionPointer> elements;
};

struct MappingLiteral {
    std::vector<std::pair<ExpressionPointer, ExpressionPointer>> members;
};

struct Expression {
    using Node = std::variant<Literal, Name, Member, Index, Negation, Not, Logical, Binary, Comparison, Conditional, TestUse, FilterUse, ListLiteral, MappingLiteral>;

    qsizetype offset = 0;
    int height = 1; ///< levels below and including this one, so that nothing that walks the tree runs out of stack
    Node node;
};

struct Statement;
using Block = std::vector<Statement>;

struct Text {
    QString text;
};

struct Output {
    ExpressionPointer expression;
};

struct Branch {
    ExpressionPointer condition;
    Block body;
};

struct If {
    std::vector<Branch> branches;
    Block otherwise;
};

struct For {
    QStringList targets; ///< one, or several for the members of a mapping or the parts of each element
    ExpressionPointer iterable;
    Block body;
    Block otherwise; ///< when there was nothing to go through
};

struct Set {
    QStringList targets;
    ExpressionPointer value;
};

struct Statement {
    using Node = std::variant<Text, Output, If, For, Set>;

    qsizetype offset = 0;
    Node node;
};

} // namespace assay::prompt
