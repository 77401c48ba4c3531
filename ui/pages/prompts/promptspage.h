// SPDX-License-Identifier: GPL-3.0-or-later
// Write a prompt: its messages in editors, its versions beside them, filled in for an item in the detail column. What is typed is kept as the draft;
// a version exists once it is saved with a note, and never changes.
#pragma once

#include "core/prompt/rendering.h"
#include "ui/document/document.h"
#include "ui/pages/page.h"

class QLabel;
class QStackedWidget;
class QTimer;
class QVBoxLayout;

namespace assay::ui {

class MessageList;
class ParametersBar;
class PreviewPanel;
class PromptHead;
class VersionDiffView;
class VersionsPanel;

class PromptsPage final : public Page {
    Q_OBJECT

public:
    PromptsPage(Document &document, QWidget *parent);

    [[nodiscard]] PageId pageId() const override { return PageId::prompts; }
    void show(const Place &place) override;
    [[nodiscard]] QWidget *detail() override;
    [[nodiscard]] QList<QAction *> pageActions() override { return m_actions; }
    [[nodiscard]] bool mayLeave() override;

private:
    struct Loaded {
        QList<prompt::Version> versions; ///< newest first
        std::optional<prompt::Content> draft;
        QMap<QString, int> labels;
    };
    void makeEditors(class QSplitter *splitter);
    void makeActions();
    void refreshPrompts();
    void load(const QString &name, std::optional<int> number);
    void fillVersions();
    void showChosen();
    void showContent(const prompt::Content &content, bool isReadOnly);
    [[nodiscard]] Result<prompt::Content> content() const;
    void edited();
    void checkTemplates();
    void saveDraft();
    void saveVersion();
    void discardDraft();
    void moveLabel(const QString &label, int to);
    void editFrom();
    void newPrompt();
    void rename();
    void showDiff(bool shown);
    void updateHead();
    void say(const QString &text, bool isProblem);
    [[nodiscard]] bool showsDraft() const;
    [[nodiscard]] const prompt::Version *shownVersion() const;

    Document &m_document;
    PromptHead *m_head;
    QStackedWidget *m_stack = nullptr;
    QStackedWidget *m_middle = nullptr;
    MessageList *m_messages = nullptr;
    ParametersBar *m_parameters = nullptr;
    QLabel *m_problems = nullptr;
    QLabel *m_variables = nullptr;
    VersionsPanel *m_versions = nullptr;
    VersionDiffView *m_diff = nullptr;
    PreviewPanel *m_preview = nullptr;
    QTimer *m_draftTimer = nullptr;
    QTimer *m_checkTimer = nullptr;
    QList<QAction *> m_actions;
    QString m_name;
    Loaded m_loaded;
    prompt::Content m_base; ///< what the editors do not show of the content
    std::optional<prompt::Content> m_discarded;
    bool m_draftIsDirty = false;
    int m_job = 0;
};

} // namespace assay::ui
