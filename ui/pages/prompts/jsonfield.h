// SPDX-License-Identifier: GPL-3.0-or-later
// One of a draft's JSON texts, in an editor that says what is wrong with it as one types.
#pragma once

#include "ui/editor/templateeditor.h"

#include <QWidget>

class QLabel;

namespace assay::ui {

class PromptDraft;

class JsonField final : public QWidget {
    Q_OBJECT

public:
    /// What is wrong with a text that is JSON.
    using Check = std::function<Result<void>(const Json &)>;

    /// `id` as in PromptDraft. Draft and look outlive it.
    JsonField(PromptDraft &draft, int id, EditorLook &look, Check check, QWidget *parent);
    void nameEditor(const QString &objectName, const QString &accessibleName);
    [[nodiscard]] std::optional<Error> problem() const; ///< none while it is hidden

Q_SIGNALS:
    void checked();

private:
    void refill();
    void check();

    PromptDraft &m_draft;
    int m_id;
    Check m_check;
    TemplateEditor *m_text;
    QLabel *m_said;
    std::optional<Error> m_problem;
};

} // namespace assay::ui
