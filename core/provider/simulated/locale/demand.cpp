// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/locale/demand.h"

#include <QRegularExpression>

namespace assay::provider::locale {

using namespace Qt::StringLiterals;

std::optional<Demand> readDemand(const Conversation &conversation)
{
    const auto says = [&conversation](const QString &pattern) {
        return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption).match(conversation.instructions).hasMatch();
    };
    if (!says(u"\\bfield\\b"_s) || !says(u"\\bUS format\\b|MM/DD/YYYY"_s))
        return std::nullopt;
    Demand demand;
    demand.dateFormat = says(u"MM/DD/YYYY"_s);
    demand.amountFormat = says(u"\\$\\d{1,3}(,\\d{3})+\\.\\d\\d"_s);
    demand.temperatureFormat = says(u"\\d+°F"_s);
    demand.missingWord = says(u"\\bN/A\\b"_s);
    demand.valueOnly = says(u"value only|only the value|nothing (else|but)"_s);
    demand.dayFirstRule = says(u"day comes first|day first"_s);
    demand.roundingRule = says(u"round(ed)? half up"_s);
    demand.noOtherField = says(u"another field"_s);
    demand.hasExamples = !conversation.examples.isEmpty();
    return demand;
}

std::optional<Question> readQuestion(const QString &input)
{
    static const QRegularExpression form(u"^Field:[ \\t]*(?<field>.+?)\\s*\\nText:\\s*(?<text>.*)$"_s, QRegularExpression::DotMatchesEverythingOption | QRegularExpression::MultilineOption);
    const auto match = form.match(input);
    if (!match.hasMatch())
        return std::nullopt;
    return Question{.field = match.captured(u"field"_s), .text = input.mid(match.capturedStart(u"text"_s)).trimmed()};
}

} // namespace assay::provider::locale
