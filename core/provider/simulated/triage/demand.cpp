// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/demand.h"

#include <QRegularExpression>
#include <QStringList>

#include <array>

namespace assay::provider::triage {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBytesOfWord = 6; // of an English word with its blank, for limits that count words
constexpr qsizetype kFewestListed = 5;

QRegularExpressionMatch find(const QString &text, const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption).match(text);
}

// The first spelling that the instructions use; singular before plural, so that a plural is kept as written.
QHash<Category, QString> listedLabels(const QString &instructions)
{
    static const std::array<std::pair<Category, QString>, 9> spellings{{
        {Category::billing, u"billing"_s},
        {Category::login, u"log[ -]?in"_s},
        {Category::bug, u"bugs?"_s},
        {Category::shipping, u"shipping"_s},
        {Category::cancellation, u"cancell?ations?"_s},
        {Category::howTo, u"how[ _-]tos?"_s},
        {Category::featureRequest, u"feature[ _-]requests?"_s},
        {Category::security, u"security"_s},
        {Category::other, u"other"_s},
    }};
    QHash<Category, QString> labels;
    for (const auto &[category, pattern] : spellings) {
        if (const auto match = find(instructions, u"(?<![\\p{L}_])(%1)(?![\\p{L}_])"_s.arg(pattern)); match.hasMatch())
            labels.insert(category, match.captured(1));
    }
    return labels.size() >= kFewestListed ? labels : QHash<Category, QString>();
}

std::optional<int> limitOf(const QString &instructions)
{
    const auto match = find(instructions, u"(?:at most|no more than|max(?:imum)?(?: of)?|under|up to|within|≤)\\s*(\\d+)\\s*(characters|words|chars)"_s);
    if (!match.hasMatch())
        return std::nullopt;
    const int count = match.captured(1).toInt();
    return match.captured(2).startsWith(u'w', Qt::CaseInsensitive) ? count * kBytesOfWord : count;
}

} // namespace

std::optional<Demand> readDemand(const Conversation &conversation)
{
    const QString &text = conversation.instructions;
    const auto says = [&text](const QString &pattern) { return find(text, pattern).hasMatch(); };
    if (!says(u"\\bcategory\\b"_s) || !says(u"\\burgency\\b"_s))
        return std::nullopt;
    Demand demand;
    demand.labels = listedLabels(text);
    demand.definesCategories = says(u"how_to\\W{0,4}\\s*[:(–-]\\s*\\w+"_s);
    demand.definesUrgency = says(u"critical\\W{0,4}\\s*[:(=–-]\\s*\\w+[^,\\n]{12,}"_s);
    demand.warnsOfTone = says(u"\\btone\\b|\\banger\\b|\\bangry\\b|\\bcapitals\\b"_s);
    demand.ranksIssues = says(u"(several|more than one|multiple|two or more)\\s+(issues|issue|problems|problem|requests|topics|things|matters)"_s);
    demand.jsonOnly = says(u"(only|nothing but|just) (one |a |the )?(single )?JSON|JSON (object )?(only|and nothing else)|no code fence|without (a )?code fence|nothing else"_s);
    demand.summaryLimit = limitOf(text);
    demand.summaryInEnglish = says(u"in English|English (summary|sentence)"_s);
    demand.distrustsMessage = says(u"not (as )?(an )?instructions?|never follow|do not follow|don't follow|ignore (any )?instructions|is data|as data|treat .{0,60} data"_s);
    demand.hasExamples = !conversation.examples.isEmpty() || says(u"\\bExamples?:"_s);
    return demand;
}

} // namespace assay::provider::triage
