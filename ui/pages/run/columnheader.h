// SPDX-License-Identifier: GPL-3.0-or-later
// The head of the matrix: for each column its version and model, and live: pass rate with its 95 % interval, cost and cost of a passed item, p50 of
// latency and time to the first token, and what it waits for; a mark where there are warnings. Updated with the meters, not with every batch.
#pragma once

#include "core/run/live.h"

#include <QHash>
#include <QHeaderView>

namespace assay::ui {

class ColumnHeader final : public QHeaderView {
    Q_OBJECT

public:
    explicit ColumnHeader(QWidget *parent);
    void setColumns(const run::RunPlan &plan, const QList<run::ColumnTotals> &columns);
    /// By model, as indexed in the plan: the columns of the model get a mark, and the texts as their tool tip. Shown with the next setColumns().
    void setWarnings(const QHash<int, QStringList> &warnings) { m_warnings = warnings; }

protected:
    void paintSection(QPainter *painter, const QRect &area, int section) const override;
    [[nodiscard]] QSize sectionSizeFromContents(int section) const override;
    bool viewportEvent(QEvent *event) override;

private:
    struct Figures {
        QString version;
        QString model;
        QString rate;
        QString cost;
        QString perPassed;
        QString speed;
        QString state;
        QString toolTip;
        bool isWarned = false;
        std::optional<double> estimate;
        double lower = 0;
        double upper = 1;
        bool operator==(const Figures &) const = default;
    };
    [[nodiscard]] static Figures figures(const run::RunPlan &plan, const run::ColumnTotals &column);
    void paintCaptions(QPainter *painter, const QRect &area) const;
    void paintFigures(QPainter *painter, const QRect &area, const Figures &figures) const;

    QHash<int, QStringList> m_warnings;
    QList<Figures> m_figures;
};

} // namespace assay::ui
