// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/answer.h"

#include "core/base/json.h"

#include <array>

namespace assay::provider::triage {

using namespace Qt::StringLiterals;

namespace {

// Difficulties, see Skill::gets().
constexpr double kSpelling = 0.08;
constexpr double kSpellingWithExamples = 0.03;
constexpr double kJsonOnly = 0.05;
constexpr double kJsonOnlyWithExamples = 0.02;

constexpr double kFenceShare = 0.07; // of the answers, where JSON alone is not demanded

QString ownWord(Category category, const Skill &skill)
{
    static const std::array<std::pair<QString, QString>, 9> words{{
        {u"billing"_s, u"refund"_s},
        {u"login"_s, u"account"_s},
        {u"bug"_s, u"technical issue"_s},
        {u"shipping"_s, u"delivery"_s},
        {u"cancellation"_s, u"subscription"_s},
        {u"how-to"_s, u"question"_s},
        {u"feature request"_s, u"feedback"_s},
        {u"security"_s, u"account security"_s},
        {u"other"_s, u"general inquiry"_s},
    }};
    const auto &[usual, loose] = words.at(static_cast<std::size_t>(category));
    return skill.prefers(u"own word", 0.5) ? loose : usual;
}

QString looser(QString label)
{
    return label.contains(u'_') ? label.replace(u'_', u' ') : label.replace(0, 1, label.at(0).toUpper());
}

} // namespace

QString categoryWord(Category category, const Demand &demand, const Skill &skill)
{
    const QString listed = demand.labels.value(category);
    if (listed.isEmpty())
        return ownWord(category, skill);
    const bool isKept = skill.gets(u"spelling", demand.hasExamples ? kSpellingWithExamples : kSpelling);
    return isKept ? listed : looser(listed);
}

QString answerText(const QString &category, const QString &urgency, const QString &summary, const Demand &demand, const Skill &skill)
{
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("category", jsonString(category));
    json.insert_or_assign("urgency", jsonString(urgency));
    json.insert_or_assign("summary", jsonString(summary));
    const QString bare = QString::fromUtf8(toJson(json));
    const bool isBare = demand.jsonOnly ? skill.gets(u"JSON only", demand.hasExamples ? kJsonOnlyWithExamples : kJsonOnly) : !skill.prefers(u"fence", kFenceShare);
    if (isBare)
        return bare;
    const QString fenced = u"```json\n%1\n```"_s.arg(QString::fromUtf8(toPrettyJson(json)).trimmed());
    return skill.prefers(u"greeting", 0.5) ? u"Here is the triage of the message:\n\n"_s + fenced : fenced;
}

} // namespace assay::provider::triage
