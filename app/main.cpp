// SPDX-License-Identifier: GPL-3.0-or-later
// The program: the command line when it is called with a verb, else the window.
#include "app/cli/commandline.h"
#include "app/window.h"

#include <QApplication>
#include <QLoggingCategory>

#include <csignal>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace {

// A key may be in memory: no core dump, no other process reading along. A file-size limit shall be an error and not a death.
void protectProcess()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
}

void nameProgram()
{
    // Qt notes every broken stream on standard error. What it means for a call is told with the call.
    QLoggingCategory::setFilterRules(QStringLiteral("qt.network.http2.warning=false"));
    QCoreApplication::setApplicationName(QStringLiteral("assay"));
    QCoreApplication::setOrganizationName(QStringLiteral("assay"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ASSAY_VERSION));
}

} // namespace

int main(int argc, char **argv)
{
    protectProcess();
    nameProgram();
    if (assay::cli::isCommandLine(argc, argv)) {
        const QCoreApplication application(argc, argv);
        return assay::cli::runCommandLine(argc, argv);
    }
    QApplication application(argc, argv);
    return assay::app::runWindow(application);
}
