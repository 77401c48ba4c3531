// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/scopes.h"

#include "core/prompt/spelling.h"

#include <algorithm>
#include <ranges>

namespace assay::prompt {

using namespace Qt::StringLiterals;

Value Scopes::find(const QString &name, Execution &run)
{
    for (const Scope &scope : std::views::reverse(m_scopes)) {
        const auto found = scope.constFind(name);
        if (found != scope.constEnd())
            return *found;
    }
    const auto read = m_read.constFind(name);
    if (read != m_read.constEnd())
        return *read;
    const auto given = m_variables.find(name.toStdString());
    if (given == m_variables.object_range().end())
        return missing(name, run);
    const Value value = run.made(Value::fromJson(given->value())).from({.path = name});
    m_read.insert(name, value);
    return value;
}

void Scopes::declare(const QString &name, Value value)
{
    m_scopes.back().insert(name, std::move(value));
}

void Scopes::assign(const QString &name, Value value)
{
    const auto known = std::ranges::find_if(std::views::reverse(m_scopes), [&](const Scope &scope) { return scope.contains(name); });
    Scope &scope = known == std::views::reverse(m_scopes).end() ? m_scopes.back() : *known;
    scope.insert(name, std::move(value));
}

Value Scopes::missing(const QString &name, const Execution &run) const
{
    QStringList names;
    for (const Scope &scope : m_scopes)
        names.append(scope.keys());
    for (const auto &member : m_variables.object_range())
        names.append(QString::fromUtf8(member.key()));
    names.removeDuplicates();
    names.sort();
    QString hint = spellingHint(name, names);
    if (hint.isEmpty())
        hint = names.isEmpty() ? u"No variables are given."_s : u"Given are: %1."_s.arg(namesInWords(names));
    return Value(Missing{.message = u"`%1` is not defined"_s.arg(name), .hint = hint, .offset = run.offset()});
}

} // namespace assay::prompt
