// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/textsearch.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <tuple>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("textsearch", text);
}

QRegularExpression patternOf(const SearchQuery &query)
{
    QString pattern = query.isPattern ? query.text : QRegularExpression::escape(query.text);
    if (query.isWholeWord)
        pattern = u"(?<![\\w])(?:"_s + pattern + u")(?![\\w])"_s;
    QRegularExpression::PatternOptions options = QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    options.setFlag(QRegularExpression::CaseInsensitiveOption, !query.isCaseSensitive);
    return QRegularExpression(pattern, options);
}

QString filledIn(const QString &replacement, const QRegularExpressionMatch &match)
{
    QString filled;
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        const QChar next = i + 1 < replacement.size() ? replacement.at(i + 1) : QChar();
        if (replacement.at(i) != u'\\' || next.isNull()) {
            filled += replacement.at(i);
            continue;
        }
        ++i;
        if (next >= u'0' && next <= u'9')
            filled += match.captured(next.digitValue());
        else if (next == u'n')
            filled += u'\n';
        else if (next == u't')
            filled += u'\t';
        else
            filled += next;
    }
    return filled;
}

} // namespace

Result<QList<SearchHit>> findAll(const QList<QString> &texts, const SearchQuery &query)
{
    QList<SearchHit> hits;
    if (query.text.isEmpty())
        return hits;
    const QRegularExpression pattern = patternOf(query);
    if (!pattern.isValid())
        return fail(ErrorKind::invalidInput, tr("No regular expression: %1").arg(pattern.errorString()));
    for (qsizetype i = 0; i < texts.size(); ++i) {
        qsizetype from = 0;
        while (from <= texts.at(i).size() && hits.size() < kMostHits) {
            const QRegularExpressionMatch match = pattern.match(texts.at(i), from);
            if (!match.isValid())
                return fail(ErrorKind::invalidInput, tr("The regular expression needs too many steps."));
            if (!match.hasMatch())
                break;
            if (match.capturedLength() > 0)
                hits.append({i, match.capturedStart(), match.capturedLength()});
            from = std::max(match.capturedEnd(), from + (match.capturedLength() == 0 ? match.capturedStart() - from + 1 : 0));
        }
    }
    return hits;
}

QString replacementFor(const QString &text, const SearchHit &hit, const SearchQuery &query, const QString &replacement)
{
    if (!query.isPattern)
        return replacement;
    const QRegularExpressionMatch match = patternOf(query).match(text, hit.start);
    return match.hasMatch() && match.capturedStart() == hit.start ? filledIn(replacement, match) : replacement;
}

QList<QString> replacedAll(QList<QString> texts, const QList<SearchHit> &hits, const SearchQuery &query, const QString &replacement)
{
    const QList<QString> before = texts;
    for (auto hit = hits.crbegin(); hit != hits.crend(); ++hit)
        texts[hit->text].replace(hit->start, hit->length, replacementFor(before.at(hit->text), *hit, query, replacement));
    return texts;
}

qsizetype nextHit(const QList<SearchHit> &hits, qsizetype text, qsizetype position)
{
    if (hits.isEmpty())
        return -1;
    const auto found = std::ranges::find_if(hits, [&](const SearchHit &hit) { return std::tie(hit.text, hit.start) >= std::tie(text, position); });
    return found == hits.end() ? 0 : found - hits.begin();
}

qsizetype previousHit(const QList<SearchHit> &hits, qsizetype text, qsizetype position)
{
    for (qsizetype i = hits.size() - 1; i >= 0; --i) {
        const qsizetype end = hits.at(i).start + hits.at(i).length;
        if (std::tie(hits.at(i).text, end) <= std::tie(text, position))
            return i;
    }
    return hits.size() - 1;
}

} // namespace assay::ui
