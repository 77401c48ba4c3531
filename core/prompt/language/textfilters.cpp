// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/access.h"
#include "core/prompt/language/filterfunctions.h"
#include "core/prompt/language/longtext.h"

namespace assay::prompt::filters {

using namespace Qt::StringLiterals;

namespace {

QString capitalized(QStringView text)
{
    const qsizetype first = offsetOfCodePoint(text, 1);
    return inCapitals(text.first(first)) + inSmallLetters(text.sliced(first));
}

// Between the characters and at both ends, as both engines do for an empty text to replace.
QString spread(const QString &text, const QString &between, qsizetype most)
{
    QString result;
    qsizetype done = 0;
    for (const QString &character : codePoints(text)) {
        if (done++ < most)
            result += between;
        result += character;
    }
    if (done < most)
        result += between;
    return result;
}

// Some letters become two or three.
Value grown(FilterCall &call, QString text)
{
    return text.size() <= kLargestText || call.run.allowText(text.size()) ? Value(std::move(text)) : Value();
}

} // namespace

Value upper(FilterCall &call)
{
    return grown(call, inCapitals(call.text()));
}

Value lower(FilterCall &call)
{
    return grown(call, inSmallLetters(call.text()));
}

Value capitalize(FilterCall &call)
{
    return Value(capitalized(call.text()));
}

Value title(FilterCall &call)
{
    const QString text = call.text();
    QString result;
    result.reserve(text.size());
    qsizetype from = 0;
    while (true) {
        const qsizetype blank = text.indexOf(u' ', from);
        const qsizetype to = blank < 0 ? text.size() : blank;
        if (!call.run.spend())
            return {};
        result += capitalized(QStringView(text).sliced(from, to - from));
        if (blank < 0)
            return Value(result);
        result += u' ';
        from = blank + 1;
    }
}

Value toText(FilterCall &call)
{
    if (call.input.list() || call.input.mapping())
        return toJson(call);
    return Value(call.text());
}

Value trim(FilterCall &call)
{
    const QString text = call.text();
    const QString characters = call.textArgument(0, {});
    if (characters.isEmpty())
        return Value(text.trimmed());
    if (!call.run.spend(text.size() / 8 * (1 + characters.size() / 8)))
        return {};
    QStringView rest = text;
    while (!rest.isEmpty() && characters.contains(rest.front()))
        rest = rest.sliced(1);
    while (!rest.isEmpty() && characters.contains(rest.back()))
        rest.chop(1);
    return Value(rest.toString());
}

Value replace(FilterCall &call)
{
    const QString text = call.text();
    const QString old = call.textArgument(0, {});
    const QString with = call.textArgument(1, {});
    const qint64 limit = call.integerArgument(2, -1);
    const qsizetype most = limit < 0 ? std::numeric_limits<qsizetype>::max() : limit;
    const bool growsNot = limit < 0 && !old.isEmpty() && with.size() <= old.size();
    if (growsNot && !call.run.hasFailed() && call.run.spendOnText(text.size()))
        return Value(replaced(text, old, with, most));
    const qsizetype places = qMin(most, old.isEmpty() ? codePointCount(text) + 1 : Search(old).countIn(text));
    if (call.run.hasFailed() || !call.run.spend(places / 8) || !call.run.allowText(text.size() + places * (with.size() - old.size())))
        return {};
    return Value(old.isEmpty() ? spread(text, with, most) : replaced(text, old, with, most));
}

Value wordCount(FilterCall &call)
{
    qint64 words = 0;
    bool isInWord = false;
    for (const QChar unit : call.text()) {
        const bool isWordUnit = unit.isLetterOrNumber() || unit == u'_' || (isInWord && (unit.isMark() || unit.isSurrogate()));
        words += isWordUnit && !isInWord ? 1 : 0;
        isInWord = isWordUnit;
    }
    return Value(words);
}

} // namespace assay::prompt::filters
