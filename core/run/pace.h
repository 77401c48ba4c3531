// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the departures of a lane apart. Calls that take equally long and left together come back together; each then waits for what the program does
// with the others, and they leave together again. So a lane fills its places over up to a tenth of a second, and later calls leave a millisecond apart
// where that is little beside the time between two of them.
#pragma once

#include "core/base/clock.h"

#include <algorithm>
#include <optional>

namespace assay::run {

class Pace {
public:
    /// For a lane with this many places. Few are never kept apart: they make no crowd.
    explicit Pace(int places = 1) : m_places(std::max(1, places)) {}

    /// The next call may leave then, or later.
    [[nodiscard]] SteadyTime next() const { return m_next; }
    /// The places have not been filled once, and are not to be filled at once.
    [[nodiscard]] bool isStarting() const { return m_left < m_places && startGap() > Milliseconds(0); }

    /// `meanCallMs`: how long the lane's calls take, when that is known.
    void left(SteadyTime now, std::optional<double> meanCallMs)
    {
        const bool isStart = isStarting();
        m_left = std::min(m_left + 1, m_places);
        if (isStart)
            m_next = now + startGap();
        else if (m_places >= kCrowd && meanCallMs && *meanCallMs >= kLeastMsBetween * m_places)
            m_next = now + kGap;
        else
            m_next = now;
    }

private:
    static constexpr int kCrowd = 8;
    static constexpr Milliseconds kFilled{96}; ///< all places, at the latest
    static constexpr Milliseconds kGap{1};
    static constexpr int kLeastMsBetween = 4; ///< on average; a gap is a quarter of that, so that it never slows a lane down
    [[nodiscard]] Milliseconds startGap() const { return std::min(Milliseconds(m_places / kCrowd), kFilled / m_places); }

    int m_places;
    int m_left = 0;
    SteadyTime m_next;
};

} // namespace assay::run
