// SPDX-License-Identifier: GPL-3.0-or-later
// The messages of a filled-in prompt in a column: role, text, dots under what came from a variable (its name as tool tip).
#pragma once

#include "core/prompt/rendering.h"

class QVBoxLayout;

namespace assay::ui {

/// Adds one view a message and a stretch below.
void addRenderedMessages(QVBoxLayout *column, const QList<prompt::RenderedMessage> &messages);
/// In the place of those that stand there: what is the same stays as it is, with its scrolling.
void updateRenderedMessages(QVBoxLayout *column, const QList<prompt::RenderedMessage> &messages);
void clearRenderedMessages(QVBoxLayout *column);

} // namespace assay::ui
