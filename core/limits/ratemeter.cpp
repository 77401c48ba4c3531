// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits/ratemeter.h"

#include <algorithm>
#include <cmath>

namespace assay::limits {

using namespace std::chrono_literals;

namespace {

constexpr Milliseconds kMinute = 60s;
// A call may be underway for a while before the provider counts it: what leaves now and what left a minute ago may arrive closer together.
constexpr Milliseconds kWindow{60'400};
// So much may leave at once before pacing holds it back, in time of the limit: what a late timer makes up for.
constexpr auto kBurst = 300ms;
constexpr double kFull = 0.9;
// More than any provider that charges so lets through in a minute: a full bucket, and what fills it meanwhile.
constexpr double kPastFull = 2.1;
// Of the limit: below, it comes back by three percent of itself a minute, above by a fifth of a percent of the whole.
constexpr double kLittleLess = 0.95;
constexpr double kRecovery = 1.03;
constexpr double kSlowRecovery = 0.002;
constexpr double kLeastWhenFull = 0.96;
constexpr double kLeastShare = 0.1;
// The next six are what a simulation likes best (tests/core/limits/ratesimulation.h): a plateau, so that their last digit does not matter.
// Pace where only what has ended is charged, of the limit: sizes and times of calls vary, and a window shall hold more than the limit seldom.
constexpr double kSteady = 0.98;
// So small a part of the limit ends while a call is on its way to the provider.
constexpr qint64 kEndsMeanwhile = 200;
// What a wait cost is caught up, as far as this, at no more than so much above the pace.
constexpr auto kCatchesUp = 5s;
constexpr double kFaster = 1.1;
// Where others use more than this share of the limit, so much of it is left free for what they ask before we hear of it.
constexpr double kNoOthers = 0.04;
constexpr double kCushion = 0.03;
constexpr double kLessForOthers = 0.9;
constexpr double kMostOthers = 0.9;
// A bucket that was never told to hold as much as this part of the limit is filled in less than the minute.
constexpr qint64 kShortBucket = 4;
constexpr auto kStricterFor = 10min;
constexpr double kLearningRate = 0.02;

std::chrono::nanoseconds timeOf(qint64 amount, double perMinute)
{
    return std::chrono::nanoseconds(std::llround(static_cast<double>(std::chrono::nanoseconds(kMinute).count()) * static_cast<double>(amount) / perMinute));
}

} // namespace

RateMeter::RateMeter(std::optional<qint64> configured, Charging charging)
    : m_configured(configured),
      m_givenBack(kMinute),
      m_ledgers{WindowLedger(kMinute), WindowLedger(kWindow), WindowLedger(kWindow)},
      m_charging(charging)
{
}

std::optional<qint64> RateMeter::limit() const
{
    return m_configured && m_toldLimit ? std::min(*m_configured, *m_toldLimit) : m_configured ? m_configured : m_toldLimit;
}

double RateMeter::share(SteadyTime now) const
{
    const double minutes = std::max(0.0, std::chrono::duration<double, std::ratio<60>>(now - m_shareAt).count());
    const double minutesOfMuch = m_share < kLittleLess ? std::log(kLittleLess / m_share) / std::log(kRecovery) : 0;
    if (minutes < minutesOfMuch)
        return m_share * std::pow(kRecovery, minutes);
    return std::min(1.0, std::max(m_share, kLittleLess) + (minutes - minutesOfMuch) * kSlowRecovery);
}

double RateMeter::usable(SteadyTime now) const
{
    return std::max(1.0, static_cast<double>(*limit()) * share(now));
}

double RateMeter::pace(SteadyTime now) const
{
    return usable(now) * (m_charging == Charging::used ? kSteady : 1);
}

qint64 RateMeter::expectedUse(qint64 reserved) const
{
    return std::min(reserved, std::llround(static_cast<double>(reserved) * m_usedMean / m_reservedMean));
}

qint64 RateMeter::countedAfter(quint64 call) const
{
    const qint64 reserved = ledger(Charging::reserved).sumAfter(call);
    return m_charging == Charging::used ? expectedUse(reserved) : reserved;
}

SteadyTime RateMeter::toldAllows(qint64 amount, qint64 limit, SteadyTime now) const
{
    if (!m_told)
        return {};
    const double others = m_othersShare < kNoOthers || isShortBucket() ? 0 : m_othersShare * static_cast<double>(limit);
    const auto cushion = others > 0 ? static_cast<qint64>(kCushion * static_cast<double>(limit)) : 0;
    const qint64 missing = amount + cushion + m_told->takenSince - m_told->remaining;
    const auto takenByOthers = m_told->resetAt > now ? static_cast<qint64>(others * std::chrono::duration<double, std::ratio<60>>(now - m_told->asOf).count()) : 0;
    if (missing + takenByOthers <= 0)
        return {};
    const SteadyTime filled = m_told->asOf + timeOf(std::max<qint64>(0, missing), static_cast<double>(limit) - others);
    return std::min(std::max(filled, m_told->resetAt.value_or(filled)), m_told->at + kMinute);
}

SteadyTime RateMeter::earliest(qint64 reserved, SteadyTime now) const
{
    const auto whole = limit();
    if (!whole)
        return m_told && m_told->remaining == 0 && m_told->resetAt ? std::max(now, *m_told->resetAt) : now;
    const auto part = static_cast<qint64>(usable(now));
    const qint64 counted = std::min(m_charging == Charging::used ? expectedUse(reserved) : reserved, part);
    // What has not ended is not charged yet, but may be when the call arrives.
    const qint64 inLedger = m_charging == Charging::used ? std::max<qint64>(1, part / kEndsMeanwhile) : counted;
    return std::max({now, ledger(m_charging).earliest(inLedger, part, now), m_next - kBurst, m_soonest - kBurst, toldAllows(counted, *whole, now)});
}

void RateMeter::take(quint64 call, qint64 reserved, SteadyTime now)
{
    if (!limit())
        return;
    if (m_timesStricter > 0 && m_charging != Charging::used && now > m_chargingSince + kStricterFor * (1 << std::min(m_timesStricter - 1, 10)))
        changeCharging(Charging::used, now);
    ledger(Charging::held).take(call, reserved, now);
    ledger(Charging::reserved).take(call, reserved, now);
    const qint64 paced = m_charging == Charging::reserved ? reserved : expectedUse(reserved);
    const auto behind = m_charging == Charging::used && m_next != SteadyTime() ? kCatchesUp : 0s;
    m_next = std::max(m_next, now - behind) + timeOf(paced, pace(now));
    m_soonest = std::max(m_soonest, now) + timeOf(paced, pace(now) * kFaster);
    if (m_charging != Charging::reserved)
        m_underWay.push_back({call, paced});
    if (m_told)
        m_told->takenSince += m_charging == Charging::used ? expectedUse(reserved) : reserved;
}

void RateMeter::settle(quint64 call, qint64 reserved, std::optional<qint64> used, SteadyTime now)
{
    if (!limit())
        return;
    const qint64 charged = used.value_or(reserved);
    const auto paced = std::ranges::lower_bound(m_underWay, call, {}, &Paced::call);
    if (paced != m_underWay.end() && paced->call == call) {
        if (m_charging != Charging::reserved) {
            m_next -= timeOf(paced->amount - charged, pace(now));
            m_soonest -= timeOf(paced->amount - charged, pace(now) * kFaster);
        }
        m_underWay.erase(paced);
    }
    m_givenBack.take(0, reserved - charged, now);
    if (m_told && m_charging == Charging::held)
        m_told->takenSince -= reserved - charged;
    ledger(Charging::used).take(0, charged, now);
    ledger(Charging::held).change(call, charged);
    if (used && *used > 0 && reserved > 0)
        learnUse(*used, reserved);
}

void RateMeter::learnUse(qint64 used, qint64 reserved)
{
    const double rate = std::max(kLearningRate, 1.0 / ++m_learned);
    m_usedMean += rate * (static_cast<double>(used) - m_usedMean);
    m_reservedMean += rate * (static_cast<double>(reserved) - m_reservedMean);
}

void RateMeter::giveBack(quint64 call, qint64 reserved, SteadyTime now)
{
    // What is charged by use gives its time back when it is settled.
    if (limit() && m_charging == Charging::reserved) {
        m_next -= timeOf(reserved, pace(now));
        m_soonest -= timeOf(reserved, pace(now) * kFaster);
    }
    settle(call, reserved, 0, now);
    ledger(Charging::reserved).change(call, 0);
}

void RateMeter::told(const tokens::ToldLimit &limit, quint64 call, SteadyTime now)
{
    if (limit.limit && *limit.limit > 0)
        m_toldLimit = limit.limit;
    if (!limit.remaining)
        return;
    const qint64 remaining = std::max<qint64>(0, *limit.remaining);
    m_highestTold = std::max(m_highestTold, remaining);
    if (limit.resetIn)
        m_longestReset = std::max(m_longestReset.value_or(*limit.resetIn), *limit.resetIn);
    if (!isShortBucket())
        learnFromRemaining(remaining, now);
    const auto leftAt = ledger(Charging::reserved).takenAt(call);
    if (m_told && leftAt.value_or(now) < m_told->asOf)
        return;
    m_told = Told{.remaining = remaining, .asOf = leftAt.value_or(now), .takenSince = leftAt ? countedAfter(call) : 0, .at = now, .resetAt = {}};
    if (leftAt && m_charging == Charging::held)
        m_told->takenSince -= m_givenBack.sumSince(*leftAt);
    const auto whole = this->limit();
    if (!limit.resetIn)
        return;
    const std::chrono::nanoseconds resetIn = std::clamp(*limit.resetIn, Milliseconds(0), kMinute);
    // A bucket tells when it will be full, at the speed at which it fills; every other moment is the end of a window.
    const auto fullIn = whole ? timeOf(std::max<qint64>(0, *whole - remaining), static_cast<double>(*whole)) : 0ns;
    if (!isShortBucket() && (!whole || resetIn < fullIn * 4 / 5 || resetIn > fullIn * 5 / 4))
        m_told->resetAt = m_told->asOf + resetIn;
}

void RateMeter::learnFromRemaining(qint64 remaining, SteadyTime now)
{
    const auto whole = limit();
    if (!whole || remaining > *whole)
        return;
    const qint64 counted = *whole - remaining;
    const qint64 byUse = ledger(Charging::used).sum(now);
    const double others = static_cast<double>(counted - ledger(m_charging).sum(now)) / static_cast<double>(*whole);
    m_othersShare += kLearningRate * (std::clamp(others, 0.0, kMostOthers) - m_othersShare);
    m_othersUse = std::min(m_othersUse.value_or(counted), std::max<qint64>(0, counted - byUse));
    const auto distance = [&](Charging charging) { return std::abs(counted - *m_othersUse - ledger(charging).sum(now)); };
    for (const Charging each : {Charging::held, Charging::reserved}) {
        // Only where two ways differ clearly can one answer tell which it is.
        const bool isClear = ledger(each).sum(now) - ledger(m_charging).sum(now) >= *whole / 5;
        if (each > m_charging && isClear && distance(each) < distance(m_charging))
            changeCharging(each, now);
    }
}

// What remains of it says nothing of a whole minute, and when it is full again is soon.
bool RateMeter::isShortBucket() const
{
    return limit() && m_longestReset && *m_longestReset < kMinute / kShortBucket && m_highestTold > 0 && m_highestTold < *limit() / kShortBucket;
}

qint64 RateMeter::used(SteadyTime now) const
{
    return ledger(m_charging).sum(now);
}

bool RateMeter::isFull(SteadyTime now) const
{
    return limit() && static_cast<double>(ledger(m_charging).sum(now)) >= kFull * static_cast<double>(*limit());
}

bool RateMeter::chargeStricter(SteadyTime now)
{
    for (const Charging each : {Charging::held, Charging::reserved}) {
        const auto sum = static_cast<double>(ledger(each).sum(now));
        if (each > m_charging && limit() && sum >= kFull * usable(now) && sum <= kPastFull * usable(now)) {
            changeCharging(each, now);
            return true;
        }
    }
    return false;
}

void RateMeter::changeCharging(Charging charging, SteadyTime now)
{
    m_timesStricter += charging > m_charging;
    m_charging = charging;
    m_chargingSince = now;
    m_share = 1;
    m_shareAt = now;
}

void RateMeter::refusedWhenFull(SteadyTime now)
{
    const double present = share(now);
    if (present <= kLeastWhenFull + 0.01 && chargeStricter(now))
        return;
    m_share = std::max(std::min(present, kLeastWhenFull), present - 0.01);
    m_shareAt = now;
}

void RateMeter::refusedUnexpectedly(SteadyTime now)
{
    m_share = std::max(kLeastShare, share(now) * kLessForOthers);
    m_shareAt = now;
}

} // namespace assay::limits
