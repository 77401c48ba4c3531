// SPDX-License-Identifier: GPL-3.0-or-later
// One request of a run in plain words: what came of it, and how long was waited before the next.
#pragma once

#include "core/run/attemptrecord.h"
#include "ui/theme/theme.h"

namespace assay::ui {

struct AttemptWords {
    Tone tone = Tone::neutral;
    QString text; ///< "answered", "Rate limit, wait 1.5 s", "may have been billed"
};

/// How it ended, in few words and without the provider's own message.
[[nodiscard]] AttemptWords attemptWords(const run::AttemptRecord &record);
/// The same in a sentence, where the few words leave a question open; else nothing.
[[nodiscard]] QString attemptExplanation(const run::AttemptRecord &record);
/// The message as one attempt's line shows it: the provider's own, else nothing.
[[nodiscard]] QString attemptMessage(const run::Attempt &attempt);
/// From the end of one to the start of the next; nothing when they overlap or the first has no end.
[[nodiscard]] std::optional<Milliseconds> waitedBetween(const run::Attempt &attempt, const run::Attempt &next);

} // namespace assay::ui
