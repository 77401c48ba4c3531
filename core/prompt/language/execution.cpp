// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/execution.h"

namespace assay::prompt {

using namespace Qt::StringLiterals;

bool Execution::stopForSteps()
{
    if (!m_error)
        fail(u"this takes too long: rendering was stopped after %1 steps"_s.arg(kMostSteps), u"Go through fewer or shorter values."_s, ErrorKind::tooLarge);
    return false;
}

void Execution::stopForDepth()
{
    fail(u"this runs more than %1 levels deep"_s.arg(kDeepestRun), u"Does a macro call itself without an end?"_s, ErrorKind::tooLarge);
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
        m_error = errorAt(kind, m_sources[static_cast<std::size_t>(m_source)], m_offset, message, hint);
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

namespace {

// splitmix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014, figure 17.
quint64 mixed(quint64 state)
{
    state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9U;
    state = (state ^ (state >> 27)) * 0x94d049bb133111ebU;
    return state ^ (state >> 31);
}

} // namespace

quint64 Execution::nextRandom()
{
    if (!m_random)
        m_random = m_options.seed ? m_options.seed() : 0;
    *m_random += 0x9e3779b97f4a7c15U;
    return mixed(*m_random);
}

// FNV-1a: Fowler, Noll, Vo, draft-eastlake-fnv, 64 bits.
quint64 Execution::randomFor(QStringView text)
{
    quint64 hash = 0xcbf29ce484222325U;
    for (const char byte : text.toUtf8())
        hash = (hash ^ static_cast<uchar>(byte)) * 0x100000001b3U;
    return mixed(hash);
}

} // namespace assay::prompt
