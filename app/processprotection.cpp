// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/processprotection.h"

#include <csignal>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace assay::app {

namespace {

/// A file that is opened would take the place of a stream that was closed, and what is printed would be written into it. From what stands there instead
/// nothing can be read, and to it nothing written, as if it were closed.
void fillClosedStreams()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) == -1)
            static_cast<void>(::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
    }
}

} // namespace

void protectProcess()
{
    fillClosedStreams();
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    // The limit says nothing to a program that dumps are piped into.
    prctl(PR_SET_DUMPABLE, 0);
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
}

} // namespace assay::app
