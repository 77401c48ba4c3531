// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/urgency.h"

namespace assay::provider::triage {

namespace {

bool isQuestion(Category category)
{
    return category == Category::howTo || category == Category::featureRequest || category == Category::other;
}

} // namespace

Urgency urgencyByStakes(const Pressure &pressure, Category category)
{
    if (pressure.isDanger && !isQuestion(category))
        return Urgency::critical;
    if (category == Category::security)
        return pressure.isPatient ? Urgency::normal : Urgency::high;
    if (isQuestion(category))
        return pressure.hasDeadline && category == Category::howTo && !pressure.isPatient ? Urgency::normal : Urgency::low;
    if (pressure.isPatient)
        return Urgency::low;
    if (pressure.isBlocked || pressure.isMoneyGone || pressure.hasDeadline)
        return Urgency::high;
    return Urgency::normal;
}

Urgency urgencyByTone(const Pressure &pressure, Category category)
{
    if (pressure.isDanger && pressure.saysUrgent)
        return Urgency::critical;
    if (pressure.isAngry || pressure.saysUrgent || pressure.isDanger)
        return Urgency::high;
    return pressure.isPatient || isQuestion(category) ? Urgency::low : Urgency::normal;
}

} // namespace assay::provider::triage
