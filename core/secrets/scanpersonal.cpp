// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and addresses that belong to a person or an account, told from others by their checksums and their form.
#include "core/secrets/addresses.h"
#include "core/secrets/checksums.h"
#include "core/secrets/scanrules.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <optional>

namespace assay::secrets {

using namespace Qt::StringLiterals;

namespace {

bool isBetween(int value, int least, int most)
{
    return value >= least && value <= most;
}

// Which issuers have numbers that begin so, and of what length.
bool hasIssuer(QStringView digits)
{
    const int two = digits.first(2).toInt();
    const int three = digits.first(3).toInt();
    const int four = digits.first(4).toInt();
    const qsizetype size = digits.size();
    const bool isLong = size >= 16;
    if (digits.front() == u'4')
        return size == 13 || size == 16 || size == 19;
    if (isBetween(two, 51, 55) || isBetween(four, 2221, 2720))
        return size == 16;
    if (two == 34 || two == 37)
        return size == 15;
    if (four == 6011 || isBetween(three, 644, 649) || two == 65 || isBetween(four, 3528, 3589))
        return isLong;
    return (isBetween(three, 300, 305) || two == 36 || two == 38 || two == 39) && (size == 14 || isLong);
}

// Published for tests by card networks and payment processors.
bool isTestCard(QStringView digits)
{
    static const QSet<QString> known{u"4111111111111111"_s, u"4012888888881881"_s, u"4222222222222"_s, u"4242424242424242"_s, u"4000056655665556"_s, u"4000000000000002"_s,
        u"4000000000000077"_s, u"4000000000009995"_s, u"4000002500003155"_s, u"4000000000003220"_s, u"4012000033330026"_s, u"4005519200000004"_s, u"4009348888881881"_s,
        u"4217651111111119"_s, u"4500600000000061"_s, u"5555555555554444"_s, u"5105105105105100"_s, u"5200828282828210"_s, u"5454545454545454"_s, u"5555341244441115"_s,
        u"2223003122003222"_s, u"2223000048400011"_s, u"378282246310005"_s, u"371449635398431"_s, u"378734493671000"_s, u"6011111111111117"_s, u"6011000990139424"_s,
        u"6011981111111113"_s, u"6011000000000004"_s, u"3530111333300000"_s, u"3566002020360505"_s, u"30569309025904"_s, u"38520000023237"_s, u"36227206271667"_s,
        u"36700102000000"_s, u"3056930009020004"_s};
    return known.contains(digits.toString());
}

// ISO 13616 registry: letters of the country and length.
qsizetype ibanLength(QStringView country)
{
    static const QHash<QString, qsizetype> lengths = [] {
        constexpr QStringView kRegistry = u"AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 "
                                          u"GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 "
                                          u"MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 "
                                          u"TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";
        QHash<QString, qsizetype> table;
        for (const QStringView entry : kRegistry.split(u' '))
            table.insert(entry.first(2).toString(), entry.sliced(2).toLongLong());
        return table;
    }();
    return lengths.value(country.toString(), 0);
}

class Personal {
public:
    Personal(QStringView text, Hits &hits) : m_text(text), m_hits(hits) {}

    void run()
    {
        for (qsizetype at = 0; at < m_text.size(); ++at) {
            const QChar unit = m_text[at];
            if (unit == u'@')
                readEmail(at);
            else if (unit == u'+')
                readInternationalPhone(at);
            else if (unit == u'(')
                readNationalPhone(at);
            if (isDigit(unit) && isLeftEdge(m_text, at)) {
                readCard(at);
                readSocialSecurityNumber(at);
                readNationalPhone(at);
                readIpv4(at);
            }
            if (isUpper(unit) && isLeftEdge(m_text, at))
                readIban(at);
            if (isHex(unit) || unit == u':')
                readIpv6(at);
        }
    }

private:
    void add(const char *rule, qsizetype start, qsizetype end, bool isReserved = false)
    {
        m_hits.push_back({.rule = rule, .rank = Rank::personal, .start = start, .end = end, .isReserved = isReserved});
    }

    void readEmail(qsizetype at);
    void readCard(qsizetype start);
    void readIban(qsizetype start);
    void readSocialSecurityNumber(qsizetype start);
    void readIpv4(qsizetype start);
    void readIpv6(qsizetype start);
    void readInternationalPhone(qsizetype plus);
    void readNationalPhone(qsizetype start);

    [[nodiscard]] QChar unit(qsizetype at) const { return unitAt(m_text, at); }
    /// Such as "ip" in "ip:2001:db8::1": a word that is no part of an address.
    [[nodiscard]] bool isNameBefore(qsizetype colon) const
    {
        constexpr qsizetype kMost = 32;
        const qsizetype start = runStart(m_text, colon, kMost, isAlnum);
        return !std::ranges::all_of(m_text.sliced(start, colon - start), isHex);
    }
    [[nodiscard]] bool isGlued(qsizetype end) const { return isAlnum(unit(end)) || unit(end) == u'_'; }
    /// `count` digits from `at` on.
    [[nodiscard]] std::optional<int> digitsAt(qsizetype at, qsizetype count) const
    {
        if (at < 0 || m_text.size() - at < count || !std::ranges::all_of(m_text.sliced(at, count), isDigit))
            return std::nullopt;
        return m_text.sliced(at, count).toInt();
    }

    QStringView m_text;
    Hits &m_hits;
    qsizetype m_cardEnd = 0; ///< of the groups of digits that were last read
    qsizetype m_hexEnd = 0;
};

void Personal::readEmail(qsizetype at)
{
    constexpr qsizetype kMostLocal = 64;
    constexpr qsizetype kMostDomain = 253;
    qsizetype start = runStart(m_text, at, kMostLocal + 1, [](QChar c) { return isAlnum(c) || QStringView(u"._%+-").contains(c); });
    if (at - start > kMostLocal)
        return;
    while (start < at && !isAlnum(m_text[start]))
        ++start;
    qsizetype end = runEnd(m_text, at + 1, kMostDomain + 1, [](QChar c) { return isAlnum(c) || c == u'.' || c == u'-'; });
    while (end > at + 1 && m_text[end - 1] == u'.')
        --end;
    const QStringView local = m_text.sliced(start, at - start);
    if (local.isEmpty())
        return;
    const QStringView domain = m_text.sliced(at + 1, end - at - 1);
    const bool isRemote = local == u"git" && (unit(end) == u':' || unit(end) == u'/');
    if (isRemote || !isLeftEdge(m_text, start) || !isMailLocalPart(local) || !isMailDomain(domain) || isWithinUserOfUrl(m_text, start))
        return;
    add("email", start, end, isReservedDomain(domain));
}

void Personal::readCard(qsizetype start)
{
    constexpr qsizetype kLeast = 13;
    constexpr qsizetype kMost = 19;
    const auto isSeparator = [](QChar c) { return c == u' ' || c == u'-'; };
    if (start < m_cardEnd)
        return;
    QString digits;
    qsizetype end = start;
    while (isDigit(unit(end)) || (isSeparator(unit(end)) && isDigit(unit(end + 1)))) {
        if (isDigit(m_text[end]) && digits.size() <= kMost)
            digits += m_text[end];
        ++end;
    }
    m_cardEnd = end;
    const bool isInRow = isSeparator(unit(start - 1)) && isDigit(unit(start - 2));
    const bool isTouched = isInRow || isGlued(end) || (unit(end) == u'.' && isDigit(unit(end + 1))) || (unit(start - 1) == u'.' && isDigit(unit(start - 2)));
    if (isTouched || digits.size() < kLeast || digits.size() > kMost || digits.count(digits.front()) == digits.size())
        return;
    if (hasIssuer(digits) && fitsLuhn(digits))
        add("credit_card", start, end, isTestCard(digits));
}

void Personal::readIban(qsizetype start)
{
    if (!isUpper(unit(start + 1)) || !digitsAt(start + 2, 2))
        return;
    const qsizetype length = ibanLength(m_text.sliced(start, 2));
    QString characters;
    qsizetype at = start;
    while (characters.size() < length) {
        const bool isGap = unit(at) == u' ';
        const QChar next = unit(isGap ? at + 1 : at);
        if (!isDigit(next) && !isUpper(next))
            return;
        characters += next;
        at += isGap ? 2 : 1;
    }
    if (length > 0 && !isGlued(at) && fitsIban(characters))
        add("iban", start, at);
}

void Personal::readSocialSecurityNumber(qsizetype start)
{
    constexpr qsizetype kSize = 11;
    const auto area = digitsAt(start, 3);
    const auto group = digitsAt(start + 4, 2);
    const auto serial = digitsAt(start + 7, 4);
    const QChar separator = unit(start + 3);
    if (!area || !group || !serial || (separator != u'-' && separator != u' ') || unit(start + 6) != separator || isGlued(start + kSize))
        return;
    const bool isPart = (unit(start - 1) == u'-' && isDigit(unit(start - 2))) || (QStringView(u"-.").contains(unit(start + kSize)) && isDigit(unit(start + kSize + 1)));
    const bool isPublished = (area == 78 && group == 5 && serial == 1120) || (area == 219 && group == 9 && serial == 9999);
    if (!isPart && !isPublished && *area != 0 && *area != 666 && *area < 900 && *group != 0 && *serial != 0)
        add("us_ssn", start, start + kSize);
}

void Personal::readIpv4(qsizetype start)
{
    const qsizetype end = ipv4End(m_text, start);
    const bool isPart = (unit(start - 1) == u'.' && isDigit(unit(start - 2))) || unit(start - 1) == u':';
    if (end == start || isPart || isGlued(end) || (unit(end) == u'.' && isDigit(unit(end + 1))) || isBehindVersion(m_text, start))
        return;
    add("ipv4", start, end, isReservedIpv4(m_text.sliced(start, end - start)));
}

void Personal::readIpv6(qsizetype start)
{
    constexpr qsizetype kMost = 45;
    if (start < m_hexEnd || !isLeftEdge(m_text, start) || unit(start - 1) == u'.' || (unit(start - 1) == u':' && !isNameBefore(start - 1)))
        return;
    qsizetype end = runEnd(m_text, start, m_text.size(), [](QChar c) { return isHex(c) || c == u':' || c == u'.'; });
    m_hexEnd = std::max(m_hexEnd, end);
    while (end > start && (m_text[end - 1] == u'.' || (m_text[end - 1] == u':' && (end - start < 2 || m_text[end - 2] != u':'))))
        --end;
    const QStringView value = m_text.sliced(start, end - start);
    if (value.size() > kMost || isGlued(end) || value.count(u':') < 2 || !isIpv6(value) || std::ranges::none_of(value, isDigit))
        return;
    add("ipv6", start, end, isReservedIpv6(value));
}

/// US numbers 555-0100 to 555-0199; ten digits.
bool isReservedPhone(QStringView digits)
{
    return digits.size() == 10 && digits.sliced(3, 5) == u"55501";
}

void Personal::readInternationalPhone(qsizetype plus)
{
    constexpr qsizetype kLeast = 7;
    constexpr qsizetype kMost = 15;
    const auto isSeparator = [](QChar c) { return QStringView(u" .()-").contains(c); };
    if (!isLeftEdge(m_text, plus) || !isDigit(unit(plus + 1)) || unit(plus + 1) == u'0')
        return;
    QString digits;
    qsizetype end = plus + 1;
    qsizetype lastGap = 0; ///< where a blank last stood between digits, and what there was before it
    QString beforeGap;
    for (qsizetype at = plus + 1; digits.size() <= kMost;) {
        const qsizetype gap = runEnd(m_text, at, 2, isSeparator);
        if (!isDigit(unit(gap)))
            break;
        if (gap > at && m_text.sliced(at, gap - at).contains(u' ') && digits.size() >= kLeast) {
            lastGap = at;
            beforeGap = digits;
        }
        digits += m_text[gap];
        at = gap + 1;
        end = at;
    }
    // What follows after a blank may be another number.
    if (digits.size() > kMost && lastGap > 0) {
        digits = beforeGap;
        end = lastGap;
    }
    if (digits.size() < kLeast || digits.size() > kMost || isGlued(end))
        return;
    add("phone", plus, end, digits.startsWith(u'1') && isReservedPhone(QStringView(digits).sliced(1)));
}

void Personal::readNationalPhone(qsizetype start)
{
    const bool isBracketed = unit(start) == u'(';
    const auto isSeparator = [](QChar c) { return c == u'-' || c == u'.' || c == u' '; };
    const qsizetype areaAt = isBracketed ? start + 1 : start;
    const auto area = digitsAt(areaAt, 3);
    if (!area || !isLeftEdge(m_text, start) || (isBracketed && unit(areaAt + 3) != u')'))
        return;
    qsizetype at = areaAt + 3;
    if (isBracketed)
        at += unit(at + 1) == u' ' ? 2 : 1;
    else if (isSeparator(unit(at)))
        ++at;
    else
        return;
    const auto exchange = digitsAt(at, 3);
    const auto line = digitsAt(at + 4, 4);
    if (!exchange || !line || !isSeparator(unit(at + 3)))
        return;
    const auto isCode = [](int code) { return code >= 200 && code % 100 != 11; };
    const qsizetype end = at + 8;
    const bool goesOn = isGlued(end) || (QStringView(u"-.").contains(unit(end)) && isDigit(unit(end + 1)));
    // A single 1 may stand before it, other digits not.
    const bool hasDigitBefore = isSeparator(unit(start - 1)) && isDigit(unit(start - 2)) && !(unit(start - 2) == u'1' && isLeftEdge(m_text, start - 2) && unit(start - 3) != u'+');
    if (goesOn || hasDigitBefore || unit(start - 1) == u'+' || !isCode(*area) || !isCode(*exchange))
        return;
    const QString digits = m_text.sliced(areaAt, 3) + m_text.sliced(at, 3) + m_text.sliced(at + 4, 4);
    add("phone", start, end, isReservedPhone(digits));
}

} // namespace

void findPersonalData(QStringView text, Hits &hits)
{
    Personal(text, hits).run();
}

} // namespace assay::secrets
