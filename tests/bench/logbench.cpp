// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/runrepository.h"
#include "core/store/workspacefile.h"
#include "tests/bench/sections.h"
#include "tests/support/loggedrun.h"
#include "ui/pages/log/logmodel.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>

namespace assay::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCellsAtOnce = 1'500; // as the page reads them

Result<run::RunPlan> fill(store::Database &database)
{
    if (const auto begun = database.execute(u"BEGIN IMMEDIATE"_s); !begun)
        return std::unexpected(begun.error());
    return test::storeLoggedRun(database, {.items = 500, .repeats = 7}).and_then([&](const run::RunPlan &plan) {
        return database.execute(u"COMMIT"_s).transform([&] { return plan; });
    });
}

template<typename Work> double millisecondsOf(Work work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

} // namespace

Json log()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"log.assay"_s);
    if (const auto created = store::createWorkspaceFile(path); !created)
        return failed(created.error().describe());
    const auto database = store::Database::open(path, store::Database::Access::readWrite);
    if (!database)
        return failed(database.error().describe());
    const auto plan = fill(**database);
    if (!plan)
        return failed(plan.error().describe());
    store::RunRepository runs(**database);
    ui::LogModel model(nullptr);
    double longestRead = 0;
    double longestAppend = 0;
    for (int first = 0; first < plan->cellCount(); first += kCellsAtOnce) {
        Result<ui::LogRecords> part;
        longestRead = std::max(longestRead, millisecondsOf([&] { part = runs.log(*plan, first, kCellsAtOnce, false); }));
        if (!part)
            return failed(part.error().describe());
        longestAppend = std::max(longestAppend, millisecondsOf([&] { model.append(*part); }));
    }
    double longestSort = 0;
    for (int column = 0; column < ui::kLogColumns; ++column)
        longestSort = std::max(longestSort, millisecondsOf([&] { model.sort(column, Qt::DescendingOrder); }));
    const double filter = millisecondsOf([&] { model.setFilter({.text = u"gateway"_s}); });
    const double counts = millisecondsOf([&] { static_cast<void>(ui::countsByKind(model.records(), model.filter())); });
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("requests", static_cast<qint64>(model.records().size()));
    json.insert_or_assign("readPartMs", longestRead);
    json.insert_or_assign("guiAppendMs", longestAppend);
    json.insert_or_assign("guiSortMs", longestSort);
    json.insert_or_assign("guiFilterMs", filter);
    json.insert_or_assign("guiCountMs", counts);
    json.insert_or_assign("guiMsLimit", 100);
    return json;
}

} // namespace assay::bench
