// SPDX-License-Identifier: GPL-3.0-or-later
// Time as it is handed to whatever decides by it, so that tests can run hours in milliseconds.
#pragma once

#include <QtTypes>

#include <chrono>

namespace assay {

using Milliseconds = std::chrono::milliseconds;
/// UTC, milliseconds since 1970-01-01: what is stored.
using UtcTime = std::chrono::time_point<std::chrono::system_clock, Milliseconds>;
/// Never goes back: what is measured with.
using SteadyTime = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

/// May be called from any thread.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual UtcTime utcNow() const = 0;
    [[nodiscard]] virtual SteadyTime steadyNow() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] UtcTime utcNow() const override { return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now()); }
    [[nodiscard]] SteadyTime steadyNow() const override { return std::chrono::steady_clock::now(); }
};

[[nodiscard]] inline qint64 toUnixMs(UtcTime time)
{
    return time.time_since_epoch().count();
}
[[nodiscard]] inline UtcTime utcFromUnixMs(qint64 ms)
{
    return UtcTime(Milliseconds(ms));
}

} // namespace assay
