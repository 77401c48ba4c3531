// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/messageeditor.h"

#include "ui/format/format.h"
#include "ui/pages/prompts/draghandle.h"
#include "ui/widgets/offer.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QToolButton>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kFirstLine = 200;
}

MessageEditor::MessageEditor(int id, EditorLook &look, QWidget *parent)
    : QFrame(parent),
      m_id(id),
      m_handle(new DragHandle(this)),
      m_fold(new QToolButton(this)),
      m_role(new QComboBox(this)),
      m_base(new QComboBox(this)),
      m_first(new QLabel(this)),
      m_tokens(new QLabel(this)),
      m_text(new TemplateEditor(look, true, this))
{
    setProperty("card", true);
    m_up = button(u"arrow-up"_s, u"moveUpToolButton"_s, tr("Move up (Alt+Up)"));
    m_down = button(u"arrow-down"_s, u"moveDownToolButton"_s, tr("Move down (Alt+Down)"));
    m_remove = button(u"edit-delete"_s, u"removeToolButton"_s, tr("Remove this message"));
    m_text->setPlaceholderText(tr("Text, with {{ variables }} from the items"));
    makeHead();
    setTabOrder(m_remove, m_text); // the keys go as the eye does: along the head, and then into the text
    connectParts();
    updateFold();
}

void MessageEditor::makeHead()
{
    for (const tokens::Role role : {tokens::Role::system, tokens::Role::user, tokens::Role::assistant})
        m_role->addItem(tokens::toText(role));
    m_role->setObjectName(u"roleComboBox"_s);
    m_role->setAccessibleName(tr("Role"));
    m_role->setToolTip(tr("Who says this. An assistant message is an example of a good answer."));
    for (const BaseSyntax syntax : {BaseSyntax::markdown, BaseSyntax::json, BaseSyntax::xml, BaseSyntax::plain})
        m_base->addItem(nameOf(syntax));
    m_base->setObjectName(u"syntaxComboBox"_s);
    m_base->setAccessibleName(tr("What the text is"));
    m_base->setToolTip(tr("What the text around the variables is highlighted as. The model does not see this."));
    m_fold->setObjectName(u"foldToolButton"_s);
    m_fold->setCheckable(true);
    m_fold->setAutoRaise(true);
    m_first->setProperty("secondary", true);
    m_first->setTextFormat(Qt::PlainText);
    m_first->setMinimumWidth(0);
    m_first->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_tokens->setObjectName(u"messageTokensLabel"_s);
    m_tokens->setProperty("secondary", true);
    m_tokens->setFont(theme::smallFont());

    auto *head = new QHBoxLayout;
    head->setSpacing(theme::space(1));
    for (QWidget *each : QList<QWidget *>{m_handle, m_fold, m_role, m_base})
        head->addWidget(each);
    head->addWidget(m_first, 1);
    for (QWidget *each : QList<QWidget *>{m_tokens, m_up, m_down, m_remove})
        head->addWidget(each);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::space(2), theme::space(1), theme::space(2), theme::space(2));
    column->setSpacing(theme::space(1));
    column->addLayout(head);
    column->addWidget(m_text);
}

void MessageEditor::connectParts()
{
    connect(m_role, &QComboBox::activated, this, [this](int index) { Q_EMIT roleChosen(static_cast<tokens::Role>(index)); });
    connect(m_base, &QComboBox::activated, this, [this](int index) {
        m_text->setBase(static_cast<BaseSyntax>(index));
        Q_EMIT syntaxChosen(m_text->base());
    });
    connect(m_fold, &QToolButton::toggled, this, [this] {
        updateFold();
        Q_EMIT foldToggled();
    });
    connect(m_up, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(1); });
    connect(m_remove, &QToolButton::clicked, this, &MessageEditor::removeRequested);
    connect(m_handle, &DragHandle::dragged, this, &MessageEditor::dragged);
    connect(m_handle, &DragHandle::dropped, this, &MessageEditor::dropped);
    connect(m_handle, &DragHandle::cancelled, this, &MessageEditor::dragCancelled);
}

QToolButton *MessageEditor::button(const QString &icon, const QString &name, const QString &toolTip)
{
    auto *made = new QToolButton(this);
    made->setIcon(theme::icon(icon));
    made->setObjectName(name);
    made->setToolTip(toolTip);
    made->setAccessibleName(toolTip);
    return made;
}

void MessageEditor::setMessage(const prompt::MessageTemplate &message)
{
    setRole(message.role);
    m_text->setText(message.text);
    setBase(guessBase(message.text));
}

void MessageEditor::setRole(tokens::Role role)
{
    m_role->setCurrentIndex(static_cast<int>(role));
}

void MessageEditor::setBase(BaseSyntax syntax)
{
    m_base->setCurrentIndex(static_cast<int>(syntax));
    m_text->setBase(syntax);
}

void MessageEditor::setReadOnly(const QString &because)
{
    const bool readOnly = !because.isEmpty();
    m_text->setReadOnly(readOnly);
    offer(*m_role, because);
    m_handle->setVisible(!readOnly);
    for (QToolButton *each : {m_up, m_down, m_remove})
        each->setVisible(!readOnly);
}

void MessageEditor::setNumber(int number, int count)
{
    setObjectName(u"message%1Frame"_s.arg(number));
    m_text->setObjectName(u"message%1PlainTextEdit"_s.arg(number));
    m_text->setAccessibleName(tr("Message %1, %2").arg(number).arg(m_role->currentText()));
    m_handle->setObjectName(u"message%1DragHandle"_s.arg(number));
    offer(*m_up, number > 1 ? QString() : tr("It is the first message."));
    offer(*m_down, number < count ? QString() : tr("It is the last message."));
    offer(*m_remove, count > 1 ? QString() : tr("A version has at least one message."));
}

void MessageEditor::setTokens(const QString &text, const QString &toolTip)
{
    m_tokens->setText(text);
    m_tokens->setToolTip(toolTip);
}

void MessageEditor::setFolded(bool folded)
{
    m_fold->setChecked(folded);
}

bool MessageEditor::isFolded() const
{
    return m_fold->isChecked();
}

void MessageEditor::takeKeyboard()
{
    (isFolded() ? static_cast<QWidget *>(m_fold) : m_text)->setFocus(Qt::ShortcutFocusReason);
}

void MessageEditor::updateFold()
{
    const bool folded = m_fold->isChecked();
    m_fold->setArrowType(folded ? Qt::RightArrow : Qt::DownArrow);
    m_fold->setToolTip(folded ? tr("Unfold (Ctrl+Shift+M)") : tr("Fold to one line (Ctrl+Shift+M)"));
    m_fold->setAccessibleName(folded ? tr("Unfold") : tr("Fold"));
    if (folded && m_text->hasFocus())
        m_fold->setFocus(); // else the next message had it
    m_text->setVisible(!folded);
    m_base->setVisible(!folded);
    m_first->setText(folded ? format::oneLine(m_text->text().trimmed(), kFirstLine) : QString());
}

} // namespace assay::ui
