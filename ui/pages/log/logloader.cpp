// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log/logloader.h"

#include <QTimer>

namespace assay::ui {

namespace {

constexpr int kCellsAtOnce = 1'500;
constexpr int kLookIntervalMs = 500;

Result<LogRecords> recordsOf(store::Database &database, const run::RunPlan &plan, const QSet<int> &cells, bool goesOn)
{
    store::RunRepository runs(database);
    LogRecords all;
    for (const int cell : cells) {
        auto records = runs.log(plan, cell, 1, goesOn);
        if (!records)
            return records;
        all += *std::move(records);
    }
    std::ranges::sort(all, {}, [](const run::AttemptRecord &record) { return std::tuple(record.attempt.startedAt, record.attempt.cell, record.attempt.number); });
    return all;
}

} // namespace

LogLoader::LogLoader(Document &document, QObject *parent) : QObject(parent), m_document(document), m_lookTimer(new QTimer(this))
{
    m_lookTimer->setSingleShot(true);
    m_lookTimer->setInterval(kLookIntervalMs);
    connect(m_lookTimer, &QTimer::timeout, this, &LogLoader::lookAgain);
}

bool LogLoader::goesOn() const
{
    return m_plan && m_document.isRunning() && m_document.currentRun() == m_plan->id;
}

void LogLoader::load(run::RunId id)
{
    const int job = ++m_job;
    m_plan.reset();
    m_toLookAt.clear();
    m_records = 0;
    m_next = 0;
    m_isLoading = true;
    m_isLooking = false;
    m_document.read(
        this, [id](store::Database &database) { return store::RunRepository(database).plan(id); },
        [this, job](const Result<run::RunPlan> &plan) {
            if (job != m_job)
                return;
            if (!plan) {
                m_isLoading = false;
                Q_EMIT failed(plan.error());
                return;
            }
            m_plan = std::make_shared<const run::RunPlan>(*plan);
            Q_EMIT began();
            readPart(job);
        });
}

void LogLoader::readPart(int job)
{
    const auto read
        = [plan = m_plan, first = m_next, goesOn = goesOn()](store::Database &database) { return store::RunRepository(database).log(*plan, first, kCellsAtOnce, goesOn); };
    m_document.read(this, read, [this, job](const Result<LogRecords> &records) {
        if (job != m_job)
            return;
        if (!records) {
            m_isLoading = false;
            Q_EMIT failed(records.error());
            return;
        }
        m_records += records->size();
        m_next += kCellsAtOnce;
        const bool isWhole = m_next >= m_plan->cellCount();
        const bool isCut = !isWhole && m_records >= kMostRecords;
        m_isLoading = !isWhole && !isCut;
        Q_EMIT arrived(*records);
        if (job != m_job)
            return;
        if (m_isLoading) {
            readPart(job);
            return;
        }
        Q_EMIT loaded(isCut);
        if (!m_toLookAt.isEmpty())
            m_lookTimer->start();
    });
}

void LogLoader::look(const QList<int> &cells)
{
    m_toLookAt.unite(QSet<int>(cells.begin(), cells.end()));
    if (!m_isLoading && !m_isLooking && !m_lookTimer->isActive() && !m_toLookAt.isEmpty())
        m_lookTimer->start();
}

void LogLoader::lookAgain()
{
    if (!m_plan || m_isLoading || m_isLooking || m_records >= kMostRecords)
        return;
    m_isLooking = true;
    const auto read = [plan = m_plan, cells = std::exchange(m_toLookAt, {}), goesOn = goesOn()](store::Database &database) { return recordsOf(database, *plan, cells, goesOn); };
    m_document.read(this, read, [this, job = m_job](const Result<LogRecords> &records) {
        if (job != m_job)
            return;
        m_isLooking = false;
        if (!records) {
            Q_EMIT failed(records.error());
            return;
        }
        Q_EMIT changed(*records);
        if (!m_toLookAt.isEmpty())
            m_lookTimer->start();
    });
}

} // namespace assay::ui
