// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/pieces.h"

#include "core/tokens/characterclass.h"

namespace assay::tokens {

namespace {

// One character: where it ends, and what it is. A byte that begins no valid sequence stands for itself.
struct Character {
    qsizetype end = 0;
    quint8 kind = 0;

    [[nodiscard]] bool isAny(quint8 kinds) const { return (kind & kinds) != 0; }
};

class Reader {
public:
    explicit Reader(QByteArrayView text) : m_text(text) {}

    [[nodiscard]] qsizetype size() const { return m_text.size(); }
    [[nodiscard]] char byteAt(qsizetype at) const { return at < m_text.size() ? m_text[at] : '\0'; }

    /// Nothing of any kind behind the end.
    [[nodiscard]] Character at(qsizetype from) const
    {
        if (from >= m_text.size())
            return {from, 0};
        const auto first = static_cast<uchar>(m_text[from]);
        return first < 0x80 ? Character{from + 1, kAsciiClasses[first]} : wide(from, first);
    }

    /// The end of the run of characters of any of these kinds.
    [[nodiscard]] qsizetype skip(qsizetype from, quint8 kinds) const
    {
        for (Character next = at(from); next.isAny(kinds); next = at(from))
            from = next.end;
        return from;
    }

private:
    [[nodiscard]] Character wide(qsizetype from, uchar first) const
    {
        const int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || from + length > m_text.size())
            return {from + 1, 0};
        char32_t c = first & (0xff >> (length + 1));
        for (int i = 1; i < length; ++i) {
            const auto next = static_cast<uchar>(m_text[from + i]);
            if ((next & 0xc0) != 0x80)
                return {from + 1, 0};
            c = c << 6 | (next & 0x3f);
        }
        return {from + length, classOfWide(c)};
    }

    QByteArrayView m_text;
};

// 's, 't, 'm, 'd, 're, 've, 'll in any case; the same place when there is none. The long s (U+017F) is an s to a match without case.
qsizetype afterContraction(const Reader &text, qsizetype from)
{
    if (text.byteAt(from) != '\'')
        return from;
    const auto lower = [&text](qsizetype at) { return static_cast<char>(text.byteAt(at) | 0x20); };
    const char first = lower(from + 1);
    if (first == 's' || first == 't' || first == 'm' || first == 'd')
        return from + 2;
    if (text.byteAt(from + 1) == '\xc5' && text.byteAt(from + 2) == '\xbf')
        return from + 3;
    const char second = lower(from + 2);
    const bool isLong = (first == 'r' && second == 'e') || (first == 'v' && second == 'e') || (first == 'l' && second == 'l');
    return isLong ? from + 3 : from;
}

// The end of one to three numbers.
qsizetype afterNumbers(const Reader &text, qsizetype from)
{
    for (int count = 0; count < 3; ++count) {
        const Character next = text.at(from);
        if (!next.isAny(kNumber))
            break;
        from = next.end;
    }
    return from;
}

// White space up to its last line end; else all but the last character, which belongs to what follows; else all.
qsizetype afterSpace(const Reader &text, qsizetype from)
{
    qsizetype last = from;
    qsizetype afterNewline = from;
    qsizetype end = from;
    for (Character next = text.at(end); next.isAny(kSpace); next = text.at(end)) {
        last = end;
        end = next.end;
        if (next.isAny(kNewline))
            afterNewline = end;
    }
    if (afterNewline > from)
        return afterNewline;
    return end == text.size() || last == from ? end : last;
}

// A space, then signs, then line ends (and slashes); the same place when there are no signs.
qsizetype afterSigns(const Reader &text, qsizetype from, bool takesSlashes)
{
    constexpr quint8 kNoSign = kLetter | kNumber | kSpace;
    qsizetype end = text.byteAt(from) == ' ' ? from + 1 : from;
    const qsizetype begin = end;
    while (end < text.size() && !text.at(end).isAny(kNoSign))
        end = text.at(end).end;
    if (end == begin)
        return from;
    for (char next = text.byteAt(end); end < text.size() && (next == '\r' || next == '\n' || (takesSlashes && next == '/')); next = text.byteAt(end))
        ++end;
    return end;
}

// [upper]*[lower]+ from here; the same place when it does not match.
qsizetype afterMixedWord(const Reader &text, qsizetype from)
{
    qsizetype end = from;
    qsizetype afterLastBoth = from; // of a character that may stand in both parts
    for (Character next = text.at(end); next.isAny(kUpper); next = text.at(end)) {
        end = next.end;
        if (next.isAny(kLower))
            afterLastBoth = end;
    }
    const qsizetype lower = text.skip(end, kLower);
    return lower > end ? lower : afterLastBoth;
}

// [upper]+[lower]* from here.
qsizetype afterUpperWord(const Reader &text, qsizetype from)
{
    const qsizetype upper = text.skip(from, kUpper);
    return upper == from ? from : text.skip(upper, kLower);
}

qsizetype o200kWord(const Reader &text, qsizetype from)
{
    const Character first = text.at(from);
    const bool mayLead = !first.isAny(kNewline | kLetter | kNumber);
    for (const auto word : {afterMixedWord, afterUpperWord}) {
        if (mayLead) {
            if (const qsizetype end = word(text, first.end); end > first.end)
                return end;
        }
        if (const qsizetype end = word(text, from); end > from)
            return end;
    }
    return from;
}

} // namespace

qsizetype o200kPieceEnd(QByteArrayView utf8, qsizetype from)
{
    const Reader text(utf8);
    if (const qsizetype word = o200kWord(text, from); word > from)
        return afterContraction(text, word);
    if (text.at(from).isAny(kNumber))
        return afterNumbers(text, from);
    if (const qsizetype signs = afterSigns(text, from, true); signs > from)
        return signs;
    return afterSpace(text, from);
}

qsizetype cl100kPieceEnd(QByteArrayView utf8, qsizetype from)
{
    const Reader text(utf8);
    if (const qsizetype contraction = afterContraction(text, from); contraction > from)
        return contraction;
    const Character first = text.at(from);
    if (first.isAny(kNumber))
        return afterNumbers(text, from);
    if (!first.isAny(kNewline)) {
        const qsizetype begin = first.isAny(kLetter) ? from : first.end;
        if (const qsizetype letters = text.skip(begin, kLetter); letters > begin)
            return letters;
    }
    if (const qsizetype signs = afterSigns(text, from, false); signs > from)
        return signs;
    return afterSpace(text, from);
}

} // namespace assay::tokens
