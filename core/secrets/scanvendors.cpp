// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/checksums.h"
#include "core/secrets/scanpatterns.h"
#include "core/secrets/scanrules.h"

#include <QStringList>

#include <array>
#include <optional>

namespace assay::secrets {

using namespace Qt::StringLiterals;

namespace {

using Fits = bool (*)(QChar);

Fits classOf(QChar letter)
{
    switch (letter.unicode()) {
    case u'A':
        return isAlnum;
    case u'W':
        return isWord;
    case u'h':
        return isLowerHex;
    case u'd':
        return isDigit;
    case u'U':
        return [](QChar c) { return isUpper(c) || isDigit(c); };
    case u'B':
        return isBase64;
    case u'R':
        return [](QChar c) { return isUpper(c) || (c >= u'2' && c <= u'7'); };
    case u'L':
        return isLetter;
    case u'l':
        return [](QChar c) { return isDigit(c) || (c >= u'a' && c <= u'z'); };
    case u'=':
        return [](QChar c) { return c == u'='; };
    }
    Q_UNREACHABLE_RETURN(nullptr);
}

struct Part {
    QStringList choices; ///< one of these; none: a run
    Fits fits = nullptr;
    qsizetype least = 0;
    qsizetype most = 0;
};

struct Shape {
    const VendorShape *source = nullptr;
    std::vector<Part> parts;
};

Part partOf(QStringView inside)
{
    if (inside.contains(u'|'))
        return {.choices = inside.toString().split(u'|')};
    const QStringView numbers = inside.sliced(1);
    const qsizetype dash = numbers.indexOf(u'-');
    const qsizetype least = (dash < 0 ? numbers : numbers.first(dash)).toLongLong();
    return {.choices = {}, .fits = classOf(inside.front()), .least = least, .most = dash < 0 ? least : numbers.sliced(dash + 1).toLongLong()};
}

Shape shapeOf(const VendorShape &source)
{
    Shape shape{.source = &source, .parts = {}};
    for (QStringView rest = source.shape; !rest.isEmpty();) {
        const qsizetype open = rest.indexOf(u'<');
        if (open != 0) {
            const QStringView literal = open < 0 ? rest : rest.first(open);
            shape.parts.push_back({.choices = {literal.toString()}});
            rest = rest.sliced(literal.size());
            continue;
        }
        const qsizetype close = rest.indexOf(u'>');
        shape.parts.push_back(partOf(rest.sliced(1, close - 1)));
        rest = rest.sliced(close + 1);
    }
    return shape;
}

/// After what fits the shape from `at` on; no part is tried in another length than the longest.
std::optional<qsizetype> endOf(const Shape &shape, QStringView text, qsizetype at)
{
    for (const Part &part : shape.parts) {
        if (part.choices.isEmpty()) {
            const qsizetype end = runEnd(text, at, part.most + 1, part.fits);
            if (end - at < part.least || end - at > part.most)
                return std::nullopt;
            at = end;
            continue;
        }
        const QStringView rest = text.sliced(at);
        const auto chosen = std::ranges::find_if(part.choices, [rest](const QString &choice) { return rest.startsWith(choice); });
        if (chosen == part.choices.end())
            return std::nullopt;
        at += chosen->size();
    }
    const QChar next = unitAt(text, at);
    if (isAlnum(next) || shape.source->notBefore.contains(next))
        return std::nullopt;
    return at;
}

/// Shapes by their first character.
using Index = std::array<std::vector<Shape>, 128>;

const Index &shapeIndex()
{
    static const Index index = [] {
        Index filled;
        for (const VendorShape &source : vendorShapes()) {
            const Shape shape = shapeOf(source);
            QString firsts;
            for (const QString &choice : shape.parts.front().choices) {
                if (!firsts.contains(choice.front()))
                    filled.at(choice.front().unicode()).push_back(shape);
                firsts += choice.front();
            }
        }
        return filled;
    }();
    return index;
}

void add(Hits &hits, const char *rule, double leastEntropy, QStringView text, qsizetype start, qsizetype end)
{
    const QStringView value = text.sliced(start, end - start);
    if (entropyOf(value) < leastEntropy || isPlaceholder(value))
        return;
    const bool isCertain = QLatin1StringView(rule) != "github_token"_L1 || fitsGithubChecksum(value);
    hits.push_back({.rule = rule, .rank = Rank::vendor, .start = start, .end = end, .isReserved = false, .isCertain = isCertain});
}

// A marker within a run that its neighbours are part of: in the older keys at one place, in the newer somewhere.
void findOpenAi(QStringView text, qsizetype start, Hits &hits)
{
    constexpr QStringView kMarker = u"T3Bl"
                                    u"bkFJ";
    constexpr qsizetype kLeast = 20;
    constexpr qsizetype kMost = 120;
    const QStringView rest = text.sliced(start);
    if (!rest.startsWith(u"sk-"))
        return;
    const qsizetype old = start + 3;
    const qsizetype oldEnd = runEnd(text, old, 2 * kLeast + kMarker.size() + 1, isAlnum);
    if (oldEnd - old == 2 * kLeast + kMarker.size() && text.sliced(old + kLeast).startsWith(kMarker))
        return add(hits, "openai", 3, text, start, oldEnd);
    for (const QStringView prefix : {u"sk-proj-", u"sk-svcacct-", u"sk-admin-"}) {
        if (!rest.startsWith(prefix))
            continue;
        const qsizetype body = start + prefix.size();
        // Without the marker near there is no need to read the run from each of its places.
        if (text.sliced(body, std::min(kMost + kMarker.size(), text.size() - body)).indexOf(kMarker) < 0)
            return;
        const qsizetype end = runEnd(text, body, 2 * kMost + kMarker.size() + 1, isWord);
        const QStringView run = text.sliced(body, end - body);
        for (qsizetype at = run.indexOf(kMarker); at >= 0 && at <= kMost; at = run.indexOf(kMarker, at + 1)) {
            const qsizetype after = run.size() - at - kMarker.size();
            if (at >= kLeast && after >= kLeast && after <= kMost)
                return add(hits, "openai", 3, text, start, end);
        }
    }
}

// Azure's client secrets are known by the fourth to sixth character: a digit and "Q~".
void findAzure(QStringView text, qsizetype q, Hits &hits)
{
    constexpr qsizetype kBefore = 4;
    constexpr qsizetype kLeast = 31;
    constexpr qsizetype kMost = 34;
    const auto isHead = [](QChar c) { return isAlnum(c) || c == u'_' || c == u'~' || c == u'.'; };
    const qsizetype start = q - kBefore;
    if (start < 0 || unitAt(text, q + 1) != u'~' || !isDigit(text[q - 1]) || !isLeftEdge(text, start) || !std::ranges::all_of(text.sliced(start, 3), isHead))
        return;
    const qsizetype body = q + 2;
    qsizetype end = runEnd(text, body, kMost + 2, [&](QChar c) { return isHead(c) || c == u'-'; });
    while (end > body && text[end - 1] == u'.')
        --end;
    if (end - body >= kLeast && end - body <= kMost)
        add(hits, "azure_ad_secret", 3, text, start, end);
}

} // namespace

void findVendorKeys(QStringView text, Hits &hits)
{
    const Index &index = shapeIndex();
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char16_t unit = text[at].unicode();
        if (unit >= index.size())
            continue;
        if (unit == u'Q')
            findAzure(text, at, hits);
        const auto &shapes = index.at(unit);
        if (shapes.empty() || !isLeftEdge(text, at))
            continue;
        for (const Shape &shape : shapes) {
            if (const auto end = endOf(shape, text, at))
                add(hits, shape.source->rule, shape.source->leastEntropy, text, at, *end);
        }
        if (unit == u's')
            findOpenAi(text, at, hits);
    }
}

} // namespace assay::secrets
