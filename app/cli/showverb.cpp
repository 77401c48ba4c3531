// SPDX-License-Identifier: GPL-3.0-or-later
// What is in a workspace, and one version of a prompt for those who use it.
#include "app/cli/apirequest.h"
#include "app/cli/verb.h"
#include "app/cli/workspacelines.h"

#include "core/importexport/yamlwriter.h"
#include "core/prompt/rendering.h"
#include "core/store/evalsetrepository.h"
#include "core/store/modelrepository.h"
#include "core/store/promptrepository.h"
#include "core/workspace/workspace.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

Json listOf(const QStringList &texts)
{
    Json list(jsoncons::json_array_arg);
    for (const QString &text : texts)
        list.push_back(jsonString(text));
    return list;
}

/// {"required": […], "optional": […]}
Json variablesOf(const prompt::CompiledPrompt &compiled)
{
    const QStringList optional = compiled.optionalVariables();
    QStringList required = compiled.variables();
    required.removeIf([&](const QString &name) { return optional.contains(name); });
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("required", listOf(required));
    json.insert_or_assign("optional", listOf(optional));
    return json;
}

Json headOf(const prompt::Version &version, const Json &variables)
{
    Json json(jsoncons::json_object_arg);
    json.insert_or_assign("prompt", jsonString(version.promptName));
    json.insert_or_assign("version", version.number);
    json.insert_or_assign("hash", jsonString(version.contentHash));
    json.insert_or_assign("variables", variables);
    return json;
}

Json snippetsOf(const prompt::Content &content)
{
    Json json(jsoncons::json_object_arg);
    for (const auto &[name, text] : content.snippets.asKeyValueRange())
        json.insert_or_assign(name.toStdString(), jsonString(text));
    return json;
}

Json documentOf(const prompt::Version &version, const Json &variables)
{
    Json json = headOf(version, variables);
    if (version.parent)
        json.insert_or_assign("parent", *version.parent);
    json.insert_or_assign("note", jsonString(version.note));
    json.insert_or_assign("author", jsonString(version.author));
    json.insert_or_assign("created", jsonString(QDateTime::fromMSecsSinceEpoch(toUnixMs(version.createdAt), QTimeZone::UTC).toString(Qt::ISODateWithMs)));
    json.insert_or_assign("content", prompt::toJson(version.content));
    return json;
}

Json messagesOf(const QList<tokens::ChatMessage> &messages)
{
    Json list(jsoncons::json_array_arg);
    for (const tokens::ChatMessage &message : messages) {
        Json entry(jsoncons::json_object_arg);
        entry.insert_or_assign("role", jsonString(tokens::toText(message.role)));
        entry.insert_or_assign("content", jsonString(message.text));
        list.push_back(std::move(entry));
    }
    return list;
}

class Show final : public Verb {
public:
    const char *name() const override { return "show"; }
    const char *summary() const override { return "List what is in a workspace, or print a prompt version for an application: as data or as a ready request"; }

    bool refusesEmptyWords() const override { return true; }
    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        auto *reference = command.add_option("PROMPT", m_prompt, "Prompt version such as triage@3 or triage@production");
        command.add_option("--format", m_format, "json or yaml: the version as data; openai, anthropic or gemini: the body of a request (default: yaml)")
            ->needs(reference)
            ->check(CLI::IsMember({"json", "yaml", "openai", "anthropic", "gemini"}));
        command.add_option("--model", m_model, "A model of the workspace, or an API's name of one (default: the only model that speaks the format)")->needs(reference);
        auto *variables = command.add_option("--vars", m_variables, "Fill in with a JSON file of variables; - is standard input")->needs(reference);
        auto *item = command.add_option("--item", m_item, "Fill in with the variables of this item")->needs(reference)->excludes(variables);
        auto *set = command.add_option("--set", m_set, "Eval set of the item")->needs(item);
        item->needs(set);
        command.add_flag("--body", m_isBodyAlone, "Of a request its body alone")->needs(reference);
        command.footer(
            "A request is {\"prompt\", \"version\", \"hash\", \"variables\": {\"required\", \"optional\"}, \"request\": {\"model\", \"path\", \"headers\", \"body\"}}: "
            "path is below the\n"
            "API's base URL, and the key is yours to add. Without variables the templates stand in the body as they are, and \"snippets\" beside it has the texts that they\n"
            "include, as the version pinned them. It is what a run sends, but not streamed; what the API does not have is left out, and what\n"
            "it wants beyond is put in, such as a cap on the answer: both are told on standard error. As data a version is for programs to read; \"assay export\" writes what\n"
            "\"assay import\" takes.");
    }

    int run(Context &context) override
    {
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        if (m_prompt.empty())
            return list(context, **workspace);
        const auto shown = show(context, **workspace);
        return shown ? int(kDone) : wrongUse(context, shown.error());
    }

private:
    struct Wanted {
        prompt::Version version;
        std::optional<Json> variables;
        QList<run::PlannedModel> models;
    };

    [[nodiscard]] static int list(const Context &context, workspace::Workspace &workspace)
    {
        const auto lines = workspace.read(workspaceLines).result();
        if (!lines)
            return wrongUse(context, lines.error());
        for (const QString &line : *lines)
            context.console.print(line);
        return kDone;
    }

    [[nodiscard]] Result<void> show(const Context &context, workspace::Workspace &workspace) const
    {
        const auto wanted = read(workspace);
        if (!wanted)
            return std::unexpected(wanted.error());
        const QString format = fromStd(m_format);
        if (m_isBodyAlone && !apiFormats().contains(format))
            return fail(ErrorKind::invalidInput, u"--body is of a request"_s, u"Name --format openai, anthropic or gemini."_s);
        const auto compiled = prompt::CompiledPrompt::compile(wanted->version.content);
        if (!compiled)
            return std::unexpected(compiled.error().with(u"file"_s, wanted->version.label()));
        return apiFormats().contains(format) ? showRequest(context, *wanted, variablesOf(*compiled)) : showData(context, *wanted, *compiled);
    }

    [[nodiscard]] Result<Wanted> read(workspace::Workspace &workspace) const
    {
        const auto reference = prompt::versionReferenceFromText(fromStd(m_prompt));
        if (!reference)
            return std::unexpected(reference.error());
        auto wanted = workspace
                          .read([reference = *reference](store::Database &database) {
                              return store::PromptRepository(database).version(reference).and_then([&](const prompt::Version &version) {
                                  return store::ModelRepository(database).models().transform(
                                      [&](const QList<run::PlannedModel> &models) { return Wanted{.version = version, .variables = {}, .models = models}; });
                              });
                          })
                          .result();
        if (!wanted || (m_variables.empty() && m_item.empty()))
            return wanted;
        const auto variables = m_item.empty() ? readVariables(m_variables) : itemVariables(workspace);
        if (!variables)
            return std::unexpected(variables.error());
        wanted->variables = *variables;
        return wanted;
    }

    [[nodiscard]] Result<Json> itemVariables(workspace::Workspace &workspace) const
    {
        const auto set = workspace.read([name = fromStd(m_set)](store::Database &database) { return store::EvalSetRepository(database).load(name); }).result();
        if (!set)
            return std::unexpected(set.error());
        const auto found = std::ranges::find(set->items, fromStd(m_item), &evalset::Item::key);
        if (found == set->items.end())
            return fail(ErrorKind::notFound, u"%1 has no item \"%2\""_s.arg(set->name, fromStd(m_item)), u"\"assay export FILE --set %1\" lists them."_s.arg(set->name));
        return found->variables;
    }

    [[nodiscard]] Result<void> showData(const Context &context, const Wanted &wanted, const prompt::CompiledPrompt &compiled) const
    {
        Json json = documentOf(wanted.version, variablesOf(compiled));
        if (wanted.variables) {
            const auto rendered = compiled.render(*wanted.variables);
            if (!rendered)
                return std::unexpected(rendered.error());
            json.insert_or_assign("messages", messagesOf(prompt::toChatMessages(*rendered)));
        }
        if (m_format == "json")
            context.console.printJson(json);
        else
            context.console.printBytes(importexport::yamlMembers(json, importexport::YamlTexts::blocks));
        return {};
    }

    [[nodiscard]] Result<void> showRequest(const Context &context, const Wanted &wanted, const Json &variables) const
    {
        const QString format = fromStd(m_format);
        const auto model = modelFor(context.composition, format, fromStd(m_model), wanted.models);
        if (!model)
            return std::unexpected(model.error());
        const auto request = apiRequest(context.composition, format, wanted.version, *model, wanted.variables);
        if (!request)
            return std::unexpected(request.error());
        for (const QString &note : request->notes)
            context.console.note(note);
        const prompt::Content &content = wanted.version.content;
        const bool hasIncludes = !wanted.variables && !content.snippets.isEmpty();
        if (m_isBodyAlone) {
            if (hasIncludes) {
                context.console.note(u"The body still includes %1: fill it in with --vars or --item, or take the texts from \"snippets\" without --body"_s.arg(
                    QStringList(content.snippets.keys()).join(u", "_s)));
            }
            context.console.printJson(request->body);
            return {};
        }
        Json made(jsoncons::json_object_arg);
        made.insert_or_assign("model", jsonString(request->model));
        made.insert_or_assign("path", jsonString(request->path));
        made.insert_or_assign("headers", request->headers);
        made.insert_or_assign("body", request->body);
        Json json = headOf(wanted.version, wanted.variables ? noVariables() : variables);
        if (hasIncludes)
            json.insert_or_assign("snippets", snippetsOf(content));
        json.insert_or_assign("request", std::move(made));
        context.console.printJson(json);
        return {};
    }

    static Json noVariables()
    {
        Json json(jsoncons::json_object_arg);
        json.insert_or_assign("required", Json(jsoncons::json_array_arg));
        json.insert_or_assign("optional", Json(jsoncons::json_array_arg));
        return json;
    }

    std::string m_file;
    std::string m_prompt;
    std::string m_format = "yaml";
    std::string m_model;
    std::string m_variables;
    std::string m_item;
    std::string m_set;
    bool m_isBodyAlone = false;
};

} // namespace

std::unique_ptr<Verb> makeShow()
{
    return std::make_unique<Show>();
}

} // namespace assay::cli
