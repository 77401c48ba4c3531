// SPDX-License-Identifier: GPL-3.0-or-later
// Every request of a run: live while it goes on, and afterwards. A table to filter and sort, and the chosen request in the detail column.
#pragma once

#include "ui/pages/log/logexport.h"
#include "ui/pages/page.h"

class QPushButton;
class QVBoxLayout;

namespace assay::ui {

class Banner;
class EmptyState;
class LogDetailView;
class LogFilterBar;
class LogLoader;
class LogModel;
class LogStates;
class LogTable;
class RunPageHead;

class LogPage final : public Page {
    Q_OBJECT

public:
    LogPage(Document &document, TraceSender sender, QWidget *parent);

    [[nodiscard]] PageId pageId() const override { return PageId::log; }
    /// With a cell only that cell's requests.
    void show(const Place &place) override;
    [[nodiscard]] QWidget *detail() override;
    [[nodiscard]] QList<QAction *> pageActions() override { return m_actions; }

protected:
    void refreshColours() override;

private:
    void makeHead(QVBoxLayout *column);
    void makeRows();
    QAction *newAction(const QString &text, const QKeySequence &keys, QWidget *scope, const std::function<void()> &slot);
    void makeActions();
    void makeExportMenu();
    void connectExport();
    void connectLoader();
    void connectRun();
    void takeChanged(const LogRecords &records);
    void fillRuns();
    void load(run::RunId id);
    void showCell(int cell);
    [[nodiscard]] QString cellTitle(int cell) const;
    void filterChanged();
    void updateFigures();
    void updateState();
    void showDetail();
    void clearFilter();
    void copyChosen();
    void goToCell();

    Document &m_document;
    LogLoader *m_loader;
    LogModel *m_model;
    LogExport *m_export;
    RunPageHead *m_head = nullptr;
    QPushButton *m_exportButton = nullptr;
    Banner *m_banner = nullptr;
    LogFilterBar *m_filters = nullptr;
    LogStates *m_states = nullptr;
    QWidget *m_rows = nullptr; ///< in the place of the states: filters, and the table or m_noMatch
    LogTable *m_table = nullptr;
    EmptyState *m_noMatch = nullptr;
    LogDetailView *m_detail = nullptr;
    QList<QAction *> m_actions;
    std::optional<run::RunId> m_run;
    std::optional<int> m_wantedCell; ///< to be shown once the run is here
    std::optional<Error> m_error;
    bool m_isCut = false;
    bool m_wantsFocus = false; ///< once there are rows
    int m_cellJob = 0;
};

} // namespace assay::ui
