// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/checksums.h"

#include "core/secrets/scanrules.h"

#include <array>

namespace assay::secrets {

namespace {

constexpr qsizetype kGithubPrefix = 4;
constexpr qsizetype kGithubChecksum = 6;

constexpr std::array<quint32, 256> kCrcTable = [] {
    std::array<quint32, 256> table{};
    for (quint32 byte = 0; byte < table.size(); ++byte) {
        quint32 rest = byte;
        for (int bit = 0; bit < 8; ++bit)
            rest = (rest & 1U) != 0 ? 0xEDB88320U ^ (rest >> 1U) : rest >> 1U;
        table[byte] = rest;
    }
    return table;
}();

quint32 crc32(QStringView text)
{
    quint32 crc = ~0U;
    for (const QChar c : text)
        crc = kCrcTable[(crc ^ c.unicode()) & 0xFFU] ^ (crc >> 8U);
    return ~crc;
}

} // namespace

bool fitsLuhn(QStringView digits)
{
    int sum = 0;
    bool isDoubled = false;
    for (qsizetype at = digits.size() - 1; at >= 0; --at, isDoubled = !isDoubled) {
        const int digit = digits[at].unicode() - u'0';
        const int value = isDoubled ? 2 * digit : digit;
        sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
}

bool fitsIban(QStringView characters)
{
    int rest = 0;
    const qsizetype size = characters.size();
    for (qsizetype i = 0; i < size; ++i) {
        const QChar c = characters[(i + 4) % size];
        rest = isDigit(c) ? (rest * 10 + (c.unicode() - u'0')) % 97 : (rest * 100 + (c.unicode() - u'A' + 10)) % 97;
    }
    return size > 4 && rest == 1;
}

bool fitsGithubChecksum(QStringView token)
{
    constexpr QStringView kDigits = u"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    if (token.size() <= kGithubPrefix + kGithubChecksum)
        return false;
    quint32 crc = crc32(token.sliced(kGithubPrefix, token.size() - kGithubPrefix - kGithubChecksum));
    for (qsizetype at = token.size() - 1; at >= token.size() - kGithubChecksum; --at, crc /= 62) {
        if (token[at] != kDigits[crc % 62])
            return false;
    }
    return true;
}

} // namespace assay::secrets
