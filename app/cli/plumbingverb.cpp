// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verb.h"

#include "core/base/plumbing.h"
#include "core/grader/plumbing.h"
#include "core/importexport/csv.h"
#include "core/net/plumbing.h"
#include "core/prompt/plumbing.h"
#include "core/run/assertionresolution.h"
#include "core/secrets/scanplumbing.h"
#include "core/stats/plumbing.h"
#include "core/tokens/plumbing.h"

#include <iostream>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

Json answerStats(const Json &request)
{
    if (!request.is_object() || !request.contains("method") || !request.at("method").is_string())
        return errorAnswer(fail(ErrorKind::invalidInput, u"the request needs a \"method\""_s, u"Known are: %1."_s.arg(stats::statsMethods().join(u", "_s))).error());
    const Json input = request.contains("input") ? request.at("input") : Json(jsoncons::json_object_arg);
    const auto answer = stats::statsMethod(toQString(request.at("method")), input);
    return answer ? *answer : errorAnswer(answer.error());
}

// Templates in the assertion are filled in with "vars", as a run does.
Json answerGrade(const Json &request)
{
    if (!request.is_object() || !request.contains("assertion") || !request.contains("vars") || !request.at("vars").is_object())
        return grader::gradePlumbing(request);
    const Json &variables = request.at("vars");
    const auto assertion = evalset::assertionFromJson(request.at("assertion"));
    if (!assertion)
        return errorAnswer(assertion.error());
    const auto resolved = run::resolveAssertions({*assertion}, variables, variables.contains("reference") ? variables.at("reference") : Json::null());
    if (!resolved)
        return errorAnswer(resolved.error());
    Json filled = request;
    filled.insert_or_assign("assertion", evalset::toJson(resolved->first()));
    return grader::gradePlumbing(filled);
}

Json answerTemplate(const Json &request)
{
    const auto answer = prompt::templatePlumbing(request);
    return answer ? *answer : errorAnswer(answer.error());
}

struct Plumbing {
    const char *name;
    const char *summary;
    Json (*answer)(const Json &request);
};

constexpr Plumbing kPlumbing[]{
    {"template", R"({"template", "vars", "strict", "trimBlocks", "lstripBlocks", "snippets", "spans"} -> {"text", "variables", "snippets", "spans"})", answerTemplate},
    {"tokens", R"({"encoding", "text"} -> {"count", "ids"})", tokens::tokensPlumbing},
    {"sse", R"({"chunks": [BASE64]} -> {"events", "retry"})", net::ssePlumbing},
    {"json-parse", R"({"base64"} -> {"valid"})", jsonParsePlumbing},
    {"canon", R"({"document"} -> {"text", "sha256"}: RFC 8785, of which content hashes are made)", canonPlumbing},
    {"csv", R"({"base64", "header"} -> {"rows"})", importexport::csvPlumbing},
    {"grade", R"({"assertion", "output", "vars", "latencyMs", "costUsd"} -> {"pass", "score", "reason"})", answerGrade},
    {"scan", R"({"text"} -> {"findings": [{"rule", "kind", "start", "end", "reserved"}], "version"}, in bytes of UTF-8)", secrets::scanPlumbing},
    {"stats", R"({"method", "input"} -> the named numbers)", answerStats},
};

class PlumbingVerb final : public Verb {
public:
    const char *name() const override { return "x"; }
    const char *summary() const override { return "Plumbing for scripts: JSON Lines in, one JSON answer a line out"; }

    void describe(CLI::App &command) override
    {
        for (const Plumbing &plumbing : kPlumbing)
            command.add_subcommand(plumbing.name, plumbing.summary)->callback([this, &plumbing] { m_chosen = &plumbing; });
        command.require_subcommand(1);
        command.footer("Each line of standard input is one request; a request that cannot be served gets {\"error\": {\"kind\", \"message\"}}, with \"line\" and \"column\" where a\n"
                       "place is known, and the next one goes on.\n"
                       "Exit codes: 0 every line was answered, 2 standard input was no JSON Lines.");
    }

    int run(Context &context) override
    {
        bool isJsonLines = true;
        for (std::string line; context.console.isWhole() && std::getline(std::cin, line);) {
            if (line.find_first_not_of(" \t\r") == std::string::npos)
                continue;
            const auto request = parseJson(std::string_view(line));
            isJsonLines = isJsonLines && request.has_value();
            const Json answer = request ? m_chosen->answer(*request) : errorAnswer(request.error());
            context.console.print(QString::fromUtf8(toJson(answer)));
        }
        return isJsonLines ? kDone : kWrongUse;
    }

private:
    const Plumbing *m_chosen = nullptr;
};

} // namespace

std::unique_ptr<Verb> makePlumbing()
{
    return std::make_unique<PlumbingVerb>();
}

} // namespace assay::cli
