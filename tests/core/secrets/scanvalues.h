// SPDX-License-Identifier: GPL-3.0-or-later
// Values of the shape of keys, put together at run time so that no scanner takes a test for a leak.
#pragma once

#include <QRandomGenerator>
#include <QString>

namespace assay::test {

using namespace Qt::StringLiterals;

inline const QString kDigits = u"0123456789"_s;
inline const QString kCapitals = u"ABCDEFGHIJKLMNOPQRSTUVWXYZ"_s;
inline const QString kAlnum = kDigits + kCapitals + u"abcdefghijklmnopqrstuvwxyz"_s;
inline const QString kLetters = kAlnum.sliced(10);
inline const QString kLowerHex = u"0123456789abcdef"_s;

/// The same for the same arguments. No character stands twice in a row, so that no run is taken for a placeholder.
inline QString characters(qsizetype count, const QString &from = kAlnum, quint32 seed = 1)
{
    QRandomGenerator random(seed);
    QString text;
    while (text.size() < count) {
        const QChar next = from.at(random.bounded(int(from.size())));
        if (text.isEmpty() || text.back() != next)
            text += next;
    }
    return text;
}

struct Shaped {
    const char *rule;
    QString fits;     ///< the shortest
    QString tooShort; ///< by one
    QString tooLong;  ///< by one, where there is an end to it
};

inline QList<Shaped> shapedKeys()
{
    const auto run = [](const QString &head, qsizetype least, qsizetype most, const QString &from = kAlnum, const QString &tail = {}) {
        return Shaped{"", head + characters(least, from) + tail, head + characters(least - 1, from) + tail, head + characters(most + 1, from) + tail};
    };
    const QString marker = u"T3Bl"_s + u"bkFJ"_s;
    const auto named = [](const char *rule, Shaped shaped) {
        shaped.rule = rule;
        return shaped;
    };
    return {
        named("openai",
            {"", u"sk-proj-"_s + characters(20) + marker + characters(20), u"sk-proj-"_s + characters(20) + marker + characters(19),
                u"sk-proj-"_s + characters(20) + marker + characters(121)}),
        named("openai", run(u"sk-"_s + characters(20) + marker, 20, 20)),
        named("anthropic", run(u"sk-"_s + u"ant-api03-"_s, 80, 120)),
        named("openrouter", run(u"sk-"_s + u"or-v1-"_s, 64, 64, kLowerHex)),
        named("google_api", run(u"AI"_s + u"za"_s, 35, 35)),
        named("aws_access_key_id", run(u"AK"_s + u"IA"_s, 16, 16, kCapitals + u"234567"_s)),
        named("bedrock_long", run(u"AB"_s + u"SK"_s, 109, 269)),
        named("github_token", run(u"gh"_s + u"p_"_s, 36, 36)),
        named("github_fine_grained", run(u"github"_s + u"_pat_"_s + characters(22) + u"_"_s, 59, 59)),
        named("gitlab_pat", run(u"gl"_s + u"pat-"_s, 20, 20)),
        named("slack_token", run(u"xo"_s + u"xb-"_s + characters(10, kDigits) + u"-"_s + characters(12, kDigits) + u"-"_s, 24, 24)),
        named("slack_webhook", run(u"https://hooks."_s + u"slack.com/services/T"_s + characters(8, kCapitals) + u"/B"_s + characters(9, kCapitals) + u"/"_s, 24, 24)),
        named("stripe", run(u"sk"_s + u"_live_"_s, 24, 99)),
        named("huggingface", run(u"h"_s + u"f_"_s, 34, 34, kLetters)),
        named("groq", run(u"gs"_s + u"k_"_s, 52, 52)),
        named("perplexity", run(u"pp"_s + u"lx-"_s, 48, 48)),
        named("xai", run(u"xa"_s + u"i-"_s, 80, 80)),
        named("replicate", run(u"r"_s + u"8_"_s, 37, 37)),
        named("npm", run(u"np"_s + u"m_"_s, 36, 36)),
        named("pypi", run(u"pypi-"_s + u"AgEIcHlwaS5vcmc"_s, 50, 300)),
        named("sendgrid", run(u"S"_s + u"G."_s + characters(22) + u"."_s, 43, 43)),
        named("databricks", run(u"da"_s + u"pi"_s, 32, 32, kLowerHex)),
        named("digitalocean", run(u"do"_s + u"p_v1_"_s, 64, 64, kLowerHex)),
        named("azure_ad_secret", run(u"aB3"_s + u"8Q~"_s, 31, 34)),
    };
}

} // namespace assay::test
