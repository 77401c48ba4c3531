// SPDX-License-Identifier: GPL-3.0-or-later
// The prompt filled in for one item: what came from a variable has dots under it, and how many tokens each part is. Rendered on a pool thread.
#pragma once

#include "core/evalset/item.h"
#include "core/prompt/rendering.h"
#include "core/run/plan.h"
#include "core/tokens/counter.h"

#include <QWidget>

class QLabel;
class QTableWidget;
class QVBoxLayout;

namespace assay::ui {

/// How many tokens a rendered prompt is, and what of it.
struct PromptCounts {
    tokens::TokenCount all; ///< with what a chat adds
    QList<tokens::TokenCount> messages; ///< without the turns of examples
    tokens::TokenCount examples;
    QMap<QString, tokens::TokenCount> variables;
};
[[nodiscard]] PromptCounts countsOf(const QList<prompt::RenderedMessage> &messages, const tokens::ModelTokenizer &tokenizer);
/// "412", or "≈ 412" where the model's encoding is not public.
[[nodiscard]] QString shownCount(const tokens::TokenCount &count);

class PreviewPanel final : public QWidget {
    Q_OBJECT

public:
    explicit PreviewPanel(QWidget *parent);
    void show(const Result<prompt::Content> &content, const evalset::Item &item, const std::optional<run::PlannedModel> &model);

Q_SIGNALS:
    void counted(const assay::ui::PromptCounts &counts);

private:
    struct Rendered {
        Result<QList<prompt::RenderedMessage>> messages;
        PromptCounts counts;
    };
    void showRendered(const Rendered &rendered, const QString &item, const std::optional<run::PlannedModel> &model);
    void showCounts(const PromptCounts &counts);
    void showProblem(const Error &error);

    QLabel *m_tokens;
    QLabel *m_problem;
    QTableWidget *m_parts;
    QVBoxLayout *m_messages;
    int m_job = 0;
};

} // namespace assay::ui
