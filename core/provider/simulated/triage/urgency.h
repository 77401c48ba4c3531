// SPDX-License-Identifier: GPL-3.0-or-later
// How pressing a support message is: by what is at stake, or, where nobody defined the levels, by how it sounds.
#pragma once

#include "core/provider/simulated/triage/category.h"

namespace assay::provider::triage {

enum class Urgency { low, normal, high, critical };

[[nodiscard]] QString labelOf(Urgency urgency);

/// What a message says about its pressure.
struct Pressure {
    bool isDanger = false;   ///< everybody is down, an attack goes on, data or people are in danger
    bool isBlocked = false;  ///< the writer cannot work
    bool hasDeadline = false; ///< something runs out today or tomorrow
    bool isMoneyGone = false;
    bool isPatient = false;  ///< "no rush"
    bool isAngry = false;    ///< by words, capitals or exclamation marks
    bool saysUrgent = false;
};

[[nodiscard]] Pressure readPressure(const QString &message);
[[nodiscard]] Urgency urgencyByStakes(const Pressure &pressure, Category category);
[[nodiscard]] Urgency urgencyByTone(const Pressure &pressure, Category category);

} // namespace assay::provider::triage
