// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/source.h"

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPieceLength = 80;

qsizetype startOfLine(QStringView source, qsizetype offset)
{
    return offset == 0 ? 0 : source.lastIndexOf(u'\n', offset - 1) + 1;
}

} // namespace

Place placeOf(QStringView source, qsizetype offset)
{
    offset = qBound(qsizetype(0), offset, source.size());
    Place place;
    place.line = source.first(offset).count(u'\n') + 1;
    for (const QChar unit : source.sliced(startOfLine(source, offset), offset - startOfLine(source, offset)))
        place.column += unit.isLowSurrogate() ? 0 : 1;
    return place;
}

QString pieceOf(QStringView source, qsizetype offset)
{
    offset = qBound(qsizetype(0), offset, source.size());
    const qsizetype lineStart = startOfLine(source, offset);
    const qsizetype lineEnd = source.indexOf(u'\n', offset);
    const QStringView line = source.sliced(lineStart, (lineEnd < 0 ? source.size() : lineEnd) - lineStart);
    if (line.size() <= kPieceLength)
        return line.trimmed().toString();
    qsizetype from = qMax(qsizetype(0), offset - lineStart - kPieceLength / 4);
    if (from > 0 && line.at(from).isLowSurrogate())
        --from;
    qsizetype to = qMin(line.size(), from + kPieceLength);
    if (to < line.size() && line.at(to).isLowSurrogate())
        --to;
    QString piece = line.sliced(from, to - from).trimmed().toString();
    if (from > 0)
        piece.prepend(u'…');
    if (to < line.size())
        piece.append(u'…');
    return piece;
}

Error errorAt(ErrorKind kind, const SourceText &source, qsizetype offset, const QString &message, const QString &hint)
{
    const Place place = placeOf(source.text, offset);
    const Error error = Error{.kind = kind, .message = message, .hint = hint, .context = {}, .retryAfter = {}}
                            .with(u"line"_s, place.line)
                            .with(u"column"_s, place.column)
                            .with(u"source"_s, pieceOf(source.text, offset));
    return source.name.isEmpty() ? error : error.with(u"snippet"_s, source.name.toString());
}

} // namespace assay::prompt
