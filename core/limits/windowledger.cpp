// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits/windowledger.h"

#include <algorithm>

namespace assay::limits {

void WindowLedger::forget(SteadyTime now) const
{
    while (!m_entries.empty() && m_entries.front().at + m_window <= now) {
        m_sum -= m_entries.front().amount;
        m_entries.pop_front();
    }
}

void WindowLedger::take(quint64 id, qint64 amount, SteadyTime now)
{
    forget(now);
    m_entries.push_back({now, id, amount});
    m_sum += amount;
}

void WindowLedger::change(quint64 id, qint64 amount)
{
    const auto entry = std::ranges::lower_bound(m_entries, id, {}, &Entry::id);
    if (entry == m_entries.end() || entry->id != id)
        return;
    m_sum += amount - entry->amount;
    entry->amount = amount;
}

qint64 WindowLedger::sum(SteadyTime now) const
{
    forget(now);
    return m_sum;
}

qint64 WindowLedger::sumAfter(quint64 id) const
{
    qint64 sum = 0;
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend() && entry->id > id; ++entry)
        sum += entry->amount;
    return sum;
}

qint64 WindowLedger::sumSince(SteadyTime moment) const
{
    qint64 sum = 0;
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend() && entry->at >= moment; ++entry)
        sum += entry->amount;
    return sum;
}

std::optional<SteadyTime> WindowLedger::takenAt(quint64 id) const
{
    const auto entry = std::ranges::lower_bound(m_entries, id, {}, &Entry::id);
    return entry != m_entries.end() && entry->id == id ? std::optional(entry->at) : std::nullopt;
}

SteadyTime WindowLedger::earliest(qint64 amount, qint64 limit, SteadyTime now) const
{
    forget(now);
    qint64 sum = m_sum;
    SteadyTime moment = now;
    for (auto entry = m_entries.begin(); sum + amount > limit && entry != m_entries.end(); ++entry) {
        sum -= entry->amount;
        moment = entry->at + m_window;
    }
    return std::max(now, moment);
}

} // namespace assay::limits
