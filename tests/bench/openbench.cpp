// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/runrepository.h"
#include "core/workspace/workspace.h"
#include "tests/bench/sections.h"
#include "tests/support/manyruns.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

namespace assay::bench {

using namespace Qt::StringLiterals;

namespace {

// Past the workspace: its writer holds a transaction, and bulk filling makes its own.
Result<run::RunId> fill(const QString &path, int runs)
{
    if (const auto created = workspace::Workspace::create(path); !created)
        return std::unexpected(created.error());
    const auto database = store::Database::open(path, store::Database::Access::readWrite);
    if (!database)
        return std::unexpected(database.error());
    return test::fillWithRuns(**database, {.runs = runs, .items = 250, .answerCharacters = 400});
}

/// Milliseconds to open the file and to have the newest run's plan, summary and cells.
Result<double> openAndShow(const QString &path)
{
    QElapsedTimer timer;
    timer.start();
    auto workspace = workspace::Workspace::open(path);
    if (!workspace)
        return std::unexpected(workspace.error());
    const auto shown = (*workspace)
                           ->read([](store::Database &database) -> Result<qsizetype> {
                               store::RunRepository runs(database);
                               if (const auto list = runs.list(); !list)
                                   return std::unexpected(list.error());
                               const auto newest = runs.newest();
                               if (!newest)
                                   return std::unexpected(newest.error());
                               const auto plan = runs.plan(**newest);
                               if (!plan)
                                   return std::unexpected(plan.error());
                               return runs.cells(**newest).transform([](const QList<run::CellResult> &cells) { return cells.size(); });
                           })
                           .result();
    if (!shown)
        return std::unexpected(shown.error());
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

} // namespace

Json open()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"large.assay"_s);
    Json json(jsoncons::json_object_arg);
    for (const int runs : {10, 100}) {
        QFile::remove(path);
        if (const auto filled = fill(path, runs); !filled)
            return failed(filled.error().describe());
        const auto ms = openAndShow(path);
        if (!ms)
            return failed(ms.error().describe());
        json.insert_or_assign(runs == 10 ? "openMs10Runs" : "openMs100Runs", *ms);
    }
    json.insert_or_assign("openMsLimit", 500);
    return json;
}

} // namespace assay::bench
