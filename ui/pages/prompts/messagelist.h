// SPDX-License-Identifier: GPL-3.0-or-later
// The messages of a prompt, one editor below the other; they can be added, removed and moved.
#pragma once

#include "core/prompt/promptversion.h"

#include <QScrollArea>

class QPushButton;
class QVBoxLayout;

namespace assay::ui {

class MessageEditor;

class MessageList final : public QScrollArea {
    Q_OBJECT

public:
    explicit MessageList(QWidget *parent);

    void setMessages(const QList<prompt::MessageTemplate> &messages, bool isReadOnly);
    [[nodiscard]] QList<prompt::MessageTemplate> messages() const;
    void clearProblem(int message);
    void setProblem(int message, const Error &error); ///< marked at the error's line and column
    void focusFirst();

Q_SIGNALS:
    void edited();

private:
    MessageEditor *add(const prompt::MessageTemplate &message);
    void move(MessageEditor *editor, int by);
    void renumber();

    QVBoxLayout *m_column;
    QPushButton *m_add;
    QList<MessageEditor *> m_editors;
};

} // namespace assay::ui
