// SPDX-License-Identifier: GPL-3.0-or-later
// A word to a user who is elsewhere: through the desktop's notification service where there is one (freedesktop.org "Desktop Notifications
// Specification" 1.3), and always by asking for attention in the task bar.
#pragma once

#include <QString>

class QWidget;

namespace assay::ui {

/// Never waits for the service. A notice with the same title takes the place of the one before.
void notifyDesktop(QWidget &window, const QString &title, const QString &text);

} // namespace assay::ui
