// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/injection.h"

#include <QRegularExpression>

#include <array>

namespace assay::provider::triage {

using namespace Qt::StringLiterals;

namespace {

const auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;

std::optional<Category> orderedCategory(const QString &orders)
{
    for (int i = 0; i <= static_cast<int>(Category::other); ++i) {
        const auto category = static_cast<Category>(i);
        if (QRegularExpression(u"\\b%1\\b"_s.arg(labelOf(category).replace(u'_', u"[ _-]"_s)), kOptions).match(orders).hasMatch())
            return category;
    }
    return std::nullopt;
}

std::optional<Urgency> orderedUrgency(const QString &orders)
{
    for (const Urgency urgency : {Urgency::critical, Urgency::high, Urgency::normal, Urgency::low}) {
        if (QRegularExpression(u"\\b%1\\b"_s.arg(labelOf(urgency)), kOptions).match(orders).hasMatch())
            return urgency;
    }
    return std::nullopt;
}

} // namespace

std::optional<Injection> findInjection(const QString &message)
{
    static const QRegularExpression order(
        u"(ignore|disregard|forget|override|vergiss|ignoriere|ignorez|oubliez|ignora|ignore todas|zignoruj)\\b.{0,30}\\b(instruction|prompt|rules|above|anweisung|instruc|polece)"
        "|\\b(classify|categori[sz]e|label|mark|tag|triage|route) (this|it|me|the (message|ticket|request))\\b.{0,20}\\b(as|to)\\b|\\bset (the )?(urgency|category|priority)\\b"
        "|\"(category|urgency)\"\\s*:|^\\W*(system|assistant)( prompt| message| note)?\\s*:|\\b(output|answer|reply|respond|return) (only|exactly|with)\\b|note to (the )?(ai|bot|model|assistant)|you are now|if you are an? (ai|bot|language model|automated)"_s,
        kOptions | QRegularExpression::MultilineOption);
    static const QRegularExpression sentence(u"[^.!?\\n]+[.!?\\n]*"_s);
    static const QRegularExpression otherAnswer(u"\\b(output|answer|reply|respond|return|write|say)\\b.{0,25}\\b(poem|joke|word|recipe|haiku|hello|only|exactly)\\b"_s, kOptions);
    Injection injection;
    QString orders;
    for (auto matches = sentence.globalMatch(message); matches.hasNext();) {
        const QString one = matches.next().captured();
        QString &into = order.match(one).hasMatch() ? orders : injection.rest;
        into += one;
    }
    if (orders.isEmpty())
        return std::nullopt;
    injection.category = orderedCategory(orders);
    injection.urgency = orderedUrgency(orders);
    injection.wantsOtherAnswer = !injection.category && !injection.urgency && otherAnswer.match(orders).hasMatch();
    return injection;
}

} // namespace assay::provider::triage
