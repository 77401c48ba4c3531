// SPDX-License-Identifier: GPL-3.0-or-later
// What a run found, cell by cell: a table to filter and sort, and the chosen cell in the detail column.
#pragma once

#include "ui/document/document.h"
#include "ui/pages/page.h"

class QButtonGroup;
class QLineEdit;
class QStackedWidget;
class QTableView;
class QVBoxLayout;

namespace assay::ui {

class CellDetailView;
class CellsFilter;
class CellsModel;
class RunPageHead;

class ResultsPage final : public Page {
    Q_OBJECT

public:
    ResultsPage(Document &document, QWidget *parent);

    [[nodiscard]] PageId pageId() const override { return PageId::results; }
    void show(const Place &place) override;
    [[nodiscard]] QWidget *detail() override;
    [[nodiscard]] QList<QAction *> pageActions() override { return m_actions; }

protected:
    void refreshColours() override;

private:
    void makeHead(QVBoxLayout *column);
    void makeFilters(QVBoxLayout *column);
    void makeTable(QVBoxLayout *column);
    void makeActions();
    void fillRuns();
    void load(run::RunId id, std::optional<int> cell);
    void choose(int cell);
    void loadCell(int cell);
    void step(int by);
    void showRequests();
    void updateSummary(const QList<run::CellResult> &cells);

    Document &m_document;
    RunPageHead *m_head = nullptr;
    QLineEdit *m_search = nullptr;
    QButtonGroup *m_chips = nullptr;
    QStackedWidget *m_stack = nullptr;
    CellsModel *m_model = nullptr;
    CellsFilter *m_filter = nullptr;
    QTableView *m_table = nullptr;
    CellDetailView *m_detail = nullptr;
    QList<QAction *> m_actions;
    std::shared_ptr<const run::RunPlan> m_plan;
    int m_runJob = 0;
    int m_cellJob = 0;
};

} // namespace assay::ui
