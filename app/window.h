// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the window together from its pages and shows it.
#pragma once

#include "app/composition.h"

#include "ui/shell/mainwindow.h"

class QApplication;

namespace assay::app {

/// What the main window is made of. The composition must outlive it.
[[nodiscard]] ui::WindowParts windowParts(Composition &composition);

/// Opens the file named as first argument, if any. Returns the application's exit code.
[[nodiscard]] int runWindow(QApplication &application);

} // namespace assay::app
