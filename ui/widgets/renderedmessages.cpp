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

void underlineVariables(CodeView *view, const prompt::RenderedText &rendered)
{
    QList<QTextEdit::ExtraSelection> marks;
    for (const prompt::Span &span : rendered.spans) {
        if (!span.isVariable())
            continue;
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(view->document());
        mark.cursor.setPosition(static_cast<int>(span.start));
        mark.cursor.setPosition(static_cast<int>(span.start + span.length), QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::DotLine);
        mark.format.setUnderlineColor(theme::foreground(Tone::accent));
        mark.format.setToolTip(span.variable);
        marks.append(mark);
    }
    view->setExtraSelections(marks);
}

} // namespace

void addRenderedMessages(QVBoxLayout *column, const QList<prompt::RenderedMessage> &messages)
{
    QWidget *parent = column->parentWidget();
    for (const prompt::RenderedMessage &message : messages) {
        auto *role = new QLabel(tokens::toText(message.role), parent);
        role->setProperty("secondary", true);
        role->setFont(theme::smallFont());
        auto *text = new CodeView(parent);
        text->setReadOnly(true);
        text->setLanguage(guessLanguage(message.rendered.text));
        text->setPlainText(message.rendered.text);
        text->setHeightInLines(1, kMostLines);
        text->setAccessibleName(QCoreApplication::translate("renderedmessages", "%1 message").arg(role->text()));
        underlineVariables(text, message.rendered);
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
