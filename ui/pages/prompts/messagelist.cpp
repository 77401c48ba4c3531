// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/messagelist.h"

#include "ui/pages/prompts/messageeditor.h"
#include "ui/theme/theme.h"
#include "ui/widgets/codeview.h"

#include <QBoxLayout>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace assay::ui {

using namespace Qt::StringLiterals;

MessageList::MessageList(QWidget *parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    auto *body = new QWidget(this);
    m_column = new QVBoxLayout(body);
    m_column->setContentsMargins(0, 0, theme::space(1), 0);
    m_column->setSpacing(theme::space(2));
    m_add = new QPushButton(tr("+ message"), body);
    m_add->setObjectName(u"addMessagePushButton"_s);
    m_column->addWidget(m_add, 0, Qt::AlignLeft);
    m_column->addStretch();
    setWidget(body);
    connect(m_add, &QPushButton::clicked, this, [this] {
        add({tokens::Role::user, {}})->editor()->setFocus();
        renumber();
        Q_EMIT edited();
    });
}

void MessageList::setMessages(const QList<prompt::MessageTemplate> &messages, bool isReadOnly)
{
    for (MessageEditor *editor : std::exchange(m_editors, {}))
        editor->deleteLater();
    for (const prompt::MessageTemplate &message : messages)
        add(message)->setReadOnly(isReadOnly);
    renumber();
    m_add->setVisible(!isReadOnly);
}

QList<prompt::MessageTemplate> MessageList::messages() const
{
    QList<prompt::MessageTemplate> messages;
    for (const MessageEditor *editor : m_editors)
        messages.append(editor->message());
    return messages;
}

void MessageList::clearProblem(int message)
{
    m_editors.at(message)->editor()->clearProblem();
}

void MessageList::setProblem(int message, const Error &error)
{
    m_editors.at(message)->editor()->setProblem(error.contextValue(u"line").toInt(), error.contextValue(u"column").toInt(), error.message);
}

void MessageList::focusFirst()
{
    if (!m_editors.isEmpty())
        m_editors.first()->editor()->setFocus();
}

MessageEditor *MessageList::add(const prompt::MessageTemplate &message)
{
    auto *editor = new MessageEditor(m_column->parentWidget());
    editor->setMessage(message);
    m_column->insertWidget(static_cast<int>(m_editors.size()), editor);
    m_editors.append(editor);
    connect(editor, &MessageEditor::edited, this, &MessageList::edited);
    connect(editor, &MessageEditor::removeRequested, this, [this, editor] {
        m_editors.removeOne(editor);
        editor->deleteLater();
        renumber();
        Q_EMIT edited();
    });
    connect(editor, &MessageEditor::moveRequested, this, [this, editor](int by) { move(editor, by); });
    return editor;
}

void MessageList::move(MessageEditor *editor, int by)
{
    const qsizetype from = m_editors.indexOf(editor);
    const qsizetype to = std::clamp<qsizetype>(from + by, 0, m_editors.size() - 1);
    m_editors.move(from, to);
    m_column->removeWidget(editor);
    m_column->insertWidget(static_cast<int>(to), editor);
    renumber();
    Q_EMIT edited();
}

void MessageList::renumber()
{
    for (int i = 0; i < m_editors.size(); ++i)
        m_editors.at(i)->setNumber(i + 1, static_cast<int>(m_editors.size()));
}

} // namespace assay::ui
