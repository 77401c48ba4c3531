// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/escapedpairs.h"

#include <QChar>
#include <QString>

#include <algorithm>
#include <optional>

namespace assay::importexport {

namespace {

constexpr qsizetype kEscape = 6; // \uXXXX
constexpr qsizetype kDigits = 6; // of a pair's number: what the second escape leaves
// Of the private characters: enough that no file has them all unless it means to.
constexpr int kFirstPrivate = 0xF8A0;
constexpr int kLastPrivate = 0xF8FF;

std::optional<char16_t> escapeAt(const QByteArray &yaml, qsizetype at)
{
    if (at + kEscape > yaml.size() || yaml.at(at) != '\\' || yaml.at(at + 1) != 'u')
        return std::nullopt;
    bool isNumber = false;
    const uint unit = QByteArrayView(yaml).sliced(at + 2, kEscape - 2).toUInt(&isNumber, 16);
    return isNumber ? std::optional(static_cast<char16_t>(unit)) : std::nullopt;
}

bool isPairAt(const QByteArray &yaml, qsizetype at)
{
    const auto high = escapeAt(yaml, at);
    const auto low = escapeAt(yaml, at + kEscape);
    return high && low && QChar::isHighSurrogate(*high) && QChar::isLowSurrogate(*low);
}

QByteArray characterAt(const QByteArray &yaml, qsizetype at)
{
    return QString(QChar(escapeAt(yaml, at).value_or(0)) + QString(QChar(escapeAt(yaml, at + kEscape).value_or(0)))).toUtf8();
}

/// A private character that the file holds neither as itself nor escaped; 0 when there is none.
int unusedCharacter(const QByteArray &yaml)
{
    const QByteArray lower = yaml.toLower();
    for (int each = kLastPrivate; each >= kFirstPrivate; --each) {
        if (!lower.contains(QByteArray::number(each, 16)) && !yaml.contains(QString(QChar(static_cast<char16_t>(each))).toUtf8()))
            return each;
    }
    return 0;
}

} // namespace

EscapedPairs::EscapedPairs(const QByteArray &yaml) : m_bytes(yaml)
{
    QList<qsizetype> places;
    for (qsizetype at = yaml.indexOf('\\'); at >= 0 && at + 1 < yaml.size(); at = yaml.indexOf('\\', at)) {
        const bool isPair = isPairAt(yaml, at);
        if (isPair)
            places.append(at);
        // Two backslashes are one, and what stands behind them is no escape.
        at += isPair ? 2 * kEscape : 2;
    }
    const int character = places.isEmpty() ? 0 : unusedCharacter(yaml);
    if (character == 0)
        return;
    m_escape = "\\u" + QByteArray::number(character, 16);
    m_read = QString(QChar(static_cast<char16_t>(character))).toUtf8();
    for (const qsizetype at : std::as_const(places)) {
        m_bytes.replace(at, 2 * kEscape, QByteArray(m_escape + QByteArray::number(m_pairs.size()).rightJustified(kDigits, '0')));
        m_pairs.append({.written = yaml.sliced(at, 2 * kEscape), .character = characterAt(yaml, at)});
    }
}

std::string EscapedPairs::restored(const std::string &text) const
{
    if (m_pairs.isEmpty())
        return text;
    QByteArray whole = QByteArray::fromStdString(text);
    for (const bool isEscape : {true, false}) {
        const QByteArray &mark = isEscape ? m_read : m_escape;
        QByteArray out;
        qsizetype from = 0;
        for (qsizetype at = whole.indexOf(mark); at >= 0; at = whole.indexOf(mark, from)) {
            const qsizetype end = std::min(at + mark.size() + kDigits, whole.size());
            const Pair pair = m_pairs.value(whole.sliced(at + mark.size(), end - at - mark.size()).toLongLong());
            out += whole.sliced(from, at - from) + (isEscape ? pair.character : pair.written);
            from = end;
        }
        whole = out + whole.sliced(from);
    }
    return whole.toStdString();
}

} // namespace assay::importexport
