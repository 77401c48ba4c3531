// SPDX-License-Identifier: GPL-3.0-or-later
// Inside the scan: what the families of rules find in one text, before anything is sorted out.
#pragma once

#include "core/secrets/scan.h"

#include <vector>

namespace assay::secrets {

/// Which of two that overlap stays: the lower one.
enum class Rank { privateKey, vendor, authorization, awsSecret, urlPassword, urlQuery, assignment, personal };

struct Hit {
    const char *rule = "";
    Rank rank = Rank::vendor;
    qsizetype start = 0;
    qsizetype end = 0;
    bool isReserved = false;
    bool isCertain = true;
};
using Hits = std::vector<Hit>;

/// Keys with a shape of their maker's own.
void findVendorKeys(QStringView text, Hits &hits);
/// Private keys, tokens that carry their own description, and what stands where a secret does.
void findGeneralSecrets(QStringView text, Hits &hits);
void findPersonalData(QStringView text, Hits &hits);

/// Shannon bits a character.
[[nodiscard]] double entropyOf(QStringView value);
/// Stands for a secret: "your-key", "<KEY>", "${KEY}", "xxxxxx", "[REDACTED]".
[[nodiscard]] bool isPlaceholder(QStringView value);

// Characters: ASCII alone counts, so that a key directly before or after other writing is found.
[[nodiscard]] constexpr bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}
[[nodiscard]] constexpr bool isUpper(QChar c)
{
    return c >= u'A' && c <= u'Z';
}
[[nodiscard]] constexpr bool isLetter(QChar c)
{
    return isUpper(c) || (c >= u'a' && c <= u'z');
}
[[nodiscard]] constexpr bool isAlnum(QChar c)
{
    return isDigit(c) || isLetter(c);
}
[[nodiscard]] constexpr bool isLowerHex(QChar c)
{
    return isDigit(c) || (c >= u'a' && c <= u'f');
}
[[nodiscard]] constexpr bool isHex(QChar c)
{
    return isLowerHex(c) || (c >= u'A' && c <= u'F');
}
/// Of base64 as used in addresses, and of most keys.
[[nodiscard]] constexpr bool isWord(QChar c)
{
    return isAlnum(c) || c == u'_' || c == u'-';
}
[[nodiscard]] constexpr bool isBase64(QChar c)
{
    return isAlnum(c) || c == u'+' || c == u'/';
}
[[nodiscard]] constexpr QChar unitAt(QStringView text, qsizetype at)
{
    return at >= 0 && at < text.size() ? text[at] : QChar();
}
/// Nothing of a name or number ends right before `at`.
[[nodiscard]] constexpr bool isLeftEdge(QStringView text, qsizetype at)
{
    const QChar before = unitAt(text, at - 1);
    return !isAlnum(before) && before != u'_';
}
/// After the run of such characters that begins at `from`, which is looked at for `most` characters at the most.
template<typename Fits> [[nodiscard]] constexpr qsizetype runEnd(QStringView text, qsizetype from, qsizetype most, Fits fits)
{
    const qsizetype last = most < text.size() - from ? from + most : text.size();
    qsizetype at = from;
    while (at < last && fits(text[at]))
        ++at;
    return at;
}
/// Where the run begins that ends before `to`.
template<typename Fits> [[nodiscard]] constexpr qsizetype runStart(QStringView text, qsizetype to, qsizetype most, Fits fits)
{
    const qsizetype first = most < to ? to - most : 0;
    qsizetype at = to;
    while (at > first && fits(text[at - 1]))
        --at;
    return at;
}

} // namespace assay::secrets
