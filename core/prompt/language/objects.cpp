// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/objects.h"

#include "core/prompt/language/comparison.h"

namespace assay::prompt {

using namespace Qt::StringLiterals;

QString MacroObject::kindInWords() const
{
    return u"a macro"_s;
}

QString LoopObject::kindInWords() const
{
    return u"a loop's turn"_s;
}

std::optional<Value> LoopObject::member(QStringView name) const
{
    const std::vector<Value> &turns = m_shared->turns.list()->elements;
    const auto count = static_cast<qint64>(turns.size());
    if (name == u"index")
        return Value(m_index + 1);
    if (name == u"index0")
        return Value(m_index);
    if (name == u"first")
        return Value(m_index == 0);
    if (name == u"last")
        return Value(m_index + 1 == count);
    if (name == u"length")
        return Value(count);
    if (name == u"revindex")
        return Value(count - m_index);
    if (name == u"revindex0")
        return Value(count - m_index - 1);
    if (name == u"depth")
        return Value(m_shared->depth);
    if (name == u"depth0")
        return Value(m_shared->depth - 1);
    if (name == u"previtem" && m_index > 0)
        return turns[static_cast<std::size_t>(m_index - 1)];
    if (name == u"nextitem" && m_index + 1 < count)
        return turns[static_cast<std::size_t>(m_index + 1)];
    return std::nullopt;
}

QStringList LoopObject::memberNames() const
{
    return {u"index"_s, u"index0"_s, u"revindex"_s, u"revindex0"_s, u"first"_s, u"last"_s, u"length"_s};
}

bool LoopObject::hasChanged(const Value &value, Execution &run) const
{
    const bool isSame = m_shared->last && areIdentical(*m_shared->last, value, run);
    m_shared->last = value;
    return !isSame;
}

QString JoinerObject::kindInWords() const
{
    return u"a joiner"_s;
}

QString JoinerObject::next() const
{
    return std::exchange(m_isUsed, true) ? m_separator : QString();
}

QString CyclerObject::kindInWords() const
{
    return u"a cycler"_s;
}

std::optional<Value> CyclerObject::member(QStringView name) const
{
    if (name != u"current")
        return std::nullopt;
    return m_next == 0 ? Value() : m_values[m_next - 1];
}

QStringList CyclerObject::memberNames() const
{
    return {u"current"_s};
}

Value CyclerObject::next() const
{
    if (m_values.empty())
        return {};
    m_next = m_next % m_values.size() + 1;
    return m_values[m_next - 1];
}

} // namespace assay::prompt
