// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits/breaker.h"

#include <algorithm>
#include <cmath>

namespace assay::limits {

using namespace Qt::StringLiterals;

bool Breaker::isFailure(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::overloaded:
    case ErrorKind::serverError:
    case ErrorKind::timeout:
    case ErrorKind::reset:
    case ErrorKind::connect:
        return true;
    default:
        return false;
    }
}

std::optional<SteadyTime> Breaker::earliest(SteadyTime now) const
{
    if (!m_openUntil)
        return now;
    if (m_isProbing)
        return std::nullopt;
    return std::max(now, *m_openUntil);
}

void Breaker::asked(SteadyTime now)
{
    m_isProbing = m_isProbing || (m_openUntil && now >= *m_openUntil);
}

void Breaker::note(bool isFailure, SteadyTime now)
{
    m_ends.emplace_back(now, isFailure);
    m_failedInWindow += isFailure;
    while (m_ends.front().first + m_rules.window < now) {
        m_failedInWindow -= m_ends.front().second;
        m_ends.pop_front();
    }
}

void Breaker::succeeded(SteadyTime now)
{
    m_inARow = 0;
    if (m_openUntil) {
        // What failed before it opened says nothing of the server that answers now.
        m_openUntil.reset();
        m_isProbing = false;
        m_failedProbes = 0;
        m_ends.clear();
        m_failedInWindow = 0;
    }
    note(false, now);
}

void Breaker::failed(SteadyTime now)
{
    ++m_inARow;
    note(true, now);
    if (m_openUntil) {
        // A call that had left before it opened tells nothing new.
        if (!m_isProbing)
            return;
        ++m_failedProbes;
        open(now, m_why);
        return;
    }
    const auto calls = static_cast<int>(m_ends.size());
    if (m_inARow >= m_rules.failuresInARow)
        open(now, u"%1 failures in a row"_s.arg(m_inARow));
    else if (calls >= m_rules.enoughCalls && m_failedInWindow > m_rules.failedShare * calls)
        open(now, u"%1 of the last %2 calls failed"_s.arg(m_failedInWindow).arg(calls));
}

void Breaker::abandoned()
{
    m_isProbing = false;
}

void Breaker::open(SteadyTime now, const QString &why)
{
    Milliseconds pause = m_rules.firstPause;
    for (int i = 0; i < m_failedProbes && pause < m_rules.longestPause; ++i)
        pause *= 2;
    m_openUntil = now + std::min(pause, m_rules.longestPause);
    m_isProbing = false;
    m_why = why;
}

QString Breaker::reason(SteadyTime now) const
{
    if (!m_openUntil)
        return {};
    if (m_isProbing)
        return m_why + u"; one call tries whether it answers again"_s;
    const double seconds = std::chrono::duration<double>(std::max(*m_openUntil - now, std::chrono::nanoseconds(0))).count();
    return m_why + u"; one call tries again in %1 s"_s.arg(static_cast<int>(std::ceil(seconds)));
}

} // namespace assay::limits
