// SPDX-License-Identifier: GPL-3.0-or-later
// Plan a run, then watch it: the form with its estimate, and below it the live matrix with its meters.
#pragma once

#include "ui/document/document.h"
#include "ui/pages/page.h"

class QFrame;
class QStackedWidget;
class QVBoxLayout;

namespace assay::ui {

class Banner;
class EventsPanel;
class MatrixView;
class PlanPanel;
class RowChips;
class RunHead;
class RunMeters;
struct LoadedRun;
class ThrottleLines;

class RunPage final : public Page {
    Q_OBJECT

public:
    RunPage(Document &document, QWidget *parent);

    [[nodiscard]] PageId pageId() const override { return PageId::run; }
    void show(const Place &place) override;
    [[nodiscard]] QList<QAction *> pageActions() override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void refreshColours() override;

private:
    void makeEmptyState();
    void updateEmptyState();
    void makeHead(QVBoxLayout *column);
    void makeLive(QVBoxLayout *column);
    void makeMatrix(QVBoxLayout *column);
    void makeActions();
    void load(run::RunId id);
    void take(const LoadedRun &loaded);
    void shareHeight();
    void takeBatch(const std::shared_ptr<const run::LiveBatch> &batch);
    void takeEvents(const QList<run::RunEvent> &events);
    void countRequests();
    void takeRequests(const store::RequestCounts &counts);
    void showEnd();
    [[nodiscard]] bool isLive() const;
    void refreshMeters();
    void updateState();
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] bool isPaused() const;
    void pauseOrGoOn();
    void showRunOn(PageId page, std::optional<int> cell, const QString &itemKey);
    [[nodiscard]] bool isHeldByOwnCap() const;
    void resumeOrRaise();

    Document &m_document;
    RunHead *m_head = nullptr;
    PlanPanel *m_planPanel = nullptr;
    QWidget *m_live = nullptr;
    QStackedWidget *m_empty = nullptr; ///< no set, no prompt, no run
    QFrame *m_line = nullptr;
    RunMeters *m_meters = nullptr;
    ThrottleLines *m_throttles = nullptr;
    Banner *m_end = nullptr; ///< what a run that is over asks of its user
    EventsPanel *m_events = nullptr;
    RowChips *m_chips = nullptr;
    MatrixView *m_matrix = nullptr;
    QList<QAction *> m_actions;
    QTimer *m_meterTimer = nullptr;
    QTimer *m_countTimer = nullptr;
    std::shared_ptr<const run::RunPlan> m_plan;
    std::optional<store::RunSummary> m_summary;
    std::shared_ptr<const run::LiveBatch> m_batch;
    store::RequestCounts m_requests;
    Money m_spent; ///< as stored
    int m_job = 0;
};

} // namespace assay::ui
