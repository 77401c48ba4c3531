// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/helpview.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QTextBlock>

namespace assay::ui {

namespace {

bool isCode(const QTextBlock &block)
{
    const QTextBlockFormat format = block.blockFormat();
    return format.hasProperty(QTextFormat::BlockCodeFence) || format.hasProperty(QTextFormat::BlockCodeLanguage);
}

} // namespace

HelpView::HelpView(QWidget *parent) : QTextBrowser(parent)
{
    setOpenLinks(false);
}

void HelpView::showPage(const QString &markdown)
{
    if (markdown == m_page)
        return;
    m_page = markdown;
    setMarkdown(markdown);
    setCode();
    moveCursor(QTextCursor::Start);
}

// The framework takes the desktop's fixed font, which need not be there, and breaks no line of an example.
void HelpView::setCode()
{
    QTextCharFormat code;
    code.setFontFamilies(theme::codeFont().families());
    code.setFontFixedPitch(true);
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        cursor.setPosition(block.position());
        if (isCode(block)) {
            QTextBlockFormat format;
            format.setNonBreakableLines(false);
            format.setBackground(theme::background(Tone::neutral));
            format.setTopMargin(isCode(block.previous()) ? 0 : theme::space(1));
            format.setBottomMargin(isCode(block.next()) ? 0 : theme::space(2));
            cursor.mergeBlockFormat(format);
            cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
            cursor.mergeCharFormat(code);
            continue;
        }
        QList<QTextLayout::FormatRange> words = block.textFormats();
        for (const QTextLayout::FormatRange &word : std::as_const(words)) {
            if (!word.format.fontFixedPitch())
                continue;
            cursor.setPosition(block.position() + word.start);
            cursor.setPosition(block.position() + word.start + word.length, QTextCursor::KeepAnchor);
            cursor.mergeCharFormat(code);
        }
    }
    cursor.endEditBlock();
}

void HelpView::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        setCode();
}

} // namespace assay::ui
