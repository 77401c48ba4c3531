// SPDX-License-Identifier: GPL-3.0-or-later
// The filters of the template language. Each is one function and one line in the table of filters.cpp; the parser checks names
// and arguments against that line, so that a function can rely on them.
#pragma once

#include "core/prompt/execution.h"

#include <QStringList>
#include <QStringView>

#include <optional>
#include <vector>

namespace assay::prompt {

struct FilterSpec;

/// One use of a filter. Readers of arguments report a wrong kind as a fault and then return the default.
struct FilterCall {
    Execution &run;
    const FilterSpec &filter;
    Value input;
    std::vector<std::optional<Value>> arguments; ///< one place for each parameter

    /// The input as text: numbers and booleans as printed, none as the empty text; lists and mappings are a fault.
    [[nodiscard]] QString text();
    /// The elements of a list, or the characters of a text; anything else is a fault.
    [[nodiscard]] std::vector<Value> elements();
    [[nodiscard]] bool has(std::size_t place) const { return place < arguments.size() && arguments[place].has_value(); }
    [[nodiscard]] QString textArgument(std::size_t place, const QString &byDefault);
    [[nodiscard]] qint64 integerArgument(std::size_t place, qint64 byDefault);
    [[nodiscard]] bool flagArgument(std::size_t place, bool byDefault) const;
    [[nodiscard]] QString parameterName(std::size_t place) const;
    Value fail(const QString &message, const QString &hint = {});
    /// "`upper` needs text, but got …"
    Value failKind(const QString &needed);
};

struct FilterSpec {
    QStringView name;
    QStringView parameters; ///< names, separated by blanks, in the order of positional arguments
    std::size_t required;   ///< that many of the parameters must be given
    Value (*apply)(FilterCall &call);
    bool acceptsMissing = false;

    [[nodiscard]] QStringList parameterNames() const;
};

/// Null when there is none of that name.
[[nodiscard]] const FilterSpec *findFilter(QStringView name);
/// Sorted.
[[nodiscard]] QStringList filterNames();

} // namespace assay::prompt
