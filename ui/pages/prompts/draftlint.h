// SPDX-License-Identifier: GPL-3.0-or-later
// What the linter says of what is shown, a moment after it changed. Read on a pool thread, beside the set and the models that it is tried with.
#pragma once

#include "core/prompt/lint/lint.h"
#include "core/run/plan.h"
#include "ui/editor/templateeditor.h"

#include <QHash>
#include <QObject>

class QTimer;

namespace assay::ui {

class DraftLint final : public QObject {
    Q_OBJECT

public:
    explicit DraftLint(QObject *parent);
    /// `severities` as the workspace has them, rule to word. Nothing is read anew when none of them changed.
    void setSurroundings(const evalset::EvalSet &set, const QList<run::PlannedModel> &models, const QMap<QString, QString> &severities);
    /// found() follows, unless something else is read before.
    void read(const prompt::Content &content);
    [[nodiscard]] const QList<prompt::Finding> &findings() const { return m_findings; }
    /// Whether the findings are of these messages: else their places and fixes are not.
    [[nodiscard]] bool isOf(const QList<prompt::MessageTemplate> &messages) const { return !m_isBusy && m_content.messages == messages; }
    /// For the editors, by index of the message. Faults of the templates are not among them: those are marked at once, elsewhere.
    [[nodiscard]] QHash<int, QList<EditorMark>> marks() const;

Q_SIGNALS:
    void found();

private:
    void start();
    void countLongest();

    std::shared_ptr<const prompt::LintContext> m_context;
    evalset::EvalSet m_set;
    QList<run::PlannedModel> m_models;
    QMap<QString, QString> m_severities;
    QTimer *m_countTimer; ///< filling in every item for every model takes its time: only when nobody types
    prompt::Content m_content;
    QList<prompt::Finding> m_findings;
    bool m_isBusy = false;
    bool m_isStale = false;
    int m_surroundings = 0;
};

[[nodiscard]] Tone toneOf(prompt::Severity severity);

} // namespace assay::ui
