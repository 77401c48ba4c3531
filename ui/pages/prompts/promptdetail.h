// SPDX-License-Identifier: GPL-3.0-or-later
// Beside the editors: the prompt filled in for an item, what it costs, and what models answer to it.
#pragma once

#include "core/base/error.h"
#include "core/prompt/content.h"
#include "ui/pages/prompts/previewpanel.h"

class QLabel;
class QTabWidget;

namespace assay::provider {
class ServiceDesk;
}

namespace assay::ui {

class CostPanel;
class Document;
class DraftTrial;
class FindingsPanel;
class ItemChooser;
class TrialPanel;

class PromptDetail final : public QWidget {
    Q_OBJECT

public:
    /// Both outlive it.
    PromptDetail(Document &document, provider::ServiceDesk &desk, QWidget *parent);

    [[nodiscard]] ItemChooser &chooser() const { return *m_chooser; }
    [[nodiscard]] FindingsPanel &findings() const { return *m_findings; }
    void showFindings(); ///< in front, with the keyboard
    void setFindingCount(qsizetype count);
    /// Without one there is nothing to render, cost, answer or find.
    void setHasPrompt(bool has);
    void refresh(); ///< the workspace's lists changed
    /// What is shown from now on; `prompt` and `number` name it, `title` for people. Errors are told in the place of the preview.
    void setContent(const QString &prompt, int number, const QString &title, const Result<prompt::Content> &content);
    void tryItem();
    void trySample();

Q_SIGNALS:
    void counted(const assay::ui::PromptCounts &counts);

private:
    void update();
    void ask(const QList<evalset::Item> &items);
    [[nodiscard]] run::RunPlan planOf(const QList<run::PlannedModel> &models) const;

    Document &m_document;
    ItemChooser *m_chooser;
    QTabWidget *m_tabs;
    QLabel *m_nothing;
    PreviewPanel *m_preview;
    CostPanel *m_costs;
    DraftTrial *m_trial;
    TrialPanel *m_answers;
    FindingsPanel *m_findings;
    prompt::Version m_version;
    std::optional<Error> m_problem;
};

} // namespace assay::ui
