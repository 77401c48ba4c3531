// SPDX-License-Identifier: GPL-3.0-or-later
// A parsed template as a tree of plain values. Every node knows where it stands in its source. To add to the language: a node
// here, a case in parser, evaluator or renderer, and in variables.
#pragma once

#include "core/prompt/language/value.h"

#include <memory>
#include <utility>
#include <variant>
#include <vector>

namespace assay::prompt {

struct FilterSpec;
struct TestSpec;
struct Expression;
using ExpressionPointer = std::unique_ptr<const Expression>;

/// A name's number in the template's Symbols.
using SymbolId = int;

struct Literal {
    Value value;
};

struct Name {
    QString name;
    SymbolId symbol = 0;
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

/// `base[from:to:step]`; any of the three may be null.
struct Slice {
    ExpressionPointer base;
    ExpressionPointer from;
    ExpressionPointer to;
    ExpressionPointer step;
};

struct Argument {
    QString name; ///< empty: by its place
    ExpressionPointer value;
};

/// `callee(arguments)`: a macro, a function, or with a member as callee a method.
struct Call {
    ExpressionPointer callee;
    std::vector<Argument> arguments;
};

/// The text that a block gave, for the filters behind `{% filter` and `{% set name |`.
struct Captured {};

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

/// `operand is [not] test(arguments)`.
struct TestUse {
    ExpressionPointer operand;
    const TestSpec *test = nullptr;
    bool isNegated = false;
    std::vector<ExpressionPointer> arguments;
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
    using Node = std::variant<Literal, Name, Member, Index, Slice, Call, Captured, Negation, Not, Logical, Binary, Comparison, Conditional, TestUse, FilterUse, ListLiteral,
        MappingLiteral>;

    qint32 offset = 0; ///< of its sign, or of its first unit where it has none
    qint32 end = 0;
    int height = 1; ///< levels below and including this one, so that nothing that walks the tree runs out of stack
    Node node;
};

struct Statement;
using Block = std::vector<Statement>;

/// A name that a statement gives a value.
struct Target {
    QString name;
    SymbolId symbol = 0;
};

struct Text {
    QStringView text; ///< of the source, which the template keeps
};

struct Output {
    ExpressionPointer expression;
    qint32 end = 0; ///< of the closing braces
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
    std::vector<Target> targets; ///< one, or several for the members of a mapping or the parts of each element
    ExpressionPointer iterable;
    ExpressionPointer condition; ///< of the elements to go through; may be null
    Block body;
    Block otherwise;       ///< when there was nothing to go through
    SymbolId loop = 0;     ///< the name `loop`
    bool usesLoop = false; ///< somewhere in the body
};

struct Set {
    std::vector<Target> targets;
    QString member; ///< of the one target, as in `{% set ns.count = 1 %}`; empty for the name itself
    ExpressionPointer value;
};

/// `{% set name %}…{% endset %}`; `value` is made of what was captured.
struct SetBlock {
    std::vector<Target> targets;
    ExpressionPointer value;
    Block body;
};

struct Parameter {
    Target target;
    ExpressionPointer byDefault; ///< may be null
};

struct MacroBody {
    QString name;
    std::vector<Parameter> parameters;
    Block body;
    SymbolId caller = 0; ///< the name `caller`
};

struct Macro {
    SymbolId symbol = 0;
    std::shared_ptr<const MacroBody> body;
};

/// `{% call(parameters) macro(arguments) %}…{% endcall %}`: the body is what the macro's `caller()` gives.
struct CallBlock {
    ExpressionPointer call;
    std::shared_ptr<const MacroBody> body;
    qint32 end = 0;
};

/// `{% filter name %}…{% endfilter %}`.
struct FilterBlock {
    ExpressionPointer value; ///< made of what was captured
    Block body;
    qint32 end = 0;
};

struct Include {
    qint32 source = -1; ///< in the template's sources; -1: not there, and it may be missing
};

/// `{% import "snippet" as name %}`, `{% from "snippet" import name as other, … %}`.
struct Import {
    qint32 source = 0;
    Target whole;                                     ///< without a name for `from`
    std::vector<std::pair<SymbolId, Target>> members; ///< of `from`: what it has in the snippet, and here
};

struct Statement {
    using Node = std::variant<Text, Output, If, For, Set, SetBlock, Macro, CallBlock, FilterBlock, Include, Import>;

    qint32 offset = 0;
    Node node;
};

} // namespace assay::prompt
