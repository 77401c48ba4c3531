// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/urgency.h"

namespace assay::provider::triage {

namespace {

Urgency defectUrgency(const Pressure &pressure)
{
    if (pressure.isTrifle && !pressure.hasDeadline)
        return Urgency::low;
    return pressure.isUnusable || pressure.hasDeadline || pressure.standsStill ? Urgency::high : Urgency::normal;
}

Urgency moneyUrgency(const Pressure &pressure)
{
    if (pressure.isBleeding)
        return Urgency::critical;
    if (pressure.needsMoney || pressure.hasDeadline)
        return Urgency::high;
    return pressure.isInquiry || pressure.isTrifle ? Urgency::low : Urgency::normal;
}

Urgency loginUrgency(const Pressure &pressure)
{
    if (pressure.isInquiry)
        return Urgency::low;
    return pressure.isTrifle ? Urgency::normal : Urgency::high;
}

Urgency securityUrgency(const Pressure &pressure)
{
    if (pressure.isTakenOver)
        return Urgency::critical;
    return pressure.isInquiry ? Urgency::low : Urgency::high;
}

bool isWork(Category category)
{
    return category == Category::login || category == Category::bug || category == Category::shipping || category == Category::billing;
}

} // namespace

Urgency urgencyByStakes(const Pressure &pressure, Category category)
{
    if (pressure.standsStill && pressure.hasDeadline && isWork(category))
        return Urgency::critical;
    switch (category) {
    case Category::security:
        return securityUrgency(pressure);
    case Category::billing:
        return moneyUrgency(pressure);
    case Category::login:
        return loginUrgency(pressure);
    case Category::bug:
        return defectUrgency(pressure);
    case Category::shipping:
        return pressure.hasDeadline ? Urgency::high : Urgency::normal;
    case Category::cancellation:
        if (pressure.isInquiry)
            return Urgency::low;
        return pressure.hasDeadline ? Urgency::high : Urgency::normal;
    case Category::howTo:
        if (pressure.hasDeadline)
            return Urgency::high;
        return pressure.isBusiness ? Urgency::normal : Urgency::low;
    case Category::featureRequest:
    case Category::other:
        break;
    }
    return Urgency::low;
}

Urgency urgencyByTone(const Pressure &pressure, Category category)
{
    const bool isAlarm = pressure.isTakenOver || pressure.standsStill || pressure.isBleeding;
    if (isAlarm && (pressure.saysUrgent || pressure.hasDeadline || category == Category::security))
        return Urgency::critical;
    if (pressure.isAngry || pressure.saysUrgent || isAlarm)
        return Urgency::high;
    const bool isCalm = pressure.isTrifle || pressure.isInquiry || category == Category::howTo || category == Category::featureRequest || category == Category::other;
    return isCalm ? Urgency::low : Urgency::normal;
}

} // namespace assay::provider::triage
