// SPDX-License-Identifier: GPL-3.0-or-later
// How pressing a support message is: by what is at stake, or, where nobody defined the levels, by how it sounds.
#pragma once

#include "core/provider/simulated/triage/category.h"

namespace assay::provider::triage {

enum class Urgency { low, normal, high, critical };

[[nodiscard]] QString labelOf(Urgency urgency);

/// What a message says about its pressure.
struct Pressure {
    bool isTakenOver = false;  ///< somebody else is in an account, or data lie open
    bool isBleeding = false;   ///< money is being lost while this is read
    bool standsStill = false;  ///< a business or a whole team cannot go on
    bool isUnusable = false;   ///< the writer cannot use the product at all
    bool hasDeadline = false;  ///< something happens within two days
    bool needsMoney = false;   ///< what was taken is needed now
    bool isBusiness = false;
    bool isTrifle = false;     ///< "tiny", "no hurry"
    bool isInquiry = false;    ///< asks before anything happened: "if I cancel", "just curious"
    bool isAngry = false;      ///< by words, capitals or exclamation marks
    bool saysUrgent = false;
};

[[nodiscard]] Pressure readPressure(const QString &message);
[[nodiscard]] Urgency urgencyByStakes(const Pressure &pressure, Category category);
[[nodiscard]] Urgency urgencyByTone(const Pressure &pressure, Category category);

} // namespace assay::provider::triage
