// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/renderedmessages.h"

#include "ui/theme/theme.h"
#include "ui/widgets/codeview.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QLabel>

namespace assay::ui {

namespace {

constexpr int kMostLines = 30;

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

} // namespace

void addRenderedMessages(QVBoxLayout *column, const QList<prompt::RenderedMessage> &messages)
{
    QWidget *parent = column->parentWidget();
    for (const prompt::RenderedMessage &message : messages) {
        const QString who = tokens::toText(message.role);
        auto *role = new QLabel(message.example.isEmpty() ? who : QCoreApplication::translate("renderedmessages", "%1, example %2").arg(who, message.example), parent);
        role->setProperty("secondary", true);
        role->setFont(theme::smallFont());
        auto *text = new CodeView(parent);
        text->setReadOnly(true);
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

void clearRenderedMessages(QVBoxLayout *column)
{
    while (QLayoutItem *item = column->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

} // namespace assay::ui
