// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the log of a run on the reader thread: in parts, so that the first requests are seen at once however long the log is, and then, while the run
// goes on, again what changed, at most twice a second.
#pragma once

#include "ui/document/document.h"
#include "ui/pages/log/logselection.h"

#include <QSet>

class QTimer;

namespace assay::ui {

class LogLoader final : public QObject {
    Q_OBJECT

public:
    /// No more than this is held; who wants all of a longer log exports it.
    static constexpr qsizetype kMostRecords = 200'000;

    LogLoader(Document &document, QObject *parent);

    /// began, then arrived for each part, then loaded; or failed. What an earlier call still does is dropped.
    void load(run::RunId id);
    /// Cells of which more may be known.
    void look(const QList<int> &cells);
    [[nodiscard]] const run::RunPlan *plan() const { return m_plan.get(); }
    [[nodiscard]] bool isLoading() const { return m_isLoading; }
    /// Cells that were looked at so far, while it loads.
    [[nodiscard]] int cellsRead() const { return m_next; }

Q_SIGNALS:
    void began();
    void arrived(const assay::ui::LogRecords &records);
    void loaded(bool isCut);
    void changed(const assay::ui::LogRecords &records);
    void failed(const assay::Error &error);

private:
    void readPart(int job);
    void lookAgain();
    [[nodiscard]] bool goesOn() const;

    Document &m_document;
    QTimer *m_lookTimer;
    std::shared_ptr<const run::RunPlan> m_plan;
    QSet<int> m_toLookAt;
    qsizetype m_records = 0;
    int m_next = 0; ///< the first cell that was not read
    bool m_isLoading = false;
    bool m_isLooking = false;
    int m_job = 0; ///< answers of older jobs are dropped
};

} // namespace assay::ui
