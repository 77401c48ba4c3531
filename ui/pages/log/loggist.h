// SPDX-License-Identifier: GPL-3.0-or-later
// One request in one line: what each column of the log says of it.
#pragma once

#include "ui/pages/log/logselection.h"
#include "ui/theme/theme.h"

namespace assay::ui {

[[nodiscard]] QString columnTitle(LogColumn column);
[[nodiscard]] QString columnToolTip(LogColumn column);
[[nodiscard]] bool isNumber(LogColumn column);
[[nodiscard]] QString kindTitle(LogKind kind);
[[nodiscard]] QString kindToolTip(LogKind kind);

/// What is not known is "–"; text of others is one line.
[[nodiscard]] QString gist(const run::AttemptRecord &record, LogColumn column);
/// The whole of what a cell cuts off; else nothing.
[[nodiscard]] QString gistToolTip(const run::AttemptRecord &record, LogColumn column);
[[nodiscard]] Tone gistTone(const run::AttemptRecord &record);
/// With the date, in local time.
[[nodiscard]] QString wholeTime(UtcTime time);

} // namespace assay::ui
