// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/renderedmessages.h"

#include "ui/theme/theme.h"
#include "ui/widgets/codeview.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QLabel>

#include <algorithm>

namespace assay::ui {

namespace {

constexpr int kMostLines = 2'000; // what is around it scrolls: two scroll bars side by side are one too many

QString originOf(const prompt::Span &span)
{
    QStringList names = span.isVariable() ? QStringList{span.variable} + span.others : QStringList();
    if (!span.snippet.isEmpty())
        names.append(QCoreApplication::translate("renderedmessages", "snippet %1").arg(span.snippet));
    return names.join(u", ");
}

// What came from variables has dots under it and a quiet colour; what came from a snippet a colour of its own.
void markOrigins(CodeView *view, const prompt::RenderedText &rendered)
{
    QList<QTextEdit::ExtraSelection> marks;
    for (const prompt::Span &span : rendered.spans) {
        if (!span.isVariable() && span.snippet.isEmpty())
            continue;
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(view->document());
        mark.cursor.setPosition(static_cast<int>(span.start));
        mark.cursor.setPosition(static_cast<int>(span.start + span.length), QTextCursor::KeepAnchor);
        if (span.isVariable()) {
            mark.format.setUnderlineStyle(QTextCharFormat::DotLine);
            mark.format.setUnderlineColor(theme::foreground(Tone::accent));
            mark.format.setBackground(theme::background(Tone::accent));
        } else {
            mark.format.setBackground(theme::background(Tone::simulated));
        }
        mark.format.setToolTip(originOf(span));
        marks.append(mark);
    }
    view->setExtraSelections(marks);
}

QString captionOf(const prompt::RenderedMessage &message)
{
    const QString who = tokens::toText(message.role);
    return message.example.isEmpty() ? who : QCoreApplication::translate("renderedmessages", "%1, example %2").arg(who, message.example);
}

// Only what differs is written, so that a long text is not laid out and highlighted anew for one letter.
void replaceText(CodeView *view, const QString &text)
{
    const QString before = view->toPlainText();
    const qsizetype shorter = std::min(before.size(), text.size());
    qsizetype head = 0;
    while (head < shorter && before.at(head) == text.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && before.at(before.size() - 1 - tail) == text.at(text.size() - 1 - tail))
        ++tail;
    QTextCursor cursor(view->document());
    cursor.setPosition(static_cast<int>(head));
    cursor.setPosition(static_cast<int>(before.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(text.sliced(head, text.size() - head - tail));
}

} // namespace

void addRenderedMessages(QVBoxLayout *column, const QList<prompt::RenderedMessage> &messages)
{
    QWidget *parent = column->parentWidget();
    for (const prompt::RenderedMessage &message : messages) {
        auto *role = new QLabel(captionOf(message), parent);
        role->setProperty("secondary", true);
        role->setFont(theme::smallFont());
        auto *text = new CodeView(parent);
        text->setReadOnly(true);
        text->setUndoRedoEnabled(false);
        text->setLanguage(guessLanguage(message.rendered.text));
        text->setPlainText(message.rendered.text);
        text->setHeightInLines(1, kMostLines);
        text->setAccessibleName(QCoreApplication::translate("renderedmessages", "%1 message").arg(role->text()));
        markOrigins(text, message.rendered);
        column->addWidget(role);
        column->addWidget(text);
    }
    column->addStretch();
}

void updateRenderedMessages(QVBoxLayout *column, const QList<prompt::RenderedMessage> &messages)
{
    QList<std::pair<QLabel *, CodeView *>> shown;
    for (int i = 0; i + 1 < column->count(); i += 2) {
        auto *role = qobject_cast<QLabel *>(column->itemAt(i)->widget());
        auto *text = qobject_cast<CodeView *>(column->itemAt(i + 1)->widget());
        if (role != nullptr && text != nullptr)
            shown.append({role, text});
    }
    if (shown.size() != messages.size()) {
        clearRenderedMessages(column);
        addRenderedMessages(column, messages);
        return;
    }
    for (qsizetype i = 0; i < shown.size(); ++i) {
        const auto &[role, text] = shown.at(i);
        role->setText(captionOf(messages.at(i)));
        replaceText(text, messages.at(i).rendered.text);
        markOrigins(text, messages.at(i).rendered);
    }
}

void clearRenderedMessages(QVBoxLayout *column)
{
    while (QLayoutItem *item = column->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

} // namespace assay::ui
