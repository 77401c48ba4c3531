// SPDX-License-Identifier: GPL-3.0-or-later
// The items of an eval set in a grid, one of them in an editor beside it. Changes are kept in the window until "Save revision"; each can be undone.
#pragma once

#include "ui/document/document.h"
#include "ui/pages/page.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;
class QVBoxLayout;
class QUndoStack;

namespace assay::ui {

class Banner;
class ItemEditor;
class ItemsModel;

class SetsPage final : public Page {
    Q_OBJECT

public:
    SetsPage(Document &document, QWidget *parent);

    [[nodiscard]] PageId pageId() const override { return PageId::sets; }
    void show(const Place &place) override;
    [[nodiscard]] QWidget *detail() override;
    [[nodiscard]] QList<QAction *> pageActions() override { return m_actions; }

    /// Reads a file (.jsonl or .csv) into a set of the file's name; nothing is stored when any line is bad.
    void importFile(const QString &path);

private:
    void makeHead(QVBoxLayout *column);
    void makeTable(QVBoxLayout *column);
    void makeActions();
    void fillSets();
    void load(const QString &name);
    void showRow(int row);
    void addItem();
    void removeItem();
    void save();
    void store(const evalset::EvalSet &set);
    void askForImport();
    void exportFile();
    void updateHead();

    Document &m_document;
    QComboBox *m_sets = nullptr;
    QLabel *m_state = nullptr;
    QLineEdit *m_search = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_add = nullptr;
    Banner *m_banner = nullptr;
    QStackedWidget *m_stack = nullptr;
    ItemsModel *m_model = nullptr;
    QSortFilterProxyModel *m_filter = nullptr;
    QTableView *m_table = nullptr;
    ItemEditor *m_editor = nullptr;
    QUndoStack *m_undo = nullptr;
    QList<QAction *> m_actions;
    int m_row = -1; ///< of the item in the editor
    int m_job = 0;
};

} // namespace assay::ui
