// SPDX-License-Identifier: GPL-3.0-or-later
// How many cells of a lane have their attempt put on record before there is a place on the wire for them, so that a place that becomes free does not wait
// for the disk. As many as leave while one is being recorded (J. D. C. Little, Operations Research 9, 1961: L = λW), and one more; no more than that,
// since what is on record and never left counts as perhaps billed after a crash.
#pragma once

#include "core/base/clock.h"

#include <algorithm>
#include <cmath>

namespace assay::run {

class HeadStart {
public:
    void recorded(std::chrono::nanoseconds took) { learn(m_recordingMs, std::chrono::duration<double, std::milli>(took).count()); }
    void answered(Milliseconds took) { learn(m_callMs, static_cast<double>(took.count())); }

    [[nodiscard]] std::optional<double> meanCallMs() const { return m_callMs; }

    /// At least 1, at most 1 + `onWire`.
    [[nodiscard]] int cells(int onWire) const
    {
        if (!m_recordingMs || !m_callMs)
            return 1;
        return 1 + static_cast<int>(std::ceil(onWire * std::min(1.0, *m_recordingMs / std::max(1.0, *m_callMs))));
    }

private:
    static constexpr double kLearningRate = 0.1;
    static void learn(std::optional<double> &mean, double value) { mean = mean.value_or(value) + kLearningRate * (value - mean.value_or(value)); }

    std::optional<double> m_recordingMs;
    std::optional<double> m_callMs;
};

} // namespace assay::run
