// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/addresses.h"

#include "core/secrets/scanrules.h"

#include <algorithm>
#include <array>

namespace assay::secrets {

using namespace Qt::StringLiterals;

namespace {

bool isLabel(QStringView label)
{
    constexpr qsizetype kMost = 63;
    return !label.isEmpty() && label.size() <= kMost && label.front() != u'-' && label.back() != u'-'
        && std::ranges::all_of(label, [](QChar c) { return isAlnum(c) || c == u'-'; });
}

// Groups of a half of an IPv6 address; -1 for what is none. The last may be an IPv4 address, which counts as two.
int groupCount(QStringView half, bool mayEndInIpv4)
{
    if (half.isEmpty())
        return 0;
    const auto groups = half.split(u':');
    int count = 0;
    for (qsizetype i = 0; i < groups.size(); ++i) {
        const QStringView group = groups.at(i);
        const bool isIpv4 = mayEndInIpv4 && i + 1 == groups.size() && group.contains(u'.') && ipv4End(group, 0) == group.size();
        if (!isIpv4 && (group.isEmpty() || group.size() > 4 || !std::ranges::all_of(group, isHex)))
            return -1;
        count += isIpv4 ? 2 : 1;
    }
    return count;
}

} // namespace

bool isMailLocalPart(QStringView local)
{
    return !local.isEmpty() && local.back() != u'.' && !local.contains(u".."_s);
}

bool isMailDomain(QStringView domain)
{
    constexpr std::array<QStringView, 12> kFiles{u"png", u"jpg", u"jpeg", u"gif", u"svg", u"webp", u"js", u"ts", u"css", u"py", u"md", u"json"};
    constexpr qsizetype kMostTop = 24;
    if (!domain.contains(u'.'))
        return false;
    const auto labels = domain.split(u'.');
    const QStringView top = labels.back();
    const bool isTop = top.size() >= 2 && top.size() <= kMostTop && std::ranges::all_of(top, isLetter);
    const bool isFile = std::ranges::any_of(kFiles, [top](QStringView suffix) { return top.compare(suffix, Qt::CaseInsensitive) == 0; });
    return isTop && !isFile && std::ranges::all_of(labels, isLabel);
}

bool isReservedDomain(QStringView domain)
{
    constexpr std::array<QStringView, 6> kReserved{u".example.com", u".example.net", u".example.org", u".test", u".example", u".invalid"};
    const QString dotted = u'.' + domain.toString();
    return std::ranges::any_of(kReserved, [&dotted](QStringView end) { return dotted.endsWith(end, Qt::CaseInsensitive); });
}

bool isWithinUserOfUrl(QStringView text, qsizetype at)
{
    constexpr qsizetype kMost = 256;
    const qsizetype start = runStart(text, at, kMost, [](QChar c) { return !c.isSpace() && c != u'/' && c != u'@' && c != u'?'; });
    return start >= 3 && text.sliced(start - 3, 3) == u"://";
}

qsizetype ipv4End(QStringView text, qsizetype start)
{
    constexpr int kParts = 4;
    qsizetype at = start;
    for (int part = 0; part < kParts; ++part) {
        if (part > 0 && unitAt(text, at++) != u'.')
            return start;
        const qsizetype end = runEnd(text, at, 4, isDigit);
        const QStringView digits = text.sliced(at, end - at);
        if (digits.isEmpty() || digits.size() > 3 || (digits.size() > 1 && digits.front() == u'0') || digits.toInt() > 255)
            return start;
        at = end;
    }
    return at;
}

bool isReservedIpv4(QStringView address)
{
    return address.startsWith(u"192.0.2.") || address.startsWith(u"198.51.100.") || address.startsWith(u"203.0.113.");
}

bool isBehindVersion(QStringView text, qsizetype at)
{
    const qsizetype end = runStart(text, at, 4, [](QChar c) { return c == u' ' || c == u':' || c == u'='; });
    const QStringView word = text.sliced(runStart(text, end, 10, isLetter), end - runStart(text, end, 10, isLetter));
    return word.compare(u"v", Qt::CaseInsensitive) == 0 || word.compare(u"version", Qt::CaseInsensitive) == 0;
}

bool isIpv6(QStringView address)
{
    constexpr int kGroups = 8;
    const qsizetype gap = address.indexOf(u"::"_s);
    if (gap < 0)
        return groupCount(address, true) == kGroups;
    const QStringView after = address.sliced(gap + 2);
    if (after.contains(u"::"_s) || after.startsWith(u':'))
        return false;
    const int before = groupCount(address.first(gap), false);
    const int rest = groupCount(after, true);
    return before >= 0 && rest >= 0 && before + rest < kGroups;
}

bool isReservedIpv6(QStringView address)
{
    const auto groups = address.split(u':');
    const auto isGroup = [](QStringView group, uint value) {
        bool isNumber = false;
        return group.toUInt(&isNumber, 16) == value && isNumber;
    };
    return groups.size() > 2 && isGroup(groups.at(0), 0x2001) && isGroup(groups.at(1), 0xdb8);
}

} // namespace assay::secrets
