// SPDX-License-Identifier: GPL-3.0-or-later
// What the command line tells its caller. Part of the interface: scripts and CI jobs depend on these numbers.
#pragma once

namespace assay::cli {

enum ExitCode {
    kDone = 0,
    kGateNotMet = 1,    ///< --fail-under, the gate of a protected label, or another one was not reached
    kWrongUse = 2,      ///< wrong arguments or bad input; nothing was changed
    kNotComplete = 3,   ///< a run did not complete: capped, a provider or the disk gave up
    kInterrupted = 130, ///< Ctrl+C; what arrived is kept and can be resumed
    kReaderGone = 141   ///< whoever read standard output has gone before its end: as a shell tells of a program that SIGPIPE ended
};

} // namespace assay::cli
