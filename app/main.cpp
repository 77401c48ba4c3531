// SPDX-License-Identifier: GPL-3.0-or-later
// The program: the command line when it is called with a verb, else the window.
#include "app/cli/commandline.h"
#include "app/processprotection.h"
#include "app/window.h"

#include <QApplication>
#include <QLoggingCategory>

namespace {

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
    assay::app::protectProcess();
    nameProgram();
    if (assay::cli::isCommandLine(argc, argv)) {
        const QCoreApplication application(argc, argv);
        return assay::cli::runCommandLine(argc, argv);
    }
    QApplication application(argc, argv);
    return assay::app::runWindow(application);
}
