// SPDX-License-Identifier: GPL-3.0-or-later
// The frame: navigator, page, detail, menus, the run's heartbeat. It knows pages only as Page; the program hands them in.
#pragma once

#include "ui/document/document.h"
#include "ui/pages/page.h"
#include "ui/shell/batchoffers.h"
#include "ui/shell/shellmenus.h"
#include "ui/theme/theme.h"

#include <QMainWindow>

class QStackedWidget;

namespace assay::ui {

class Columns;
class RunLine;
class Welcome;

/// What the window gets from the program: how models are made, which pages there are, how a sample comes into a new workspace.
struct WindowParts {
    Document::MakeModelFactory makeModelFactory;
    /// In the order of PageId; each page lives as long as its document.
    std::function<QList<Page *>(Document &, QWidget *parent)> makePages;
    /// Puts into a new workspace what every one has: the models that need no key. Runs on the writer thread.
    std::function<Result<void>(store::Database &)> fillNew;
    /// Fills an empty workspace with the bundled sample and gives the plan of its first run. Runs on the writer thread.
    std::function<Result<run::RunPlan>(store::Database &)> fillSample;
    /// What is spent in a month; must outlive the window. None: nothing counts, and there is no cap.
    workspace::MonthBook *month = nullptr;
};

class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(WindowParts parts);
    ~MainWindow() override;

    void openWorkspace(const QString &path);
    void createWorkspace(const QString &path);
    /// Makes a sample workspace at `path` and starts its run; the comparison is shown when it has ended.
    void createSample(const QString &path);
    void goTo(const Place &place);
    [[nodiscard]] Document *document() const { return m_document; }
    [[nodiscard]] Page *page(PageId id) const;
    [[nodiscard]] Place currentPlace() const { return m_place; }
    /// Above the page, or in a box of its own while there is none.
    void showError(const Error &error);

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeFrame();
    void connectActions();
    void goToNewest();
    void setDocument(std::unique_ptr<workspace::Workspace> workspace);
    bool closeDocument();
    bool mayDropChanges();
    void connectDocument();
    void showPageOf(const Place &place);
    void step(QList<Place> &from, QList<Place> &to);
    void updateActions();
    void updateTitle();
    void openPalette();
    void openBudget();
    void tellBudget(const run::RunEvent &event);
    void showAbout();
    void applyScheme(Scheme scheme);
    void takeBatch(const std::shared_ptr<const run::LiveBatch> &batch);
    void takeRunEnd(run::RunId id);
    [[nodiscard]] QAction *action(ShellAction id) const { return m_menus.action(id); }

    WindowParts m_parts;
    ShellMenus m_menus;
    QStackedWidget *m_front = nullptr; ///< welcome or workspace
    Welcome *m_welcome = nullptr;
    Columns *m_columns = nullptr;
    RunLine *m_runLine = nullptr;
    Document *m_document = nullptr;
    QList<Page *> m_pages;
    Place m_place;
    QList<Place> m_back;
    QList<Place> m_forward;
    BatchOffers m_batchOffers;
    bool m_compareWhenDone = false;
    bool m_isWarnedOfChanges = false; ///< closing once more drops them
};

} // namespace assay::ui
