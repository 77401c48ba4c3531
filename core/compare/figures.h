// SPDX-License-Identifier: GPL-3.0-or-later
// How the figures of a comparison are written wherever they stand: one decimal from 100 items on and none below, a true minus sign,
// always a sign before points, never a p value of 0. C locale.
#pragma once

#include "core/stats/interval.h"

#include <QString>

namespace assay::compare {

/// "85.5 %"; n: the items behind it.
[[nodiscard]] QString rateText(double share, qint64 n);
/// "+11.0", "−3.2", "0.0": a difference of shares in points, without the word.
[[nodiscard]] QString pointsText(double difference, qint64 n);
/// "+5.9 to +16.8".
[[nodiscard]] QString intervalText(const stats::Interval &interval, qint64 n);
/// "p = 0.0313", "p < 0.0001".
[[nodiscard]] QString pText(double p);
/// "1 fix", "27 fixes".
[[nodiscard]] QString countText(qint64 count, const QString &one, const QString &many);

} // namespace assay::compare
