// SPDX-License-Identifier: GPL-3.0-or-later
// Another process for the tests of workspaces: one that holds a file open, writes until it is killed, or runs out of disk.
//
//   workspace_probe hold FILE            prints "open" and waits for the end of its input
//   workspace_probe journal FILE RUN     answers the cells of a run one after the other and prints each number that is durable
//   workspace_probe fill FILE RUN BYTES  writes under a file size limit until that is an error; prints the kind, lifts the limit, writes once more
//   workspace_probe cost FILE RUN        does a run of that plan anew; prints the CPU time of attempt, answer and end of a cell together
#include "core/store/runrepository.h"
#include "core/workspace/workspace.h"
#include "tests/support/workspacesamples.h"

#include <QCoreApplication>

#include <sys/resource.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <deque>

using namespace Qt::StringLiterals;
using namespace assay;
using workspace::Workspace;

namespace {

void say(const QByteArray &line)
{
    std::puts(line.constData());
    std::fflush(stdout);
}

QByteArray outcomeOf(const Result<void> &result)
{
    return result ? QByteArray("ok") : toText(result.error().kind).toLatin1();
}

using Pending = QFuture<Result<void>>;

/// A cell's three events; all of them are on their way at once.
std::array<Pending, 3> recordCell(Workspace &workspace, run::RunId run, int cell, const QString &filling = {})
{
    run::Journal &journal = workspace.journal();
    run::Response response = test::sampleResponse(cell);
    response.completion.text += filling;
    return {journal.attemptStarted(run, test::sentAttempt(cell)), journal.attemptAnswered(run, test::answeredAttempt(cell), response),
        journal.cellEnded(run, test::sampleEnd(cell, run::Outcome::passed))};
}

/// Waits for all of them; the first error.
Result<void> resultOf(std::array<Pending, 3> events)
{
    Result<void> first;
    for (Pending &event : events) {
        const Result<void> result = event.result();
        if (first && !result)
            first = result;
    }
    return first;
}

int cellCount(Workspace &workspace, run::RunId run)
{
    auto summary = workspace.read([run](store::Database &database) { return store::RunRepository(database).summary(run); });
    return summary.result().transform([](const store::RunSummary &found) { return found.cells; }).value_or(0);
}

int hold()
{
    say("open");
    while (std::getchar() != EOF) {}
    return 0;
}

int journal(Workspace &workspace, run::RunId run)
{
    const int cells = cellCount(workspace, run);
    constexpr size_t inFlight = 8;
    std::deque<std::pair<int, std::array<Pending, 3>>> pending;
    for (int cell = 0; cell < cells || !pending.empty(); ++cell) {
        if (cell < cells)
            pending.emplace_back(cell, recordCell(workspace, run, cell));
        if (pending.size() < inFlight && cell < cells)
            continue;
        const auto [done, events] = pending.front();
        pending.pop_front();
        say(resultOf(events) ? QByteArray::number(done) : QByteArray("error"));
    }
    return 0;
}

void limitFileSize(rlim_t bytes)
{
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes == 0 ? limit.rlim_max : bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
}

int fill(Workspace &workspace, run::RunId run, rlim_t bytes)
{
    const int cells = cellCount(workspace, run);
    const QString filling(20'000, u'x');
    limitFileSize(bytes);
    int cell = 0;
    Result<void> written;
    while (written && cell < cells)
        written = resultOf(recordCell(workspace, run, cell++, filling));
    say(outcomeOf(written));
    const int refused = cell - 1;
    limitFileSize(0);
    const auto progress = workspace.read([run](store::Database &database) { return store::RunRepository(database).progress(run); }).result();
    const bool isUntouched = progress && progress->at(refused).attempts == 0 && !progress->at(refused).outcome;
    say(isUntouched ? "untouched" : "touched");
    say(outcomeOf(resultOf(recordCell(workspace, run, isUntouched ? refused : cell, filling))));
    say(QByteArray::number(refused));
    return 0;
}

qint64 cpuMicroseconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1'000'000 + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

/// Eight cells at a time, each event waited for before the next, as the engine does.
int cost(Workspace &workspace, run::RunId model)
{
    const auto made = workspace
                          .write([model](store::Database &database) {
                              store::RunRepository runs(database);
                              return runs.plan(model).and_then([&](const run::RunPlan &plan) { return runs.create(plan); });
                          })
                          .result();
    if (!made)
        return 1;
    constexpr int lanes = 8;
    const run::RunId run = made->id;
    const int rounds = made->cellCount() / lanes;
    Result<void> all;
    const QString filling(600, u'x');
    run::Journal &journal = workspace.journal();
    const qint64 begin = cpuMicroseconds();
    for (int round = 0; round < rounds; ++round) {
        std::array<Pending, lanes> pending;
        const auto each = [&](auto event) {
            for (int lane = 0; lane < lanes; ++lane)
                pending[static_cast<size_t>(lane)] = event(round * lanes + lane);
            for (Pending &one : pending)
                all = all.and_then([&] { return one.result(); });
        };
        each([&](int cell) { return journal.attemptStarted(run, test::sentAttempt(cell)); });
        each([&](int cell) {
            run::Response response = test::sampleResponse(cell);
            response.completion.text += filling;
            return journal.attemptAnswered(run, test::answeredAttempt(cell), response);
        });
        each([&](int cell) { return journal.cellEnded(run, test::sampleEnd(cell, run::Outcome::passed)); });
    }
    const qint64 spent = cpuMicroseconds() - begin;
    say(all ? QByteArray::number(static_cast<double>(spent) / (rounds * lanes), 'f', 1) + " us of CPU a cell" : outcomeOf(all));
    return all ? 0 : 1;
}

} // namespace

int main(int argc, char *argv[])
{
    std::signal(SIGXFSZ, SIG_IGN);
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3)
        return 2;
    const auto opened = Workspace::open(arguments.at(2));
    if (!opened) {
        say(toText(opened.error().kind).toLatin1());
        return 1;
    }
    Workspace &workspace = **opened;
    const run::RunId run{arguments.value(3).toLongLong()};
    const QString &verb = arguments.at(1);
    if (verb == u"hold")
        return hold();
    if (verb == u"journal")
        return journal(workspace, run);
    if (verb == u"fill")
        return fill(workspace, run, arguments.value(4).toULongLong());
    if (verb == u"cost")
        return cost(workspace, run);
    return 2;
}
