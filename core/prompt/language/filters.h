// SPDX-License-Identifier: GPL-3.0-or-later
// The filters of the template language, and its methods and functions, which are made of the same stuff: one function and one line in
// a table each. Names and arguments are checked against that line before, so that a function can rely on them.
#pragma once

#include "core/prompt/language/execution.h"

#include <QStringList>
#include <QStringView>
#include <QVarLengthArray>

#include <optional>
#include <vector>

namespace assay::prompt {

struct FilterSpec;

/// One use of a filter. Readers of arguments report a wrong kind as a fault and then return the default.
struct FilterCall {
    Execution &run;
    const FilterSpec &filter;
    Value input;
    QVarLengthArray<std::optional<Value>, 4> arguments; ///< one place for each parameter

    /// The input as text: numbers and booleans as printed, none as the empty text; lists and mappings are a fault.
    [[nodiscard]] QString text();
    /// The elements of a list, each with its origin, or the characters of a text; anything else is a fault.
    [[nodiscard]] std::vector<Value> elements();
    [[nodiscard]] bool has(qsizetype place) const { return place < arguments.size() && arguments[place].has_value(); }
    [[nodiscard]] QString textArgument(qsizetype place, const QString &byDefault);
    [[nodiscard]] qint64 integerArgument(qsizetype place, qint64 byDefault);
    /// The same, and a fault when it is outside of these.
    [[nodiscard]] qint64 integerArgument(qsizetype place, qint64 byDefault, qint64 least, qint64 most);
    [[nodiscard]] bool flagArgument(qsizetype place, bool byDefault) const;
    [[nodiscard]] QString parameterName(qsizetype place) const;
    Value list(std::vector<Value> elements);
    Value fail(const QString &message, const QString &hint = {});
    /// "`upper` needs text, but got …"
    Value failKind(const QString &needed);
};

/// Where the result of a filter comes from, when its input is a text of several pieces.
enum class Tracing : quint8 {
    whole,   ///< from all of the input and the arguments
    pieces,  ///< each piece on its own gives its part of the result
    places,  ///< each unit becomes one, unless the result has another length
    start,   ///< it begins as the input does
    trimmed, ///< a piece of the input
    own      ///< the function says so itself
};

struct FilterSpec {
    QStringView name;
    QStringView parameters; ///< names, separated by blanks, in the order of positional arguments
    qsizetype required;     ///< that many of the parameters must be given
    Value (*apply)(FilterCall &call);
    QStringView summary; ///< one sentence
    Tracing tracing = Tracing::whole;
    bool acceptsMissing = false;
    bool takesAnything = false; ///< any arguments, with any names

    [[nodiscard]] QStringList parameterNames() const;
    [[nodiscard]] qsizetype parameterCount() const;
    /// -1 for none of that name.
    [[nodiscard]] qsizetype placeOf(QStringView parameter) const;
};

/// Null when there is none of that name.
[[nodiscard]] const FilterSpec *findFilter(QStringView name);
/// Sorted.
[[nodiscard]] QStringList filterNames();

/// Of a text, a list or a mapping: `base.name(…)`. Null when it has none of that name.
[[nodiscard]] const FilterSpec *findMethod(const Value &base, QStringView name);
/// Sorted; all of them for what is missing.
[[nodiscard]] QStringList methodNames(const Value &base);

/// Called by its bare name, without an input.
[[nodiscard]] const FilterSpec *findFunction(QStringView name);
[[nodiscard]] QStringList functionNames();

/// An argument of a call to `spec`: its place, or what is wrong with it.
struct ArgumentPlace {
    qsizetype place = -1;
    QString message{};
    QString hint{};
};
/// `name` is empty for an argument by position.
[[nodiscard]] ArgumentPlace argumentPlace(const FilterSpec &spec, QStringView kind, qsizetype position, QStringView name);

/// What it is applied to, its arguments in their places: the value, with its origin. After a fault none.
[[nodiscard]] Value apply(FilterCall &call);

} // namespace assay::prompt
