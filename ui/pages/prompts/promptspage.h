// SPDX-License-Identifier: GPL-3.0-or-later
// Write a prompt: its messages in editors, its versions beside them, filled in for an item in the detail column. What is typed is kept as the draft;
// a version exists once it is saved with a note, and never changes.
#pragma once

#include "ui/document/document.h"
#include "ui/pages/page.h"

class QLabel;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QTimer;

namespace assay::provider {
class ServiceDesk;
}

namespace assay::ui {

class DraftChecks;
class DraftLint;
class EditorLook;
class FindBar;
class HistoryView;
class LabelsPanel;
class MessageList;
class MessageSearch;
class OpenPrompt;
class PromptDetail;
class PromptDraft;
class PromptHead;
struct PromptCounts;
class SettingsCard;
class SnippetsPanel;
class VersionDiffView;
class VersionsPanel;

class PromptsPage final : public Page {
    Q_OBJECT

public:
    /// `desk` is asked when the draft is tried; it outlives the page.
    PromptsPage(Document &document, provider::ServiceDesk &desk, QWidget *parent);

    [[nodiscard]] PageId pageId() const override { return PageId::prompts; }
    void show(const Place &place) override;
    [[nodiscard]] QWidget *detail() override;
    [[nodiscard]] QList<QAction *> pageActions() override { return m_actions; }
    [[nodiscard]] bool mayLeave() override;

private:
    void makeFrame();
    void makeEditors(QSplitter *splitter);
    void makeActions();
    void tellSteps(QAction &undo, QAction &redo);
    void tellReadOnly(); ///< and what to do
    void toggleDifferences();
    void connectParts();
    void connectOpen();
    void connectLint();
    void refreshLint();
    void setSeverities(const QMap<QString, QString> &wanted); ///< of the linter's rules, kept in the workspace
    void insertInclude(const QString &name);
    void refreshPrompts();
    void fillVersions(std::optional<int> shown);
    void showChosen();
    void takeEdit();
    void keepDraft();
    void takeChecks();
    void showProblems(const QStringList &lines, const QStringList &wholes);
    void showDetail(bool triesItem, bool triesSample);
    void offerWords();
    void showCounts(const PromptCounts &counts);
    void tellDuplicate(int number, const Error &error);
    void saveVersion();
    void editFrom(bool replacesDraft);
    void say(const QString &what); ///< beside the problems, until something is typed or something else shown
    void newPrompt();
    void rename();
    void showDiff(); ///< or the history, or neither
    void updateHead();
    [[nodiscard]] bool showsDraft() const;
    [[nodiscard]] const prompt::Version *shownVersion() const;

    Document &m_document;
    OpenPrompt *m_open;
    PromptDraft *m_draft;
    EditorLook *m_look;
    PromptHead *m_head;
    QStackedWidget *m_stack = nullptr;
    QStackedWidget *m_middle = nullptr;
    MessageList *m_messages = nullptr;
    SettingsCard *m_settings = nullptr;
    FindBar *m_findBar = nullptr;
    MessageSearch *m_search = nullptr;
    DraftChecks *m_checks = nullptr;
    QLabel *m_problems = nullptr;
    QLabel *m_variables = nullptr;
    QTabWidget *m_side = nullptr;
    VersionsPanel *m_versions = nullptr;
    LabelsPanel *m_labels = nullptr;
    SnippetsPanel *m_snippets = nullptr;
    DraftLint *m_lint = nullptr;
    VersionDiffView *m_diff = nullptr;
    HistoryView *m_history = nullptr;
    PromptDetail *m_detail = nullptr;
    QTimer *m_previewTimer = nullptr;
    int m_detailJob = 0;
    bool m_triesItem = false; ///< asked for, while the detail column waits for its content
    bool m_triesSample = false;
    QString m_said;
    QList<QAction *> m_actions;
};

} // namespace assay::ui
