// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/messagelist.h"

#include "ui/pages/prompts/promptdraft.h"
#include "ui/widgets/wheelguard.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kDropLine = 3;
constexpr int kMargin = 60; // above and below the cursor
} // namespace

MessageList::MessageList(PromptDraft &draft, EditorLook &look, QWidget *parent)
    : QScrollArea(parent),
      m_draft(draft),
      m_look(look),
      m_body(new QWidget(this)),
      m_column(new QVBoxLayout(m_body)),
      m_add(new QPushButton(tr("+ message"), m_body)),
      m_dropLine(new QFrame(m_body)),
      m_wheel(new WheelGuard(*m_body)),
      m_words(std::make_shared<const CompletionWords>())
{
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_column->setContentsMargins(0, 0, theme::space(1), 0);
    m_column->setSpacing(theme::space(2));
    m_add->setObjectName(u"addMessagePushButton"_s);
    m_add->setToolTip(tr("A new message at the end (Ctrl+Shift+A)"));
    m_column->addWidget(m_add, 0, Qt::AlignLeft);
    m_column->addStretch();
    m_dropLine->setFixedHeight(kDropLine);
    m_dropLine->hide();
    setWidget(m_body);

    connect(m_add, &QPushButton::clicked, this, &MessageList::addMessage);
    connect(&m_draft, &PromptDraft::shown, this, &MessageList::refill);
    connect(&m_draft, &PromptDraft::textChanged, this, &MessageList::applyChange);
    connect(&m_draft, &PromptDraft::messageAdded, this, [this](int id) { add(id); });
    connect(&m_draft, &PromptDraft::messageRemoved, this, [this](int id) {
        takeOut(m_editors.take(id));
    });
    connect(&m_draft, &PromptDraft::orderChanged, this, &MessageList::arrange);
    connect(&m_draft, &PromptDraft::roleChanged, this, [this](int id) {
        if (MessageEditor *changed = editorOf(id))
            changed->setRole(m_draft.message(id).role);
        arrange();
    });
}

void MessageList::addBelow(QWidget *widget)
{
    m_column->insertWidget(m_column->count() - 1, widget);
    m_wheel->watch(*widget);
    for (TemplateEditor *editor : widget->findChildren<TemplateEditor *>()) {
        connect(editor, &TemplateEditor::zoomRequested, this, &MessageList::zoomRequested);
        connect(editor, &TemplateEditor::editRefused, this, &MessageList::editRefused);
        connect(editor, &TemplateEditor::cursorMoved, this, [this, editor](const QRect &cursor) {
            QTimer::singleShot(0, editor, [this, editor, cursor] { bringIntoSight(*editor, cursor); });
        });
    }
}

QStringList MessageList::texts() const
{
    QStringList list;
    for (int i = 0; i < m_column->count(); ++i) {
        if (auto *message = qobject_cast<MessageEditor *>(m_column->itemAt(i)->widget()))
            list.append(message->editor().text());
    }
    return list;
}

void MessageList::refill()
{
    const QStringList before = texts();
    for (MessageEditor *editor : std::exchange(m_editors, {}))
        takeOut(editor);
    for (const int id : m_draft.ids())
        add(id);
    m_add->setVisible(!m_draft.isReadOnly());
    arrange();
    if (texts() != before) // a draft begun from what is shown stays where it is read
        verticalScrollBar()->setValue(0);
}

void MessageList::takeOut(MessageEditor *editor)
{
    if (editor == nullptr)
        return;
    m_column->removeWidget(editor);
    editor->hide();
    editor->setParent(nullptr); // nobody finds it any more
    editor->deleteLater();
}

MessageEditor *MessageList::add(int id)
{
    auto *made = new MessageEditor(id, m_look, m_body);
    m_editors.insert(id, made);
    m_wheel->watch(*made);
    made->setMessage(m_draft.message(id));
    if (const auto chosen = m_draft.syntax(id))
        made->setBase(*chosen);
    made->setReadOnly(m_draft.againstChanging());
    TemplateEditor &editor = made->editor();
    editor.setWords(m_words);
    connect(&editor, &TemplateEditor::changed, this, [this, id, source = &editor](const TextChange &change) { m_draft.editText(id, change, source); });
    connect(&editor, &TemplateEditor::cursorMoved, this, [this, made](const QRect &cursor) {
        m_lastFocused = made->id();
        // After the layout: a line that was added makes the editor higher.
        QTimer::singleShot(0, made, [this, made, cursor] { bringIntoSight(made->editor(), cursor); });
    });
    connect(&editor, &TemplateEditor::zoomRequested, this, &MessageList::zoomRequested);
    connect(&editor, &TemplateEditor::editRefused, this, &MessageList::editRefused);
    connect(made, &MessageEditor::roleChosen, this, [this, id](tokens::Role role) { m_draft.setRole(id, role); });
    connect(made, &MessageEditor::syntaxChosen, this, [this, id](BaseSyntax syntax) { m_draft.setSyntax(id, syntax); });
    connect(made, &MessageEditor::removeRequested, this, [this, id] { m_draft.removeMessage(id); });
    connect(made, &MessageEditor::moveRequested, this, [this, id](int by) { m_draft.moveMessage(id, m_draft.indexOf(id) + by); });
    connect(made, &MessageEditor::dragged, this, &MessageList::showDrop);
    connect(made, &MessageEditor::dropped, this, [this, id](const QPoint &place) { drop(id, place); });
    connect(made, &MessageEditor::dragCancelled, m_dropLine, &QWidget::hide);
    return made;
}

void MessageList::arrange()
{
    const QList<int> &ids = m_draft.ids();
    const QWidget *focused = window()->focusWidget();
    QWidget *before = nullptr;
    for (int i = 0; i < ids.size(); ++i) {
        MessageEditor *editor = editorOf(ids.at(i));
        if (editor == nullptr)
            continue;
        if (m_column->indexOf(editor) != i) {
            m_column->removeWidget(editor);
            m_column->insertWidget(i, editor);
        }
        editor->show();
        editor->setNumber(i + 1, static_cast<int>(ids.size()));
        if (before != nullptr)
            QWidget::setTabOrder(before, editor);
        before = editor;
    }
    if (before != nullptr)
        QWidget::setTabOrder(before, m_add);
    if (focused != nullptr && isAncestorOf(focused))
        QTimer::singleShot(0, this, [this, id = m_lastFocused] {
            if (const MessageEditor *moved = editorOf(id))
                ensureWidgetVisible(const_cast<MessageEditor *>(moved), 0, 0);
        });
}

void MessageList::applyChange(int id, const TextChange &change, const QObject *source)
{
    MessageEditor *message = editorOf(id);
    if (message == nullptr || source == &message->editor())
        return;
    message->setFolded(false);
    message->editor().apply(change);
}

void MessageList::bringIntoSight(const TemplateEditor &editor, const QRect &cursor)
{
    if (!m_body->isAncestorOf(&editor) || !editor.isVisibleTo(m_body)) // something else is shown meanwhile
        return;
    const QPoint place = editor.mapTo(m_body, cursor.bottomLeft());
    ensureVisible(0, place.y(), 0, std::min(kMargin, viewport()->height() / 4));
}

void MessageList::setWords(const std::shared_ptr<const CompletionWords> &words)
{
    m_words = words;
    for (MessageEditor *each : std::as_const(m_editors))
        each->editor().setWords(words);
}

MessageEditor *MessageList::editorAt(qsizetype index) const
{
    return index >= 0 && index < m_draft.ids().size() ? editorOf(m_draft.ids().at(index)) : nullptr;
}

MessageEditor *MessageList::current() const
{
    MessageEditor *last = editorOf(m_lastFocused);
    return last != nullptr ? last : editorAt(0);
}

void MessageList::showPlace(qsizetype index, const Span &span, bool takesFocus)
{
    MessageEditor *message = editorAt(index);
    if (message == nullptr)
        return;
    message->setFolded(false);
    if (takesFocus)
        message->editor().setFocus(Qt::OtherFocusReason);
    message->editor().select(span);
}

void MessageList::focusFirst()
{
    if (MessageEditor *first = editorAt(0))
        first->editor().setFocus();
}

void MessageList::focusCurrent()
{
    if (MessageEditor *last = current())
        last->takeKeyboard();
}

void MessageList::moveCurrent(int by)
{
    if (const MessageEditor *message = current())
        m_draft.moveMessage(message->id(), m_draft.indexOf(message->id()) + by);
}

void MessageList::toggleFold()
{
    if (MessageEditor *message = current())
        message->setFolded(!message->isFolded());
}

void MessageList::addMessage()
{
    const int id = m_draft.addMessage(m_draft.ids().size(), {tokens::Role::user, {}});
    if (MessageEditor *added = editorOf(id))
        added->editor().setFocus(Qt::OtherFocusReason);
}

// ── dragging ────────────────────────────────────────────────────────────────────────────────────────────────────────

int MessageList::gapAt(const QPoint &place) const
{
    const int y = m_body->mapFromGlobal(place).y();
    int gap = 0;
    for (const int id : m_draft.ids()) {
        if (y > editorOf(id)->geometry().center().y())
            ++gap;
    }
    return gap;
}

void MessageList::showDrop(const QPoint &place)
{
    const int gap = gapAt(place);
    const bool isLast = gap >= m_draft.ids().size();
    const QRect beside = editorAt(isLast ? m_draft.ids().size() - 1 : gap)->geometry();
    const int y = isLast ? beside.bottom() + theme::space(1) : beside.top() - theme::space(1) - kDropLine / 2;
    m_dropLine->setStyleSheet(u"background: %1;"_s.arg(theme::foreground(Tone::accent).name()));
    m_dropLine->setGeometry(beside.left(), std::max(0, y), beside.width(), kDropLine);
    m_dropLine->show();
    m_dropLine->raise();
    const QPoint inBody = m_body->mapFromGlobal(place);
    ensureVisible(0, inBody.y(), 0, kMargin);
}

void MessageList::drop(int id, const QPoint &place)
{
    m_dropLine->hide();
    const int gap = gapAt(place);
    m_draft.moveMessage(id, gap > m_draft.indexOf(id) ? gap - 1 : gap);
}

} // namespace assay::ui
