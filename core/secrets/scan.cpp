// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/scan.h"

#include "core/secrets/scanpatterns.h"
#include "core/secrets/scanrules.h"
#include "core/secrets/scanviews.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>

namespace assay::secrets {

using namespace Qt::StringLiterals;

namespace {

struct Found {
    Hit hit;
    bool isDecoded = false; ///< seen only, or as well, in a view without escapes
};

Hits hitsIn(QStringView text)
{
    Hits hits;
    findVendorKeys(text, hits);
    findGeneralSecrets(text, hits);
    findPersonalData(text, hits);
    return hits;
}

void append(std::vector<Found> &all, const Hits &hits)
{
    for (const Hit &hit : hits)
        all.push_back({.hit = hit});
}

// `deeper` leads from the view to another one, whose places lead to the source.
void appendView(std::vector<Found> &all, const DecodedView &view, const DecodedView *deeper = nullptr)
{
    if (view.isEmpty())
        return;
    const auto origin = [&](qsizetype at) {
        const qsizetype in = view.origins.at(at);
        return deeper != nullptr ? deeper->origins.at(in) : in;
    };
    for (Hit hit : hitsIn(view.text)) {
        hit.start = origin(hit.start);
        hit.end = origin(hit.end);
        all.push_back({.hit = hit, .isDecoded = true});
    }
}

// The lower rank stays; of one rank what was read without escapes (the letter of "\\n" is no part of a name), then what begins first, then the longer.
bool goesBefore(const Found &a, const Found &b)
{
    if (a.hit.rank != b.hit.rank)
        return a.hit.rank < b.hit.rank;
    if (a.isDecoded != b.isDecoded)
        return a.isDecoded;
    if (a.hit.start != b.hit.start)
        return a.hit.start < b.hit.start;
    return a.hit.end > b.hit.end;
}

// Of some that overlap, one by one or in a chain: those that stay.
void resolve(std::span<Found> chain, std::vector<Hit> &hits)
{
    if (chain.size() == 1)
        return hits.push_back(chain.front().hit);
    std::ranges::stable_sort(chain, goesBefore);
    std::map<qsizetype, Hit> kept; // by start, so that what overlaps is found without going through all
    for (const Found &found : chain) {
        const Hit &hit = found.hit;
        const auto next = kept.lower_bound(hit.start);
        const bool meetsNext = next != kept.end() && next->first < hit.end;
        const bool meetsPrevious = next != kept.begin() && std::prev(next)->second.end > hit.start;
        if (!meetsNext && !meetsPrevious)
            kept.emplace_hint(next, hit.start, hit);
    }
    for (const auto &[start, hit] : kept)
        hits.push_back(hit);
}

std::vector<Hit> withoutOverlaps(std::vector<Found> all)
{
    std::ranges::stable_sort(all, {}, [](const Found &found) { return found.hit.start; });
    std::vector<Hit> hits;
    for (std::size_t first = 0; first < all.size();) {
        std::size_t last = first + 1;
        for (qsizetype end = all[first].hit.end; last < all.size() && all[last].hit.start < end; ++last)
            end = std::max(end, all[last].hit.end);
        resolve(std::span(all).subspan(first, last - first), hits);
        first = last;
    }
    return hits;
}

// What a unit adds to the text as UTF-8; a half of a character without the other becomes a mark of three bytes.
qsizetype bytesOf(QStringView text, qsizetype at)
{
    const QChar unit = text[at];
    if (unit.unicode() < 0x80)
        return 1;
    if (unit.unicode() < 0x800)
        return 2;
    const bool isFirstOfPair = unit.isHighSurrogate() && unitAt(text, at + 1).isLowSurrogate();
    const bool isSecondOfPair = unit.isLowSurrogate() && unitAt(text, at - 1).isHighSurrogate();
    return isFirstOfPair || isSecondOfPair ? 2 : 3;
}

} // namespace

double entropyOf(QStringView value)
{
    std::array<int, 128> counts{};
    for (const QChar c : value)
        ++counts.at(std::min<std::size_t>(c.unicode(), counts.size() - 1));
    double entropy = 0;
    for (const int count : counts) {
        if (count > 0) {
            const double share = double(count) / double(value.size());
            entropy -= share * std::log2(share);
        }
    }
    return entropy;
}

bool isPlaceholder(QStringView value)
{
    constexpr std::array<QStringView, 11> kWords{u"EXAMPLE", u"example", u"****", u"...", u"your-", u"your_", u"${", u"{{", u"placeholder", u"changeme", u"REDACTED"};
    constexpr int kMostX = 5;
    if (value.isEmpty() || std::ranges::any_of(kWords, [value](QStringView word) { return value.contains(word); }))
        return true;
    if (const qsizetype open = value.indexOf(u'<'); open >= 0 && value.indexOf(u'>', open) > open)
        return true;
    int run = 0;
    for (const QChar c : value) {
        run = c == u'x' || c == u'X' ? run + 1 : 0;
        if (run > kMostX)
            return true;
    }
    return std::ranges::all_of(value, [value](QChar c) { return c == value.front() && !isAlnum(c); });
}

QList<ScanFinding> scan(QStringView text)
{
    std::vector<Found> all;
    append(all, hitsIn(text));
    const DecodedView json = withoutJsonEscapes(text);
    appendView(all, json);
    appendView(all, withoutPercentEscapes(text));
    if (!json.isEmpty())
        appendView(all, withoutPercentEscapes(json.text), &json);
    QList<ScanFinding> findings;
    qsizetype at = 0;
    qsizetype bytes = 0;
    const auto bytesBefore = [&](qsizetype to) {
        for (; at < to; ++at)
            bytes += bytesOf(text, at);
        return bytes;
    };
    for (const Hit &hit : withoutOverlaps(std::move(all))) {
        ScanFinding finding{.rule = QString::fromLatin1(hit.rule),
            .kind = hit.rank == Rank::personal ? FindingKind::personalData : FindingKind::secret,
            .start = hit.start,
            .end = hit.end,
            .startByte = bytesBefore(hit.start),
            .endByte = 0,
            .isReserved = hit.isReserved,
            .isCertain = hit.isCertain};
        finding.endByte = bytesBefore(hit.end);
        findings.append(finding);
    }
    return findings;
}

QString toText(FindingKind kind)
{
    return kind == FindingKind::secret ? u"secret"_s : u"pii"_s;
}

QString scanRuleName(QStringView rule)
{
    const auto found = std::ranges::find_if(ruleNames(), [rule](const RuleName &name) { return rule == QLatin1StringView(name.rule); });
    return found == ruleNames().end() ? QString() : QString::fromLatin1(found->name);
}

QStringList scanRules()
{
    QStringList rules;
    for (const RuleName &name : ruleNames())
        rules.append(QString::fromLatin1(name.rule));
    rules.sort();
    return rules;
}

QString secretIn(QStringView text)
{
    const auto findings = scan(text);
    const auto secret = std::ranges::find(findings, FindingKind::secret, &ScanFinding::kind);
    return secret == findings.end() ? QString() : scanRuleName(secret->rule);
}

} // namespace assay::secrets
