// SPDX-License-Identifier: GPL-3.0-or-later
// Characters that nobody sees, and letters that are not what they look like.
#include "core/prompt/lint/rule.h"

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

namespace {

struct Point {
    char32_t value = 0;
    qsizetype size = 1;
};

Point pointAt(QStringView text, qsizetype at)
{
    const QChar unit = text[at];
    if (unit.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return {.value = QChar::surrogateToUcs4(unit, text[at + 1]), .size = 2};
    return {.value = unit.unicode(), .size = 1};
}

// Joins and splits letters and pictures where a script or an emoji needs it.
bool isJoinerInPlace(QStringView text, qsizetype at)
{
    const char16_t unit = text[at].unicode();
    if ((unit != 0x200C && unit != 0x200D) || at == 0 || at + 1 >= text.size())
        return false;
    return text[at - 1].unicode() > 0x2FF && text[at + 1].unicode() > 0x2FF;
}

const char *invisibleName(char32_t point)
{
    if (point == u'\t' || point == u'\n' || point == u'\r')
        return nullptr;
    if (point < 0x20 || (point >= 0x7F && point < 0xA0))
        return "a control character";
    if (point == 0xAD)
        return "a soft hyphen";
    if (point == 0xFEFF)
        return "a byte order mark";
    if (point >= 0x200B && point <= 0x200D)
        return "a character of no width";
    if (point == 0x2060 || (point >= 0x2061 && point <= 0x2064) || point == 0x180E || point == 0x115F || point == 0x1160 || point == 0x3164 || point == 0xFFA0)
        return "a character of no width";
    if ((point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069))
        return "a mark that turns the direction of the text";
    if (point >= 0xD800 && point <= 0xDFFF)
        return "half a character";
    if (point >= 0xE0000 && point <= 0xE007F)
        return "a tag character, which can carry text that nobody sees";
    if (point == 0xFFF9 || point == 0xFFFA || point == 0xFFFB || (point >= 0xE000 && point <= 0xF8FF))
        return "a character without a meaning of its own";
    return nullptr;
}

// Emoji flags of regions end in tag characters.
bool isFlag(QStringView text, qsizetype start)
{
    return start >= 2 && pointAt(text, start - 2).value == 0x1F3F4;
}

// The Latin letter that a letter of another script looks like; null for any other.
QChar latinOf(QChar letter)
{
    constexpr QStringView kOther = u"АВЕЅІЈКМНОРСТУХѴаеѕіјорсухѵԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧο";
    constexpr QStringView kLatin = u"ABESIJKMHOPCTYXVaesijopcyxvdqwhABEZHIKMNOPTYXo";
    static_assert(kOther.size() == kLatin.size());
    const qsizetype at = kOther.indexOf(letter);
    return at < 0 ? QChar() : kLatin[at];
}

bool isLatin(QChar letter)
{
    return letter.script() == QChar::Script_Latin;
}

void checkWord(const Message &message, const Range &word, Report &report)
{
    const QStringView letters = QStringView(message.text).sliced(word.start, word.length);
    bool hasLatin = false;
    bool hasOther = false;
    QString plain;
    for (const QChar letter : letters) {
        const QChar latin = latinOf(letter);
        hasLatin = hasLatin || isLatin(letter);
        hasOther = hasOther || !latin.isNull();
        // Other letters of the script make it a word of two, not a disguise.
        if (latin.isNull() && letter.isLetter() && !isLatin(letter))
            return;
        plain += latin.isNull() ? letter : latin;
    }
    if (hasLatin && hasOther)
        report.add(message.index, word, u"A letter in \"%1\" is not the Latin one that it looks like, so the word is another to a model: write it in one alphabet."_s.arg(plain),
            Fix{.title = u"Write \"%1\" in Latin letters"_s.arg(plain), .edits = {{.message = message.index, .start = word.start, .length = word.length, .text = plain}}});
}

} // namespace

void checkInvisible(const Examined &prompt, Report &report)
{
    for (const Message &message : prompt.messages) {
        const QStringView text = message.text;
        for (qsizetype at = 0; at < text.size() && !report.isFull();) {
            const qsizetype start = at;
            const Point point = pointAt(text, at);
            at += point.size;
            const char *name = isJoinerInPlace(text, start) ? nullptr : invisibleName(point.value);
            if (name == nullptr)
                continue;
            // A run of them is one finding.
            while (at < text.size() && invisibleName(pointAt(text, at).value) == name)
                at += pointAt(text, at).size;
            if (point.value >= 0xE0000 && isFlag(text, start))
                continue;
            report.add(message.index, {.start = start, .length = at - start},
                u"Here stands %1 (U+%2), which people do not see and models read: remove it."_s.arg(
                    QString::fromLatin1(name), QString::number(uint(point.value), 16).toUpper().rightJustified(4, u'0')),
                Fix{.title = u"Remove it"_s, .edits = {{.message = message.index, .start = start, .length = at - start, .text = {}}}});
        }
    }
}

void checkLookAlikes(const Examined &prompt, Report &report)
{
    for (const Message &message : prompt.messages) {
        const QString &text = message.text;
        for (qsizetype at = 0; at < text.size() && !report.isFull();) {
            qsizetype end = at;
            bool isPlain = true;
            while (end < text.size() && (text.at(end).isLetterOrNumber() || text.at(end) == u'_')) {
                isPlain = isPlain && text.at(end).unicode() < 0x300;
                ++end;
            }
            if (!isPlain)
                checkWord(message, {.start = at, .length = end - at}, report);
            at = end + 1;
        }
    }
}

} // namespace assay::prompt::linting
