// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/processprotection.h"

#include <csignal>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace assay::app {

void protectProcess()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    // The limit says nothing to a program that dumps are piped into.
    prctl(PR_SET_DUMPABLE, 0);
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
}

} // namespace assay::app
