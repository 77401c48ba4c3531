// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/messageeditor.h"

#include "ui/theme/theme.h"
#include "ui/widgets/codeview.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QToolButton>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kLeastLines = 3;
constexpr int kMostLines = 28;
} // namespace

MessageEditor::MessageEditor(QWidget *parent) : QFrame(parent), m_role(new QComboBox(this)), m_text(new CodeView(this))
{
    setProperty("card", true);
    for (const tokens::Role role : {tokens::Role::system, tokens::Role::user, tokens::Role::assistant})
        m_role->addItem(tokens::toText(role));
    m_role->setAccessibleName(tr("Role"));
    m_role->setToolTip(tr("Who says this. An assistant message is an example of a good answer."));
    m_text->setLanguage(Language::promptTemplate);
    m_text->setLineNumbersShown(true);
    m_text->setHeightInLines(kLeastLines, kMostLines);
    m_text->setPlaceholderText(tr("Text, with {{ variables }} from the items"));
    m_up = button(u"arrow-up"_s, tr("Move up"));
    m_down = button(u"arrow-down"_s, tr("Move down"));
    m_remove = button(u"edit-delete"_s, tr("Remove this message"));

    auto *head = new QHBoxLayout;
    head->addWidget(m_role);
    head->addStretch();
    head->addWidget(m_up);
    head->addWidget(m_down);
    head->addWidget(m_remove);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space(2), theme::space(2), theme::space(2), theme::space(2));
    column->setSpacing(theme::space(1));
    column->addLayout(head);
    column->addWidget(m_text);

    connect(m_role, &QComboBox::activated, this, &MessageEditor::edited);
    connect(m_text, &QPlainTextEdit::textChanged, this, &MessageEditor::edited);
    connect(m_up, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(1); });
    connect(m_remove, &QToolButton::clicked, this, &MessageEditor::removeRequested);
}

QToolButton *MessageEditor::button(const QString &icon, const QString &toolTip)
{
    auto *made = new QToolButton(this);
    made->setIcon(theme::icon(icon));
    made->setToolTip(toolTip);
    made->setAccessibleName(toolTip);
    return made;
}

void MessageEditor::setMessage(const prompt::MessageTemplate &message)
{
    const QSignalBlocker quiet(m_text);
    m_role->setCurrentIndex(static_cast<int>(message.role));
    m_text->setPlainText(message.text);
}

prompt::MessageTemplate MessageEditor::message() const
{
    return {static_cast<tokens::Role>(m_role->currentIndex()), m_text->toPlainText()};
}

void MessageEditor::setReadOnly(bool readOnly)
{
    m_isReadOnly = readOnly;
    m_text->setReadOnly(readOnly);
    m_role->setEnabled(!readOnly);
    for (QToolButton *button : {m_up, m_down, m_remove})
        button->setVisible(!readOnly);
}

void MessageEditor::setNumber(int number, int count)
{
    m_text->setObjectName(u"message%1PlainTextEdit"_s.arg(number));
    m_text->setAccessibleName(tr("Message %1, %2").arg(number).arg(m_role->currentText()));
    m_up->setEnabled(number > 1);
    m_down->setEnabled(number < count);
    m_remove->setEnabled(count > 1);
}

} // namespace assay::ui
