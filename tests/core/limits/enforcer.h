// SPDX-License-Identifier: GPL-3.0-or-later
// A provider that enforces a limit a minute to the letter, in the ways that providers do.
#pragma once

#include "core/tokens/toldlimits.h"

#include <cmath>
#include <deque>

namespace assay::test {

enum class Window { fixed, sliding, bucket, shortBucket };
enum class Charge { used, held, reserved };

class Enforcer {
public:
    Enforcer(Window window, Charge charge, std::optional<qint64> limit)
        : m_window(window),
          m_charge(charge),
          m_limit(limit),
          m_capacity(capacity(window, double(limit.value_or(0)))),
          m_level(m_capacity)
    {
    }

    [[nodiscard]] bool admits(qint64 reserved, SteadyTime now) { return !m_limit || left(now) >= double(m_charge == Charge::used ? 1 : reserved); }

    void arrives(quint64 call, qint64 reserved, SteadyTime now) { put(call, m_charge == Charge::used ? 0 : reserved, now); }

    void ends(quint64 call, qint64 reserved, qint64 used, SteadyTime now)
    {
        if (m_charge == Charge::used)
            put(call, used, now);
        if (m_charge == Charge::held)
            giveBack(call, reserved - used, now);
    }

    [[nodiscard]] tokens::ToldLimit headers(SteadyTime now)
    {
        if (!m_limit)
            return {};
        const double remaining = std::clamp(left(now), 0.0, double(*m_limit));
        std::chrono::duration<double> resetIn;
        if (m_window == Window::fixed)
            resetIn = windowStart(now) + std::chrono::minutes(1) - now;
        else if (m_window == Window::sliding)
            resetIn = m_entries.empty() ? SteadyTime::duration() : m_entries.front().at + std::chrono::minutes(1) - now;
        else
            resetIn = std::chrono::minutes(1) * (m_capacity - m_level) / double(*m_limit);
        return {.limit = m_limit, .remaining = qint64(remaining), .resetIn = std::chrono::duration_cast<Milliseconds>(resetIn)};
    }

    [[nodiscard]] qint64 charged() const { return m_charged; }
    /// Of the whole limit, since the start.
    [[nodiscard]] double usedShare(SteadyTime now) const
    {
        return m_limit ? double(m_charged) / (double(*m_limit) * std::chrono::duration<double>(now.time_since_epoch()).count() / 60) : 0;
    }

private:
    struct Entry {
        quint64 call = 0;
        SteadyTime at;
        qint64 amount = 0;
    };

    static double capacity(Window window, double limit) { return window == Window::shortBucket ? std::max(1.0, limit / 60) : limit; }
    static SteadyTime windowStart(SteadyTime now) { return SteadyTime(std::chrono::floor<std::chrono::minutes>(now.time_since_epoch())); }

    double left(SteadyTime now)
    {
        if (m_window == Window::bucket || m_window == Window::shortBucket) {
            m_level = std::min(m_capacity, m_level + std::chrono::duration<double>(now - m_filled).count() * double(*m_limit) / 60);
            m_filled = now;
            return m_level;
        }
        const SteadyTime from = m_window == Window::fixed ? windowStart(now) : now - std::chrono::minutes(1);
        while (!m_entries.empty() && (m_window == Window::fixed ? m_entries.front().at < from : m_entries.front().at <= from)) {
            m_sum -= m_entries.front().amount;
            m_entries.pop_front();
        }
        return double(*m_limit - m_sum);
    }

    void put(quint64 call, qint64 amount, SteadyTime now)
    {
        if (!m_limit)
            return;
        static_cast<void>(left(now));
        m_level -= double(amount);
        m_charged += amount;
        m_sum += amount;
        m_entries.push_back({call, now, amount});
    }

    void giveBack(quint64 call, qint64 amount, SteadyTime now)
    {
        if (!m_limit)
            return;
        static_cast<void>(left(now));
        m_level = std::min(m_capacity, m_level + double(amount));
        m_charged -= amount;
        for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry) {
            if (entry->call != call)
                continue;
            entry->amount -= amount;
            m_sum -= amount;
            return;
        }
    }

    Window m_window;
    Charge m_charge;
    std::optional<qint64> m_limit;
    double m_capacity;
    double m_level;
    SteadyTime m_filled{};
    std::deque<Entry> m_entries;
    qint64 m_sum = 0;
    qint64 m_charged = 0;
};

} // namespace assay::test
