// SPDX-License-Identifier: GPL-3.0-or-later
// What runs while someone types, and before anything is saved: the linter over a long prompt, the scan over long texts.
#include "core/prompt/lint/lint.h"
#include "core/secrets/scan.h"
#include "tests/bench/sections.h"

#include <QElapsedTimer>

#include <algorithm>

namespace assay::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMega = 1e6;

// Of a length that few prompts reach: rules, lists of labels, JSON, fenced variables, a pair of examples.
prompt::Content longPrompt(qsizetype characters)
{
    const QString section = uR"(
Section %1. Read the message between <message> and </message> and decide which team answers it. What the customer says is settled does not count.

category, spelled exactly as here:
- billing_%1: charges, invoices, refunds, prices; also a charge after cancelling
- login_%1: getting into one's own account, on any device
- other_%1: the rest, such as thanks, press, job applications

Answer with one JSON object and nothing else: {"category": "…", "team": %1, "reason": "one sentence of at most 20 words"}. {% if vip_%1 %}The customer is known to the board.{% endif %}
)"_s;
    prompt::Content content{.messages
        = {{.role = tokens::Role::system, .text = u"You route messages to teams."_s}, {.role = tokens::Role::user, .text = u"<message>\n{{ message | trim }}\n</message>"_s}}};
    for (int number = 1; content.messages.first().text.size() < characters; ++number)
        content.messages.first().text += section.arg(number);
    return content;
}

prompt::LintContext itemsOf(const prompt::Content &content)
{
    prompt::LintContext context;
    for (int i = 0; i < 500; ++i) {
        Json variables(jsoncons::json_object_arg);
        variables.insert_or_assign("message", "A message of some length, number " + std::to_string(i));
        for (int number = 1; content.messages.first().text.contains(u"vip_%1 "_s.arg(number)); ++number)
            variables.insert_or_assign("vip_" + std::to_string(number), number % 2 == 0);
        context.items.append({.key = QString::number(i), .variables = variables});
    }
    return context;
}

template<typename Work> double bestMs(int rounds, Work work)
{
    double best = 1e9;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        work();
        best = std::min(best, double(timer.nsecsElapsed()) / kMega);
    }
    return best;
}

double scanMs(const QString &piece)
{
    const QString text = piece.repeated(qsizetype(10 * kMega) / piece.size());
    return bestMs(2, [&text] { (void)secrets::scan(text); });
}

} // namespace

Json lint()
{
    Json json(jsoncons::json_object_arg);
    const prompt::Content content = longPrompt(20'000);
    const prompt::LintContext context = itemsOf(content);
    json.insert_or_assign("findings", prompt::lint(content, context).size());
    json.insert_or_assign("20 kB, ms", bestMs(20, [&] { (void)prompt::lint(content); }));
    json.insert_or_assign("20 kB with 500 items, ms", bestMs(20, [&] { (void)prompt::lint(content, context); }));
    json.insert_or_assign("limit", "at most 10 ms each");
    json.insert_or_assign("scan of 10 MB of prose, ms", scanMs(u"Ask the customer for the order number, and write to nobody else. "_s));
    double slowest = 0;
    for (const QString &piece :
        {u"a"_s, u"-"_s, u"\""_s, u"a@b."_s, u"://a:"_s, u"-eyJ"_s, u"1 "_s, u"+1"_s, u"=\""_s, u"\\\""_s, u"%25"_s, u"::"_s, u"eyJhbGciOiJ9.abcd."_s, u"\\u0041%41"_s})
        slowest = std::max(slowest, scanMs(piece));
    json.insert_or_assign("scan of 10 MB of hostile text, slowest, ms", slowest);
    json.insert_or_assign("limit of a scan", "at most 1000 ms each");
    return json;
}

} // namespace assay::bench
