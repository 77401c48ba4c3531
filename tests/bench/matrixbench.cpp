// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/quantile.h"
#include "tests/bench/sections.h"
#include "tests/support/smallplan.h"
#include "ui/pages/run/columnheader.h"
#include "ui/pages/run/matrixdelegate.h"
#include "ui/pages/run/matrixfilter.h"
#include "ui/pages/run/matrixmodel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTableView>
#include <QTimer>

#include <ctime>
#include <random>

namespace assay::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRows = 500;
constexpr int kUpdatesPerSecond = 2'000;
constexpr int kBatchMs = 50;
constexpr int kProbeMs = 5;
constexpr int kSeconds = 8;

double threadCpuSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

} // namespace

Json matrix()
{
    ui::theme::apply(*qApp, ui::Scheme::light);
    const auto plan = std::make_shared<const run::RunPlan>(test::smallPlan(kRows, 2, 3));
    ui::MatrixModel model(nullptr);
    ui::MatrixFilter filter(nullptr);
    filter.setSourceModel(&model);
    QTableView view;
    auto *header = new ui::ColumnHeader(&view);
    view.setHorizontalHeader(header);
    view.setModel(&filter);
    view.setItemDelegate(new ui::MatrixDelegate(&view));
    view.verticalHeader()->hide();
    view.resize(1280, 800);
    model.setRun(plan, {});
    view.show();

    std::mt19937 random(1);
    QList<run::ColumnTotals> columns = run::emptyColumns(*plan);
    QTimer batches;
    QObject::connect(&batches, &QTimer::timeout, &view, [&] {
        run::LiveBatch batch;
        batch.run = plan->id;
        for (int i = 0; i < kUpdatesPerSecond * kBatchMs / 1000; ++i) {
            const int cell = static_cast<int>(random() % static_cast<unsigned>(plan->cellCount()));
            run::LiveCell live{.cell = cell, .phase = run::Phase::streaming};
            live.result.cell = cell;
            live.result.key = plan->cellKey(cell);
            live.result.text = u"streaming text number %1"_s.arg(random());
            if (random() % 2 == 0) {
                live.phase = run::Phase::done;
                live.result.outcome = random() % 3 == 0 ? run::Outcome::failed : run::Outcome::passed;
            }
            batch.changed.append(live);
        }
        for (run::ColumnTotals &column : columns)
            column.totals.passed = std::min(column.totals.passed + 1, kRows);
        model.apply(batch);
        header->setColumns(*plan, columns);
    });

    std::vector<double> delays;
    QElapsedTimer sinceProbe;
    QTimer probe;
    probe.setTimerType(Qt::PreciseTimer);
    QObject::connect(&probe, &QTimer::timeout, &view, [&] {
        delays.push_back(std::max(0.0, static_cast<double>(sinceProbe.nsecsElapsed()) / 1e6 - kProbeMs));
        sinceProbe.restart();
    });
    batches.start(kBatchMs);
    sinceProbe.start();
    probe.start(kProbeMs);
    QElapsedTimer wall;
    wall.start();
    const double before = threadCpuSeconds();
    QTimer::singleShot(kSeconds * 1000, &view, [] { QCoreApplication::exit(0); });
    QCoreApplication::exec();
    const double cpu = threadCpuSeconds() - before;

    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("rows", kRows);
    json.insert_or_assign("columns", 6);
    json.insert_or_assign("updatesPerSecond", kUpdatesPerSecond);
    json.insert_or_assign("delayP50Ms", stats::quantileType7(delays, 0.5).value_or(0));
    json.insert_or_assign("delayP99Ms", stats::quantileType7(delays, 0.99).value_or(0));
    json.insert_or_assign("delayP99MsLimit", 16);
    json.insert_or_assign("guiThreadShare", cpu / (static_cast<double>(wall.nsecsElapsed()) / 1e9));
    json.insert_or_assign("guiThreadShareLimit", 0.3);
    return json;
}

} // namespace assay::bench
