// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with the templates of a draft, marked in the editors a moment after a key, and which variables they need.
#pragma once

#include "ui/editor/templateeditor.h"

#include <QHash>
#include <QMap>

class QTimer;

namespace assay::ui {

class MessageList;
class PromptDraft;

class DraftChecks final : public QObject {
    Q_OBJECT

public:
    /// Both outlive it.
    DraftChecks(PromptDraft &draft, MessageList &messages, QObject *parent);

    [[nodiscard]] bool hasFaults() const;
    struct Problem {
        QString line;  ///< "message 1, line 1, column 47: …", a long hint cut
        QString whole; ///< with all of the hint
    };
    [[nodiscard]] QList<Problem> problems() const;
    [[nodiscard]] const QStringList &variables() const { return m_variables; }
    /// What something else found, by index of the message; kept until it is set again.
    void setFindings(const QHash<int, QList<EditorMark>> &marks);
    void setSnippets(const QMap<QString, QString> &texts); ///< of the workspace, name to text: those that a draft includes
    void checkNow();

Q_SIGNALS:
    void checked();

private:
    struct Checked {
        QString text;
        QList<EditorMark> faults;
        QList<Problem> problems; ///< of the faults, without their message's number
        QStringList variables;
    };
    [[nodiscard]] Checked checkedText(const QString &text) const;

    PromptDraft &m_draft;
    MessageList &m_messages;
    QTimer *m_timer;
    QHash<int, Checked> m_checked; ///< by id
    QHash<int, QList<EditorMark>> m_findings;
    QMap<QString, QString> m_snippets;
    QStringList m_variables;
};

} // namespace assay::ui
