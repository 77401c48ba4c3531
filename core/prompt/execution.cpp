// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/execution.h"

#include "core/prompt/source.h"

namespace assay::prompt {

using namespace Qt::StringLiterals;

bool Execution::spend(qsizetype steps)
{
    if (hasFailed())
        return false;
    m_steps += qMin(steps, kMostSteps);
    if (m_steps <= kMostSteps)
        return true;
    fail(u"this takes too long: rendering was stopped after %1 steps"_s.arg(kMostSteps), u"Go through fewer or shorter values."_s, ErrorKind::tooLarge);
    return false;
}

bool Execution::allowText(qsizetype units)
{
    if (units <= kLargestText)
        return spendOnText(units);
    fail(u"the text grows beyond %1 characters"_s.arg(kLargestText), u"Use shorter values or fewer repeats."_s, ErrorKind::tooLarge);
    return false;
}

Value Execution::fail(const QString &message, const QString &hint, ErrorKind kind)
{
    if (!m_error)
        m_error = errorAt(kind, m_source, m_offset, message, hint);
    return {};
}

Value Execution::failAt(qsizetype offset, const QString &message, const QString &hint)
{
    moveTo(offset);
    return fail(message, hint);
}

Value Execution::made(std::optional<Value> container)
{
    if (container)
        return std::move(*container);
    return fail(u"a value is nested more than 512 levels deep"_s, {}, ErrorKind::tooLarge);
}

} // namespace assay::prompt
