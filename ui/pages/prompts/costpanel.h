// SPDX-License-Identifier: GPL-3.0-or-later
// What the draft would cost with each model: one call for the item that is shown, and the whole set. The same figures as of a run's estimate.
#pragma once

#include "ui/document/document.h"

#include <QWidget>

class QLabel;
class QTableWidget;
class QTimer;

namespace assay::ui {

class CostPanel final : public QWidget {
    Q_OBJECT

public:
    /// The document outlives it.
    CostPanel(Document &document, QWidget *parent);
    /// `plan`: one version, every model, the whole set; `item` is an index into that. Figures follow while the panel can be seen.
    void setPlan(const run::RunPlan &plan, qsizetype item);

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Figures {
        run::RunPlan plan;
        run::Estimate item;
        run::Estimate set;
    };
    void update();
    void showFigures(const Result<Figures> &figures);

    Document &m_document;
    QLabel *m_title;
    QTableWidget *m_table;
    QLabel *m_said;
    QTimer *m_timer;
    run::RunPlan m_plan;
    qsizetype m_item = 0;
    bool m_isStale = false;
    bool m_isBusy = false;
};

} // namespace assay::ui
