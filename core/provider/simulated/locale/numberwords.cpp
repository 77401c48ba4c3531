// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/locale/readable.h"

#include <QHash>
#include <QRegularExpression>
#include <QStringList>

#include <optional>

namespace assay::provider::locale {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHundred = 100;
constexpr int kThousand = 1000;

const QHash<QString, int> &smallNumbers()
{
    static const QHash<QString, int> words = [] {
        QHash<QString, int> known{{u"twenty"_s, 20}, {u"thirty"_s, 30}, {u"forty"_s, 40}, {u"fifty"_s, 50}, {u"sixty"_s, 60}, {u"seventy"_s, 70}, {u"eighty"_s, 80},
            {u"ninety"_s, 90}, {u"twentieth"_s, 20}, {u"thirtieth"_s, 30}, {u"ein"_s, 1}, {u"zwei"_s, 2}, {u"drei"_s, 3}, {u"vier"_s, 4}, {u"fünf"_s, 5},
            {u"sechs"_s, 6}, {u"sieben"_s, 7}, {u"acht"_s, 8}, {u"neun"_s, 9}, {u"zehn"_s, 10}, {u"deux"_s, 2}, {u"trois"_s, 3}, {u"quatre"_s, 4}, {u"cinq"_s, 5},
            {u"sept"_s, 7}, {u"huit"_s, 8}, {u"neuf"_s, 9}, {u"dix"_s, 10}, {u"dos"_s, 2}, {u"tres"_s, 3}, {u"cuatro"_s, 4}, {u"cinco"_s, 5}, {u"seis"_s, 6},
            {u"siete"_s, 7}, {u"ocho"_s, 8}, {u"nueve"_s, 9}, {u"diez"_s, 10}};
        const QStringList cardinals = u"zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"_s.split(u' ');
        const QStringList ordinals = u"zeroth first - third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"_s.split(u' ');
        for (int i = 0; i < cardinals.size(); ++i) {
            known.insert(cardinals.at(i), i);
            known.insert(ordinals.at(i), i);
        }
        return known;
    }();
    return words;
}

// Groups as they are spoken: "two thousand and twenty-six" is one, "twenty | twenty seven" and "eleven | ninety-nine" are two.
struct Spoken {
    QList<int> groups;
    bool hasScale = false;
    bool isHalfMore = false;
};

class Speech {
public:
    void add(int value)
    {
        const bool continues = m_open && ((m_group % kHundred == 0 && m_isScaled) || (m_group % 10 == 0 && m_group % kHundred >= 20 && value < 10));
        if (!continues) {
            close();
            m_group = 0;
        }
        m_group += value;
        m_open = true;
    }

    void scale(int by)
    {
        const int rest = m_group % kThousand;
        m_group = by == kHundred ? m_group - rest + std::max(1, rest) * kHundred : std::max(1, m_group) * by;
        m_open = true;
        m_isScaled = true;
        m_spoken.hasScale = true;
    }

    void half() { m_spoken.isHalfMore = true; }

    Spoken done()
    {
        close();
        return m_spoken;
    }

private:
    void close()
    {
        if (m_open)
            m_spoken.groups.append(m_group);
        m_open = false;
        m_isScaled = false;
    }

    Spoken m_spoken;
    int m_group = 0;
    bool m_open = false;
    bool m_isScaled = false;
};

Spoken listen(const QString &phrase)
{
    static const QRegularExpression gap(u"[\\s-]+"_s);
    Speech speech;
    if (phrase.contains(u"and a half"_s))
        speech.half();
    QString words = phrase;
    words.remove(u"and a half"_s);
    for (const QString &word : words.split(gap, Qt::SkipEmptyParts)) {
        if (word == u"hundred")
            speech.scale(kHundred);
        else if (word == u"thousand")
            speech.scale(kThousand);
        else if (const auto found = smallNumbers().constFind(word); found != smallNumbers().constEnd())
            speech.add(*found);
    }
    return speech.done();
}

// Two groups are a year ("twenty twenty-seven"), hundreds ("one fifty") or, when the first is above ten, money ("eleven ninety-nine").
QString inFigures(const Spoken &spoken)
{
    const QList<int> &groups = spoken.groups;
    if (groups.size() == 1)
        return QString::number(groups.first()) + (spoken.isHalfMore ? u".5"_s : QString());
    if (groups.size() == 2 && groups.first() == 20 && groups.last() >= 10)
        return QString::number(2000 + groups.last());
    if (groups.size() == 2 && groups.first() < 10 && groups.last() >= 10)
        return QString::number(groups.first() * kHundred + groups.last());
    if (groups.size() == 2 && groups.last() >= 10)
        return u"%1.%2"_s.arg(groups.first()).arg(groups.last());
    QStringList each;
    for (const int group : groups)
        each.append(QString::number(group));
    return each.join(u' ');
}

QString withSigns(QString text)
{
    static const QRegularExpression minus(u"\\b(minus|moins|menos|negative)\\s+(?=\\d)"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression below(u"\\b(\\d+)( degrees)? below( zero|(?= 0)| 0)?\\b(?:\\s0)?"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression cents(u"(\\d+) dollars and (\\d+) cents"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression fraction(u"(\\d+) and (\\d\\d)/100"_s);
    text.replace(minus, u"-"_s);
    text.replace(below, u"-\\1"_s);
    text.replace(fraction, u"\\1.\\2"_s);
    if (const auto match = cents.match(text); match.hasMatch()) {
        const QString amount = u"%1.%2 dollars"_s.arg(match.captured(1), match.captured(2).rightJustified(2, u'0'));
        text.replace(match.capturedStart(), match.capturedLength(), amount);
    }
    return text;
}

} // namespace

QString withFigures(const QString &text)
{
    static const QRegularExpression phrase = [] {
        QStringList words = smallNumbers().keys();
        words << u"hundred"_s << u"thousand"_s;
        // "second" is a unit of time more often than a number, and "sept" needs its minus to be no month.
        words.removeAll(u"-"_s);
        words.removeAll(u"sept"_s);
        const QString any = u"(?:"_s + words.join(u'|') + u"|(?<=moins )sept)"_s;
        return QRegularExpression(u"\\b%1(?:[\\s-]+(?:and\\s+)?%1)*(?:\\s+and a half)?\\b"_s.arg(any), QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    }();
    QString result;
    qsizetype last = 0;
    auto matches = phrase.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        result += text.mid(last, match.capturedStart() - last) + inFigures(listen(match.captured().toLower()));
        last = match.capturedEnd();
    }
    return withSigns(result + text.mid(last));
}

} // namespace assay::provider::locale
