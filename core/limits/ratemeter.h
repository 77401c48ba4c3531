// SPDX-License-Identifier: GPL-3.0-or-later
// One limit a minute of one model: of requests, of tokens, or of input or output tokens alone.
//
// Invariants: in no window of a minute does more leave than the limit, as the provider is thought to charge it; what leaves is spread over the minute
// (the generic cell rate algorithm, ITU-T I.371, annex A); what the provider tells, and what it refuses, only makes the meter stricter than what
// the user set.
//
// Providers charge tokens in one of three ways and do not say which. The meter starts with the first, which wastes nothing, and goes over to another when
// a refusal or the told remainder fits it better. After a while it tries the first again, since others who use the same account look alike.
#pragma once

#include "core/limits/windowledger.h"
#include "core/tokens/toldlimits.h"

#include <array>

namespace assay::limits {

enum class Charging {
    used,    ///< what a call used, when it has ended; how fast calls leave goes by what such calls used lately
    held,    ///< what it reserves, until it has ended, then what it used
    reserved ///< what it reserves, whatever it used
};

class RateMeter {
public:
    /// Requests are charged when they are `reserved`, of which nobody is in doubt.
    explicit RateMeter(std::optional<qint64> configured, Charging charging = Charging::used);

    /// The smaller of what the user set and what the provider told.
    [[nodiscard]] std::optional<qint64> limit() const;
    /// When a call that reserves so much may leave: a moment not after `now` means at once. Pure.
    [[nodiscard]] SteadyTime earliest(qint64 reserved, SteadyTime now) const;
    void take(quint64 call, qint64 reserved, SteadyTime now);
    /// Nothing when it is not known: then it counts with what it reserved.
    void settle(quint64 call, qint64 reserved, std::optional<qint64> used, SteadyTime now);
    /// The call never left.
    void giveBack(quint64 call, qint64 reserved, SteadyTime now);

    /// What came with the end of this call; 0 when it is not known which.
    void told(const tokens::ToldLimit &limit, quint64 call, SteadyTime now);
    /// Of the last minute, by the present way of charging.
    [[nodiscard]] qint64 used(SteadyTime now) const;
    /// Full by the present way of charging, so that a refusal is no surprise.
    [[nodiscard]] bool isFull(SteadyTime now) const;
    /// Goes over to a stricter way of charging that makes a refusal at this moment likely; false when there is none.
    bool chargeStricter(SteadyTime now);
    /// A little less of the limit is used for some minutes; when that does not help, a stricter way of charging is tried.
    void refusedWhenFull(SteadyTime now);
    /// Nothing of ours explains it, so that others share the limit: much less of it is used, and soon more again.
    void refusedUnexpectedly(SteadyTime now);

    [[nodiscard]] Charging charging() const { return m_charging; }

private:
    struct Told {
        qint64 remaining = 0;
        SteadyTime asOf;                   ///< when the call left that was told it
        qint64 takenSince = 0;             ///< by calls that left later
        SteadyTime at;                     ///< when it was told
        std::optional<SteadyTime> resetAt; ///< of a window; a bucket fills all the time
    };
    struct Paced {
        quint64 call = 0;
        qint64 amount = 0;
    };
    [[nodiscard]] double share(SteadyTime now) const;
    [[nodiscard]] double usable(SteadyTime now) const;
    [[nodiscard]] double pace(SteadyTime now) const;
    [[nodiscard]] qint64 expectedUse(qint64 reserved) const;
    [[nodiscard]] qint64 countedAfter(quint64 call) const;
    [[nodiscard]] SteadyTime toldAllows(qint64 amount, qint64 limit, SteadyTime now) const;
    [[nodiscard]] WindowLedger &ledger(Charging charging) { return m_ledgers[static_cast<std::size_t>(charging)]; }
    [[nodiscard]] const WindowLedger &ledger(Charging charging) const { return m_ledgers[static_cast<std::size_t>(charging)]; }
    void learnUse(qint64 used, qint64 reserved);
    [[nodiscard]] bool isShortBucket() const;
    void learnFromRemaining(qint64 remaining, SteadyTime now);
    void changeCharging(Charging charging, SteadyTime now);

    std::optional<qint64> m_configured;
    std::optional<qint64> m_toldLimit;
    WindowLedger m_givenBack;              ///< of what calls reserved, when they ended
    std::array<WindowLedger, 3> m_ledgers; ///< by Charging: what has ended at its end, the others when they left
    SteadyTime m_next{};                   ///< theoretical time of the next call
    SteadyTime m_soonest{};                ///< the same at the speed at which it catches up
    std::optional<Told> m_told;
    qint64 m_highestTold = 0;                   ///< of what remained
    std::optional<Milliseconds> m_longestReset; ///< likewise, until it is whole again
    std::optional<qint64> m_othersUse;          ///< the least that the provider counted beyond our own calls
    double m_othersShare = 0;                   ///< of the limit, lately
    std::deque<Paced> m_underWay;               ///< by call
    Charging m_charging;
    SteadyTime m_chargingSince{};
    int m_timesStricter = 0;
    double m_share = 1; ///< of the limit, as of m_shareAt
    SteadyTime m_shareAt{};
    double m_usedMean = 1;     ///< of calls that ended lately
    double m_reservedMean = 1; ///< of the same calls
    int m_learned = 0;
};

} // namespace assay::limits
