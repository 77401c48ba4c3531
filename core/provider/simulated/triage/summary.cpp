// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/summary.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>

namespace assay::provider::triage {

using namespace Qt::StringLiterals;

namespace {

constexpr double kLength = 0.06;  // difficulty of keeping a limit
constexpr double kLanguage = 0.1; // difficulty of writing in another language than the message
constexpr qsizetype kFewestLetters = 12; // of a sentence that says something
constexpr qsizetype kUsualLength = 110;
constexpr qsizetype kChattyLength = 240;
constexpr double kChats = 0.15; // share of the messages that get two sentences where no limit is told
constexpr int kSafeMargin = 10;

QStringList sentencesOf(const QString &message)
{
    static const QRegularExpression end(u"(?<=[.!?。！？])\\s*(?=\\s|[^\\x{00}-\\x{2fff}])|\\n+"_s);
    static const QRegularExpression blanks(u"\\s+"_s);
    static const QRegularExpression greeting(u"^(hi|hello|hey|dear|hallo|guten|bonjour|hola|olá|ciao|buongiorno|dzień|good (morning|afternoon|evening)|こんにちは|お世話)\\b[^.!?]{0,30}$"_s, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    QStringList kept;
    for (QString sentence : message.split(end, Qt::SkipEmptyParts)) {
        sentence = sentence.replace(blanks, u" "_s).trimmed();
        if (sentence.size() >= kFewestLetters && !greeting.match(sentence).hasMatch())
            kept.append(sentence);
    }
    return kept.isEmpty() ? QStringList{message.simplified()} : kept;
}

// What the customer wants, in English, where the message's own words cannot be used.
QString stockPhrase(Category category)
{
    static const std::array<QString, 9> phrases{
        u"Customer asks about a charge or an invoice."_s,
        u"Customer cannot sign in to the account."_s,
        u"Customer reports that the product does not work as it should."_s,
        u"Customer asks about a delivery."_s,
        u"Customer wants to cancel."_s,
        u"Customer asks how to do something in the product."_s,
        u"Customer suggests a new feature."_s,
        u"Customer reports a security problem."_s,
        u"Customer writes about something else."_s,
    };
    return phrases.at(static_cast<std::size_t>(category));
}

QString shortened(const QString &text, qsizetype limit)
{
    if (text.size() <= limit)
        return text;
    const qsizetype blank = text.lastIndexOf(u' ', limit - 2);
    return text.left(blank > limit / 2 ? blank : limit - 1) + u"…"_s;
}

} // namespace

bool isEnglish(const QString &message)
{
    static const QRegularExpression english(u"\\b(the|and|is|my|to|i|you|for|it|not|we|please|your|on|was|in|have)\\b"_s, QRegularExpression::CaseInsensitiveOption);
    qsizetype words = 0;
    for (auto found = english.globalMatch(message); found.hasNext(); found.next())
        ++words;
    const qsizetype all = message.split(u' ', Qt::SkipEmptyParts).size();
    const bool isWestern = std::ranges::count_if(message, [](QChar c) { return c.unicode() >= 0x3000; }) * 4 < message.size();
    return isWestern && words * 8 >= all;
}

QString summaryOf(const QString &message, Category category, const Demand &demand, const Skill &skill)
{
    const bool isTranslated = !isEnglish(message) && demand.summaryInEnglish && skill.gets(u"language", kLanguage);
    const QStringList sentences = sentencesOf(message);
    if (isTranslated)
        return stockPhrase(category);
    if (demand.summaryLimit && skill.gets(u"summary length", kLength))
        return shortened(sentences.first(), *demand.summaryLimit - kSafeMargin);
    return skill.prefers(u"chatty", kChats) ? shortened(sentences.mid(0, 2).join(u' '), kChattyLength) : shortened(sentences.first(), kUsualLength);
}

} // namespace assay::provider::triage
