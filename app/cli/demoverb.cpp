// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/outcome.h"
#include "app/cli/runsession.h"
#include "app/cli/verb.h"

#include "core/store/runrepository.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

#include <iostream>

#include <unistd.h>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

QString freePath(const QDir &folder)
{
    QString path = folder.filePath(u"demo.assay"_s);
    for (int number = 2; QFileInfo::exists(path); ++number)
        path = folder.filePath(u"demo-%1.assay"_s.arg(number));
    return path;
}

bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") || !qEnvironmentVariableIsEmpty("DISPLAY");
}

class Demo final : public Verb {
public:
    const char *name() const override { return "demo"; }
    const char *summary() const override { return "The main job on simulated models: two prompt versions, three tiers, one verdict"; }

    void describe(CLI::App &command) override
    {
        command.add_flag("--fast", m_isFast, "Without the realistic pace of the simulated models");
        command.add_option("--set", m_set, "The bundled eval set")->check(CLI::IsMember(std::vector<std::string>{"support-triage", "locale-formats"}));
        command.add_option("--file", m_file, "Where the workspace is made (default: a new one among your data files)");
        command.add_option("--seed", m_seed, "Of the order of items and of the simulated models");
        command.add_flag("--no-window", m_noWindow, "Do not offer the window at the end");
        command.add_flag("--quiet,-q", m_isQuiet, "No progress");
        command.footer("Exit codes: 0 done, 2 wrong use or bad input, 3 the run did not complete, 130 interrupted.");
    }

    int run(Context &context) override
    {
        context.console.setQuiet(m_isQuiet);
        const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
        folder.mkpath(u"."_s);
        const QString path = m_file.empty() ? freePath(folder) : fromStd(m_file);
        auto workspace = workspace::Workspace::create(path);
        if (!workspace)
            return wrongUse(context, workspace.error());
        const app::SampleOptions options{.set = fromStd(m_set), .isFast = m_isFast, .seed = m_seed};
        const auto plan = (*workspace)
                              ->write([options](store::Database &database) {
                                  return app::fillSample(database, options).and_then([&](const run::RunPlan &made) { return store::RunRepository(database).create(made); });
                              })
                              .result();
        if (!plan)
            return wrongUse(context, plan.error());
        context.console.note(u"%1 and %2 over %3 items on %4 simulated models: no key, no network, no cost."_s.arg(plan->versions.first().label(), plan->versions.last().label())
                .arg(plan->set.items.size())
                .arg(plan->models.size()));
        const auto session = carryOut(**workspace, *plan, {}, {}, context.composition.modelFactory(), context.console);
        if (!session)
            return wrongUse(context, session.error());
        const auto model = readReport(**workspace, plan->id);
        if (!model)
            return wrongUse(context, model.error());
        context.console.note({});
        printReport(context.console, *model);
        const QString report = QFileInfo(path).path() + u"/"_s + QFileInfo(path).completeBaseName() + u"-report.html"_s;
        if (const auto written = writeReport(report, *model); !written)
            return wrongUse(context, written.error());
        context.console.print({});
        context.console.print(u"Report:    %1"_s.arg(report));
        context.console.print(u"Workspace: %1"_s.arg(path));
        workspace->reset();
        if (!session->wasInterrupted)
            offerWindow(context, path);
        return exitCodeOf(*session);
    }

private:
    void offerWindow(const Context &context, const QString &path) const
    {
        if (m_noWindow || !hasDisplay() || isatty(STDIN_FILENO) == 0)
            return;
        context.console.draw(u"Open it in the window? [Y/n] "_s);
        std::string answer;
        if (!std::getline(std::cin, answer) || (!answer.empty() && answer.front() != 'y' && answer.front() != 'Y'))
            return;
        QProcess::startDetached(QCoreApplication::applicationFilePath(), {path});
    }

    bool m_isFast = false;
    std::string m_set = "support-triage";
    std::string m_file;
    qint64 m_seed = 7;
    bool m_noWindow = false;
    bool m_isQuiet = false;
};

} // namespace

std::unique_ptr<Verb> makeDemo()
{
    return std::make_unique<Demo>();
}

} // namespace assay::cli
