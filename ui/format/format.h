// SPDX-License-Identifier: GPL-3.0-or-later
// Values as people read them, in the user's locale, each kind in one way everywhere in the window. Pure functions.
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/money.h"

#include <QString>

namespace assay::ui::format {

/// "$0.84", "$12.50", "$0.0004", "$0": two decimals from 10 cents, else two significant digits.
[[nodiscard]] QString money(Money amount);
/// "412", "41 k", "1.2 M".
[[nodiscard]] QString tokens(qint64 count);
[[nodiscard]] QString count(qint64 count); ///< with the locale's group separators
/// "0.4 s", "12 s", "3:41", "1:02:03"; "820 ms" below a second when `precise`.
[[nodiscard]] QString duration(Milliseconds duration, bool precise = false);
/// "90.5 %" from 100 items on, "90 %" below; "–" without items.
[[nodiscard]] QString rate(double rate, qint64 items);
/// "+8.0 points", "−3.2 points"; `difference` in [−1, 1].
[[nodiscard]] QString points(double difference);
/// "0.002", "< 0.0001".
[[nodiscard]] QString pValue(double p);
[[nodiscard]] QString relativeTime(UtcTime time, UtcTime now); ///< "just now", "5 min ago", "yesterday 10:42", "3 Nov 10:42"
/// First line, elided in the middle of nothing: at most `length` characters, with "…".
[[nodiscard]] QString oneLine(const QString &text, qsizetype length);

/// Text of others as a tool tip: at most 2,000 characters, never taken for HTML.
[[nodiscard]] QString toolTip(const QString &text);

/// What an error of this kind is, in a few words: "No answer in time".
[[nodiscard]] QString errorTitle(ErrorKind kind);
/// What happened, what it means and what to do, for one error kind; the error's own message stands in it.
struct ErrorText {
    QString title;
    QString body;
};
[[nodiscard]] ErrorText errorText(const Error &error);

} // namespace assay::ui::format
