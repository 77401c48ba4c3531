// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/locale/readable.h"

#include <QRegularExpression>

namespace assay::provider::locale {

using namespace Qt::StringLiterals;

namespace {

QString joinedLetters(const QString &text)
{
    static const QRegularExpression spaced(u"^(?:\\S[ ]){4,}"_s);
    static const QRegularExpression wide(u"[ ]{2,}"_s);
    QString joined = text;
    if (!spaced.match(text).hasMatch())
        return joined;
    joined.replace(wide, u"\n"_s);
    joined.remove(u' ');
    return joined.replace(u'\n', u' ');
}

bool looksLikeDigit(QChar c)
{
    return u"OolI"_s.contains(c);
}

QString asDigits(QString word)
{
    return word.replace(u'O', u'0').replace(u'o', u'0').replace(u'l', u'1').replace(u'I', u'1');
}

QString asLetters(QString word)
{
    return word.replace(u'0', u'o').replace(u'1', u'l');
}

// A word of figures with a few letters that look like figures, or the other way round.
QString repairedWord(const QString &word)
{
    qsizetype digits = 0;
    qsizetype alike = 0;
    qsizetype letters = 0;
    for (const QChar c : word) {
        digits += c.isDigit() ? 1 : 0;
        alike += looksLikeDigit(c) ? 1 : 0;
        letters += c.isLetter() && !looksLikeDigit(c) ? 1 : 0;
    }
    if (letters == 0 && alike > 0 && (digits > 0 || word.contains(u',')))
        return asDigits(word);
    static const QRegularExpression figure(u"[2-9]"_s);
    if (letters > 1 && digits > 0 && !word.contains(figure))
        return asLetters(word);
    return word;
}

template<typename Repair>
QString eachMatch(const QString &text, const QRegularExpression &pattern, Repair repair)
{
    QString result;
    qsizetype last = 0;
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        result += text.mid(last, match.capturedStart() - last) + repair(match.captured());
        last = match.capturedEnd();
    }
    return result + text.mid(last);
}

} // namespace

QString repaired(const QString &text)
{
    static const QRegularExpression word(u"[A-Za-z0-9]+(?:[.,][0-9OolI]+)*"_s);
    const QString joined = joinedLetters(text);
    // One figure in a word of letters is a code more often than a scanner's mistake; only a text full of them is repaired.
    static const QRegularExpression mistake(u"\\d[OolI]|[OolI]\\d|[a-z][01][a-z]|\\b0[a-z]|\\b[OlI],[OlI\\d]"_s);
    qsizetype mistakes = 0;
    for (auto found = mistake.globalMatch(joined); found.hasNext(); found.next())
        ++mistakes;
    return mistakes < 2 ? joined : eachMatch(joined, word, repairedWord);
}

bool isEnglish(const QString &text)
{
    static const QRegularExpression english(u"\\b(the|is|to|of|for|and|on|was|are|by|at|it|this|from|we|you)\\b"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression other(u"\\b(der|die|das|den|und|vom|bis|beim|am|ab|im|le|la|les|du|un|une|el|los|es|para|de|del|van|naar|inkl|ist)\\b|[äöüßéèñçłż]"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    const auto count = [&text](const QRegularExpression &pattern) {
        qsizetype n = 0;
        for (auto found = pattern.globalMatch(text); found.hasNext(); found.next())
            ++n;
        return n;
    };
    return count(english) >= count(other);
}

} // namespace assay::provider::locale
