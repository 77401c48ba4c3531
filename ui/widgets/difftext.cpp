// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/difftext.h"

#include "core/prompt/diff.h"
#include "ui/theme/theme.h"
#include "ui/widgets/codeview.h"

#include <QTextCursor>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

QTextCharFormat format(prompt::DiffKind kind)
{
    QTextCharFormat made;
    const bool isRemoved = kind == prompt::DiffKind::removed;
    made.setBackground(theme::background(isRemoved ? Tone::worse : Tone::better));
    made.setFontStrikeOut(isRemoved);
    if (!isRemoved) {
        made.setUnderlineStyle(QTextCharFormat::SingleUnderline);
        made.setUnderlineColor(theme::foreground(Tone::better));
    }
    return made;
}

QTextEdit::ExtraSelection mark(CodeView *view, qsizetype start, qsizetype length, prompt::DiffKind kind)
{
    QTextEdit::ExtraSelection selection;
    selection.cursor = QTextCursor(view->document());
    selection.cursor.setPosition(static_cast<int>(start));
    selection.cursor.setPosition(static_cast<int>(start + length), QTextCursor::KeepAnchor);
    selection.format = format(kind);
    return selection;
}

} // namespace

void showWordDifference(CodeView *before, CodeView *after, const QString &beforeText, const QString &afterText)
{
    before->setPlainText(beforeText);
    after->setPlainText(afterText);
    QList<QTextEdit::ExtraSelection> beforeMarks;
    QList<QTextEdit::ExtraSelection> afterMarks;
    qsizetype beforeAt = 0;
    qsizetype afterAt = 0;
    for (const prompt::DiffPart &part : prompt::diffWords(beforeText, afterText)) {
        const qsizetype length = part.text.size();
        if (part.kind == prompt::DiffKind::removed)
            beforeMarks.append(mark(before, beforeAt, length, part.kind));
        else if (part.kind == prompt::DiffKind::added)
            afterMarks.append(mark(after, afterAt, length, part.kind));
        beforeAt += part.kind == prompt::DiffKind::added ? 0 : length;
        afterAt += part.kind == prompt::DiffKind::removed ? 0 : length;
    }
    before->setExtraSelections(beforeMarks);
    after->setExtraSelections(afterMarks);
}

void showLineDifference(CodeView *view, const QString &beforeText, const QString &afterText)
{
    QString text;
    struct Mark {
        qsizetype start;
        qsizetype length;
        prompt::DiffKind kind;
    };
    QList<Mark> marks;
    for (const prompt::DiffLine &line : prompt::diffLines(beforeText, afterText)) {
        const QString sign = line.kind == prompt::DiffKind::removed ? u"\u2212 "_s : line.kind == prompt::DiffKind::added ? u"+ "_s : u"  "_s;
        if (line.kind != prompt::DiffKind::same)
            marks.append({text.size() + sign.size(), line.text.size(), line.kind});
        text += sign + line.text + u"\n"_s;
    }
    view->setPlainText(text);
    QList<QTextEdit::ExtraSelection> selections;
    for (const Mark &each : marks)
        selections.append(mark(view, each.start, each.length, each.kind));
    view->setExtraSelections(selections);
}

} // namespace assay::ui
