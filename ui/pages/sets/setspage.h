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
class QVBoxLayout;
class QUndoStack;

namespace assay::ui {

class Banner;
class ImportPreview;
class ItemEditor;
class ItemsModel;
class ItemsTable;
struct ImportRequest;

class SetsPage final : public Page {
    Q_OBJECT

public:
    SetsPage(Document &document, QWidget *parent);
    ~SetsPage() override;

    [[nodiscard]] PageId pageId() const override { return PageId::sets; }
    void show(const Place &place) override;
    [[nodiscard]] QWidget *detail() override;
    [[nodiscard]] QList<QAction *> pageActions() override { return m_actions; }

    /// Shows what a file (.csv, else JSON Lines) would bring; nothing is written before the user says so there.
    void importFile(const QString &path);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void refreshColours() override;

private:
    void makeHead(QVBoxLayout *column);
    void makeTable(QVBoxLayout *column);
    void makeActions();
    void fillSets();
    void load(const QString &name);
    void showSet(const evalset::EvalSet &set);
    void takeReset();
    void showRow(int row);
    void addItem();
    void removeItem();
    void save();
    void askForImport();
    void setImporting(bool isImporting);
    void import(const ImportRequest &request);
    void takeImport(const ImportRequest &request, const evalset::EvalSet &saved);
    void exportFile();
    void updateHead();

    Document &m_document;
    QWidget *m_head = nullptr;
    QComboBox *m_sets = nullptr;
    QLabel *m_state = nullptr;
    QLineEdit *m_search = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_import = nullptr;
    Banner *m_banner = nullptr;
    QStackedWidget *m_stack = nullptr;
    ItemsModel *m_model = nullptr;
    QSortFilterProxyModel *m_filter = nullptr;
    ItemsTable *m_table = nullptr;
    ItemEditor *m_editor = nullptr;
    ImportPreview *m_preview = nullptr;
    QUndoStack *m_undo = nullptr;
    QList<QAction *> m_actions;
    QAction *m_importAction = nullptr;
    bool m_isImporting = false;
    int m_row = -1;    ///< of the item in the editor
    QString m_keptKey; ///< of the item that was shown before a reset
    int m_job = 0;
};

} // namespace assay::ui
