// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/surrogates.h"

namespace assay::provider::wire {

namespace {

constexpr qsizetype kEscape = 6; // \uXXXX
constexpr qsizetype kDigits = 4;
constexpr char16_t kMark = 0xFDD0; // a noncharacter
constexpr char16_t kUnknown = 0xFFFD;

// The code unit of the escape that begins here; 0 when none does.
char16_t unitAt(QByteArrayView json, qsizetype at)
{
    if (at + kEscape > json.size() || json.at(at) != '\\' || json.at(at + 1) != 'u')
        return 0;
    bool isHex = false;
    const auto unit = json.sliced(at + 2, kDigits).toUShort(&isHex, 16);
    return isHex ? static_cast<char16_t>(unit) : u'\0';
}

} // namespace

QByteArray withMarkedHalves(QByteArrayView json)
{
    if (!json.contains("\\ud") && !json.contains("\\uD"))
        return json.toByteArray();
    QByteArray marked;
    marked.reserve(json.size() + kEscape);
    for (qsizetype at = 0; at < json.size();) {
        if (json.at(at) != '\\') {
            marked += json.at(at++);
            continue;
        }
        const char16_t unit = unitAt(json, at);
        const bool isWhole = QChar::isHighSurrogate(unit) && QChar::isLowSurrogate(unitAt(json, at + kEscape));
        if (QChar::isSurrogate(unit) && !isWhole) {
            marked += "\\ufdd0" + json.sliced(at + 2, kDigits).toByteArray();
            at += kEscape;
            continue;
        }
        const qsizetype taken = std::min(isWhole ? 2 * kEscape : qsizetype(2), json.size() - at);
        marked += json.sliced(at, taken);
        at += taken;
    }
    return marked;
}

QString withHalves(const QString &text)
{
    if (!text.contains(QChar(kMark)))
        return text;
    QString whole;
    for (qsizetype at = 0; at < text.size(); ++at) {
        bool isHex = false;
        const ushort unit = text.at(at) == QChar(kMark) ? QStringView(text).mid(at + 1, kDigits).toUShort(&isHex, 16) : ushort(0);
        const bool isHalf = isHex && QChar::isSurrogate(unit);
        whole += isHalf ? QChar(unit) : text.at(at);
        if (isHalf)
            at += kDigits;
    }
    return whole;
}

QString withoutHalves(QString text)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text.at(at).isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate())
            ++at;
        else if (text.at(at).isSurrogate())
            text[at] = QChar(kUnknown);
    }
    return text;
}

} // namespace assay::provider::wire
