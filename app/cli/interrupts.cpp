// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupts.h"

#include "app/cli/exitcode.h"

#include <QSocketNotifier>

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace assay::cli {

namespace {

int g_pipe[2] = {-1, -1};
volatile std::sig_atomic_t g_wasTold = 0;

void onSignal(int /*number*/)
{
    // What is on record survives any death, so the second signal may end the program as it stands.
    if (g_wasTold != 0)
        _exit(kInterrupted);
    g_wasTold = 1;
    const char byte = 1;
    [[maybe_unused]] const auto written = write(g_pipe[1], &byte, 1);
}

} // namespace

Interrupts::Interrupts()
{
    if (pipe2(g_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("no pipe for signals");
    m_notifier = new QSocketNotifier(g_pipe[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (read(g_pipe[0], &byte, 1) > 0) {}
        Q_EMIT interrupted();
    });
    g_wasTold = 0;
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
}

Interrupts::~Interrupts()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    m_notifier->setEnabled(false);
    close(g_pipe[0]);
    close(g_pipe[1]);
}

} // namespace assay::cli
