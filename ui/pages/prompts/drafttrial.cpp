// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/drafttrial.h"

#include <QtConcurrentRun>

#include <algorithm>

namespace assay::ui {

namespace {
constexpr int kMostAtOnce = 4;
}

DraftTrial::DraftTrial(Document &document, provider::ServiceDesk &desk, QObject *parent)
    : QObject(parent),
      m_document(document),
      m_desk(desk),
      m_grading(std::make_shared<run::GradingPool>(1))
{
}

DraftTrial::~DraftTrial()
{
    m_stop.request_stop();
}

void DraftTrial::prepare(const run::RunPlan &plan)
{
    stop();
    const int job = ++m_job;
    m_running = 0;
    m_plan = plan;
    auto *watcher = new QFutureWatcher<Result<run::Estimate>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, job] {
        watcher->deleteLater();
        if (job != m_job)
            return;
        if (const auto estimate = watcher->result())
            Q_EMIT estimated(*estimate);
        else
            Q_EMIT refused(estimate.error());
    });
    watcher->setFuture(QtConcurrent::run([plan] { return run::estimate(plan); }));
}

void DraftTrial::start()
{
    m_stop = std::stop_source();
    m_next = 0;
    m_running = 0;
    pump();
}

void DraftTrial::stop()
{
    m_stop.request_stop();
    m_next = static_cast<int>(m_plan.set.items.size());
}

void DraftTrial::pump()
{
    const run::PlannedModel &model = m_plan.models.first();
    const int atOnce = std::clamp(model.model.concurrency, 1, kMostAtOnce);
    while (m_running < atOnce && m_next < m_plan.set.items.size()) {
        ++m_running;
        const auto ask = [desk = &m_desk, model, stop = m_stop.get_token()](const provider::ChatRequest &request) {
            return desk->complete(model.provider, model.model, request, {}, stop);
        };
        auto *watcher = new QFutureWatcher<run::TrialResult>(this);
        connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, job = m_job] {
            watcher->deleteLater();
            if (job != m_job)
                return;
            --m_running;
            Q_EMIT answered(watcher->result());
            if (m_next < m_plan.set.items.size()) {
                pump();
            } else if (m_running == 0) {
                m_document.refreshMonth();
                Q_EMIT ended();
            }
        });
        watcher->setFuture(run::tryCell(m_plan, {.item = m_next++}, m_document.capForCall(model), m_grading, SystemClock().utcNow(), ask));
    }
}

} // namespace assay::ui
