// SPDX-License-Identifier: GPL-3.0-or-later
// One template rendered, one answer graded: without a workspace.
#include "app/cli/verb.h"

#include "core/grader/grader.h"
#include "core/importexport/promptfile.h"
#include "core/prompt/rendering.h"
#include "core/run/assertionresolution.h"

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

class TemplateVerb final : public Verb {
public:
    const char *name() const override { return "template"; }
    const char *summary() const override { return "Fill a prompt file (.yaml) or a plain template with variables and print the messages as JSON"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "A prompt file (.yaml), or any text as one user message; - is standard input");
        command.add_option("--vars", m_variables, "JSON file with an object of variables");
        command.add_flag("--language", m_wantsLanguage, "Print the page of the help about the language: values, blocks, filters, tests, functions");
        command.add_flag("--files", m_wantsFiles, "Print the page of the help about prompt files and the folder of prompts: examples, and all keys");
    }

    int run(Context &context) override
    {
        if (m_wantsLanguage || m_wantsFiles) {
            const auto page = readFile(m_wantsLanguage ? u":/assay/help/templates.md"_s : u":/assay/help/promptfiles.md"_s);
            if (!page)
                return wrongUse(context, page.error());
            context.console.printBytes(*page);
            return kDone;
        }
        if (m_file.empty())
            return wrongUse(context, fail(ErrorKind::invalidInput, u"say which template to fill in"_s, u"See assay template --help."_s).error());
        const auto variables = readVariables(m_variables);
        if (!variables)
            return wrongUse(context, variables.error());
        const QString path = fromStd(m_file);
        const auto bytes = readFileOrInput(path);
        if (!bytes)
            return wrongUse(context, bytes.error());
        if (!QUtf8StringView(*bytes).isValidUtf8())
            return wrongUse(context, fail(ErrorKind::parse, u"the file is not UTF-8"_s, u"Save it as UTF-8."_s).error().with(u"file"_s, path));
        const auto content = contentOf(*bytes, path);
        if (!content)
            return wrongUse(context, content.error());
        const auto compiled = prompt::CompiledPrompt::compile(*content);
        if (!compiled)
            return wrongUse(context, placed(compiled.error(), *bytes, path));
        const auto messages = compiled->render(*variables);
        if (!messages)
            return wrongUse(context, placed(messages.error(), *bytes, path));
        Json list(jsoncons::json_array_arg);
        for (const tokens::ChatMessage &message : prompt::toChatMessages(*messages)) {
            Json entry(jsoncons::json_object_arg);
            entry.insert_or_assign("role", jsonString(tokens::toText(message.role)));
            entry.insert_or_assign("content", jsonString(message.text));
            list.push_back(entry);
        }
        context.console.printJson(list);
        return kDone;
    }

private:
    [[nodiscard]] static bool isPromptFile(const QString &path) { return path.endsWith(u".yaml"_s) || path.endsWith(u".yml"_s); }

    [[nodiscard]] static Result<prompt::Content> contentOf(const QByteArray &bytes, const QString &path)
    {
        if (isPromptFile(path))
            return importexport::promptFileFromYaml(bytes, path).transform([](const importexport::PromptFile &file) { return file.content; });
        prompt::Content content;
        content.messages = {{tokens::Role::user, QString::fromUtf8(bytes)}};
        return content;
    }

    /// A plain template is its file: the message's lines are the file's.
    [[nodiscard]] static Error placed(Error error, const QByteArray &bytes, const QString &path)
    {
        if (isPromptFile(path))
            return importexport::errorInFile(error, bytes, path);
        error.context.removeIf([](const auto &entry) { return entry.first == u"message"; });
        return error.with(u"file"_s, path);
    }

    std::string m_file;
    std::string m_variables;
    bool m_wantsLanguage = false;
    bool m_wantsFiles = false;
};

class GradeVerb final : public Verb {
public:
    const char *name() const override { return "grade"; }
    const char *summary() const override { return "Grade one answer with one assertion and print the grade as JSON"; }

    void describe(CLI::App &command) override
    {
        command.add_option("--assert", m_assertion, R"(The assertion as JSON, such as {"type":"contains","value":"refund"})")->required();
        command.add_option("--output", m_output, "File with the answer; - is standard input")->required();
        command.add_option("--vars", m_variables, "JSON file with an object of variables for templates in the assertion");
        command.footer("Exit codes: 0 passed, 1 failed, 2 wrong use, bad input, or not decidable.");
    }

    int run(Context &context) override
    {
        const auto variables = readVariables(m_variables);
        if (!variables)
            return wrongUse(context, variables.error());
        const auto assertion = parseJson(std::string_view(m_assertion)).and_then(evalset::assertionFromJson);
        if (!assertion)
            return wrongUse(context, assertion.error().with(u"file"_s, u"--assert"_s));
        const Json reference = variables->contains("reference") ? variables->at("reference") : Json::null();
        const auto resolved = run::resolveAssertions({*assertion}, *variables, reference);
        if (!resolved)
            return wrongUse(context, resolved.error());
        if (const auto checked = grader::checkAssertion(resolved->first()); !checked)
            return wrongUse(context, checked.error());
        const auto output = readFileOrInput(fromStd(m_output));
        if (!output)
            return wrongUse(context, output.error());
        const grader::Grade grade = grader::grade(resolved->first(), {.output = QString::fromUtf8(*output), .latency = {}, .cost = {}});
        Json json(jsoncons::json_object_arg);
        json.insert_or_assign("name", jsonString(grade.name));
        json.insert_or_assign("pass", grade.state == grader::GradeState::passed);
        json.insert_or_assign("decided", grade.state != grader::GradeState::error);
        json.insert_or_assign("score", grade.score);
        json.insert_or_assign("reason", jsonString(grade.reason));
        context.console.printJson(json);
        return grade.state == grader::GradeState::passed ? kDone : grade.state == grader::GradeState::failed ? kGateNotMet : kWrongUse;
    }

private:
    std::string m_assertion;
    std::string m_output;
    std::string m_variables;
};

} // namespace

std::unique_ptr<Verb> makeTemplate()
{
    return std::make_unique<TemplateVerb>();
}

std::unique_ptr<Verb> makeGrade()
{
    return std::make_unique<GradeVerb>();
}

} // namespace assay::cli
