// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/textchange.h"

#include <QTextDocument>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr char16_t kBlockBegin = 0xfdd0;
constexpr char16_t kBlockEnd = 0xfdd1;
constexpr qsizetype kLongStretch = 80; // about a line: no more of what was typed without a pause is lost at once

bool isOneKey(const QString &text)
{
    return text.size() == 1 || (text.size() == 2 && text.at(0).isHighSurrogate());
}

} // namespace

TextChange changeBetween(QStringView before, QStringView after, qsizetype latest)
{
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype head = 0;
    const qsizetype most = std::clamp<qsizetype>(latest, 0, shorter);
    while (head < most && before.at(head) == after.at(head))
        ++head;
    if (head > 0 && before.at(head - 1).isHighSurrogate())
        --head;
    qsizetype tail = 0;
    while (tail < shorter - head && before.at(before.size() - 1 - tail) == after.at(after.size() - 1 - tail))
        ++tail;
    if (tail > 0 && before.at(before.size() - tail).isLowSurrogate())
        --tail;
    return {head, before.sliced(head, before.size() - head - tail).toString(), after.sliced(head, after.size() - head - tail).toString()};
}

TextChange widened(const TextChange &change, QStringView before, qsizetype start, qsizetype end)
{
    const qsizetype changeEnd = change.position + change.removed.size();
    if (start >= end || end > before.size() || change.position > end || changeEnd < start)
        return change;
    const qsizetype first = std::min(start, change.position);
    const qsizetype last = std::max(end, changeEnd);
    const QString head = before.sliced(first, change.position - first).toString();
    const QString tail = before.sliced(changeEnd, last - changeEnd).toString();
    return {first, before.sliced(first, last - first).toString(), head + change.inserted + tail};
}

bool isOneKey(const TextChange &change)
{
    return isOneKey(change.inserted) || (change.inserted.isEmpty() && isOneKey(change.removed));
}

std::optional<TextChange> joined(const TextChange &first, const TextChange &second)
{
    if (!first.inserted.isEmpty() && second.removed.isEmpty()) {
        const bool isBeside = first.position + first.inserted.size() == second.position;
        const bool isLine = second.inserted == u"\n"_s || first.inserted.contains(u'\n');
        const bool isFarOn = first.inserted.size() >= kLongStretch && first.inserted.back().isSpace() && !second.inserted.front().isSpace();
        if (!isOneKey(second.inserted) || !isBeside || isLine || isFarOn)
            return std::nullopt;
        return TextChange{first.position, first.removed, first.inserted + second.inserted};
    }
    if (!first.inserted.isEmpty() || !second.inserted.isEmpty() || !isOneKey(second.removed) || first.removed.contains(u'\n') || second.removed == u"\n"_s)
        return std::nullopt;
    if (second.position + second.removed.size() == first.position) // backspace
        return TextChange{second.position, second.removed + first.removed, {}};
    if (second.position == first.position) // delete
        return TextChange{first.position, first.removed + second.removed, {}};
    return std::nullopt;
}

QString textOf(const QTextDocument &document)
{
    QString text = document.toRawText();
    return text.replace(QChar(QChar::ParagraphSeparator), u'\n');
}

QString editable(QString text)
{
    text.replace(u"\r\n"_s, u"\n"_s);
    for (const QChar lineEnd : {QChar(u'\r'), QChar(QChar::ParagraphSeparator)})
        text.replace(lineEnd, u'\n');
    for (const char16_t own : {kBlockBegin, kBlockEnd})
        text.remove(QChar(own));
    return text;
}

} // namespace assay::ui
