// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as a whole: finds the verb, runs it, gives the exit code.
#pragma once

#include <QStringView>

namespace assay::cli {

/// True for the first argument of a command line; false for what the window takes (nothing, or a file).
[[nodiscard]] bool isCommandLine(int argc, char **argv);

/// Needs a QCoreApplication. Returns an ExitCode.
[[nodiscard]] int runCommandLine(int argc, char **argv);

} // namespace assay::cli
