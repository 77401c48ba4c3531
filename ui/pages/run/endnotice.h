// SPDX-License-Identifier: GPL-3.0-or-later
// What a run that is over, and not whole, asks of its user: why it ended, what is missing, what to do.
#pragma once

#include "core/store/runrepository.h"
#include "ui/theme/theme.h"

namespace assay::ui {

struct EndNotice {
    Tone tone = Tone::neutral;
    QString title;
    QString body;
    bool operator==(const EndNotice &) const = default;
};

/// Nothing for a whole run without a lost request. `isLive`: it is carried out right now.
[[nodiscard]] std::optional<EndNotice> endNotice(const store::RunSummary &summary, const store::RequestCounts &counts, bool isLive);

} // namespace assay::ui
