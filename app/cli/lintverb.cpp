// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/lintfiles.h"

#include "core/compare/figures.h"
#include "core/prompt/pinning.h"
#include "core/store/optionrepository.h"
#include "core/store/promptrepository.h"
#include "core/store/snippetrepository.h"
#include "core/workspace/workspace.h"

#include <QSet>

#include <algorithm>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

struct Wish {
    QString rule;
    std::optional<prompt::Severity> severity; ///< absent: the rule's own again
};

Result<Wish> wishFrom(const QString &text)
{
    const qsizetype at = text.indexOf(u'=');
    const QString word = at < 0 ? QString() : text.sliced(at + 1);
    Wish wish{.rule = text.first(std::max<qsizetype>(0, at)), .severity = prompt::severityFromText(word)};
    if (!wish.severity && word != u"default")
        return fail(ErrorKind::invalidInput, u"\"%1\" sets no severity"_s.arg(text), u"Write RULE=off, RULE=info, RULE=warning, RULE=error or RULE=default."_s);
    if (const auto known = prompt::lintHelp(wish.rule); !known)
        return std::unexpected(known.error());
    return wish;
}

/// As the workspace keeps them.
Result<Severities> severitiesFrom(store::Database &database)
{
    return store::OptionRepository(database).lintSeverities().transform([](const QMap<QString, QString> &kept) {
        Severities severities;
        for (auto it = kept.cbegin(); it != kept.cend(); ++it) {
            // Of another release, which may have rules and words of its own.
            if (const auto severity = prompt::severityFromText(it.value()))
                severities.insert(it.key(), *severity);
        }
        return severities;
    });
}

class LintVerb final : public Verb {
public:
    const char *name() const override { return "lint"; }
    const char *summary() const override { return "Look prompts over by fixed rules: a workspace's versions or prompt files; nothing is sent"; }

    void describe(CLI::App &command) override
    {
        command.add_option("TARGETS", m_targets,
            "A workspace (.assay) and versions of it such as triage or triage@3 (default: the newest of each prompt), or prompt files\n"
            "(.yaml), folders that export --prompts wrote, versions in one (.md), or - for a file from standard input");
        command.add_option("--set", m_set, "Also look at the variables, labels and lengths of this eval set's items; for prompt files also a file of items (.jsonl, .csv)");
        command.add_option("--model", m_models, "Also look at this model's name and how much it reads");
        command.add_flag("--all", m_takesAll, "Of a folder all versions (default: the newest of each prompt)");
        command.add_option("--workspace", m_workspace,
            "For prompt files and folders: the workspace that has the snippets they include (default: the folder that they stand in), the set, the models,\n"
            "the severities, and the template options of files that name none");
        command.add_option("--stdin-name", m_stdinName,
            "With -: the file that it would be, for its name in findings (default: -), its form (.md: a version of a folder, else YAML) and the snippets beside it");
        command.add_flag("--json", m_isJson, "As JSON");
        command.add_option("--fail-on", m_failOn, "Exit with 1 when something is found of this severity or above: info, warning, error or never (default: error)")
            ->check(CLI::IsMember({"info", "warning", "error", "never"}));
        command.add_option("--severity", m_severities,
            "RULE=off, info, warning, error or default: kept in the workspace; for prompt files it holds for this call, and goes before that of --workspace");
        command.add_flag("--fix", m_fixes, "Mend what can be mended for certain, in a draft of the prompt: versions never change, and the window shows drafts and saves them as versions");
        command.add_option("--explain", m_explained, "Print the page of the help about this rule");
        command.add_flag("--rules", m_listsRules, "List the rules, with their severities");
        command.footer("What a prompt file has: assay template --files.\n"
                       "Prompt files: one finding a line, FILE:LINE:COLUMN SEVERITY RULE REASON; -:LINE:COLUMN for one from standard input.\n"
                       "Exit codes: 0 done, 1 something was found (--fail-on), 2 wrong use or bad input.");
    }

    int run(Context &context) override
    {
        if (!m_explained.empty()) {
            const auto page = prompt::lintHelp(fromStd(m_explained));
            if (!page)
                return wrongUse(context, page.error());
            context.console.printBytes(page->toUtf8());
            return kDone;
        }
        QList<Wish> wishes;
        for (const std::string &text : m_severities) {
            const auto wish = wishFrom(fromStd(text));
            if (!wish)
                return wrongUse(context, wish.error());
            wishes.append(*wish);
        }
        if (m_targets.empty())
            return m_listsRules ? printRules(context, {}) : wrongUse(context, fail(ErrorKind::invalidInput, u"say what to look over"_s, u"Name a workspace or prompt files, or - for standard input. See assay lint --help."_s).error());
        return isPromptPath(fromStd(m_targets.front())) ? lintFiles(context, wishes) : lintWorkspace(context, wishes);
    }

private:
    [[nodiscard]] static Severities applied(Severities severities, const QList<Wish> &wishes)
    {
        for (const Wish &wish : wishes) {
            if (wish.severity)
                severities.insert(wish.rule, *wish.severity);
            else
                severities.remove(wish.rule);
        }
        return severities;
    }

    int printRules(const Context &context, const Severities &severities) const
    {
        Json rules(jsoncons::json_array_arg);
        for (const prompt::RuleInfo &rule : prompt::lintRules()) {
            const QString severity = prompt::toText(severities.value(rule.id, rule.severity));
            if (m_isJson) {
                Json json(jsoncons::json_object_arg);
                json.insert_or_assign("rule", jsonString(rule.id));
                json.insert_or_assign("severity", jsonString(severity));
                json.insert_or_assign("summary", jsonString(rule.summary));
                rules.push_back(std::move(json));
            } else {
                context.console.print(u"%1  %2  %3"_s.arg(severity, -7).arg(rule.id, -29).arg(rule.summary));
            }
        }
        if (m_isJson)
            context.console.printJson(rules);
        return kDone;
    }

    int lintFiles(const Context &context, const QList<Wish> &wishes) const
    {
        if (m_fixes)
            return wrongUse(context,
                fail(ErrorKind::invalidInput, u"--fix makes drafts in a workspace, and leaves files as they are"_s,
                    u"Import it with assay import FILE.assay, then assay lint FILE.assay PROMPT --fix."_s)
                    .error());
        const auto inputs = std::ranges::count(m_targets, "-");
        if (inputs > 1)
            return wrongUse(context, fail(ErrorKind::invalidInput, u"standard input can be read once"_s, u"Write - once."_s).error());
        if (inputs == 0 && !m_stdinName.empty())
            return wrongUse(context, fail(ErrorKind::invalidInput, u"--stdin-name names what is read from standard input, and nothing is"_s, u"Write - for it."_s).error());
        FileLinting how{.takesAll = m_takesAll, .inputName = fromStd(m_stdinName)};
        if (const auto known = takeSurroundings(&how); !known)
            return wrongUse(context, known.error());
        how.severities = applied(how.severities, wishes);
        if (m_listsRules)
            return printRules(context, how.severities);
        QList<Linted> all;
        for (const std::string &target : m_targets) {
            const auto linted = lintedFiles(fromStd(target), how, context.console);
            if (!linted)
                return wrongUse(context, linted.error());
            all.append(*linted);
        }
        return tell(context, all, rulesLeftOut(how.around, how.severities));
    }

    /// What prompt files are looked over with: of the workspace, the items also of a file.
    [[nodiscard]] Result<void> takeSurroundings(FileLinting *how) const
    {
        const QString set = fromStd(m_set);
        const bool isFile = isItemsPath(set);
        if (m_workspace.empty()) {
            if (!m_models.empty())
                return fail(ErrorKind::invalidInput, u"--model needs a workspace"_s, u"Say --workspace FILE, which has the model."_s);
            if (!set.isEmpty() && !isFile)
                return fail(
                    ErrorKind::invalidInput, u"there is no workspace to take the set %1 from"_s.arg(set), u"Say --workspace FILE, or give --set a file of items (.jsonl, .csv)."_s);
        } else {
            auto workspace = workspace::Workspace::open(fromStd(m_workspace));
            if (!workspace)
                return std::unexpected(workspace.error());
            const auto taken = (*workspace)->read([&](store::Database &database) -> Result<void> {
                auto snippets = store::SnippetRepository(database).texts();
                auto around = surroundingsFrom(database, isFile ? QString() : set, models());
                if (!snippets || !around)
                    return std::unexpected(snippets ? around.error() : snippets.error());
                const auto options = store::OptionRepository(database).templateOptions();
                auto severities = severitiesFrom(database);
                if (!options || !severities)
                    return std::unexpected(options ? severities.error() : options.error());
                how->templateOptions = *options;
                how->severities = *std::move(severities);
                how->snippets = *std::move(snippets);
                how->around = *std::move(around);
                return {};
            });
            if (const auto &done = taken.result(); !done)
                return done;
        }
        if (!isFile)
            return {};
        return itemsOfFile(set).transform([how](const evalset::EvalSet &items) { how->around.set = items; });
    }

    [[nodiscard]] QStringList models() const
    {
        QStringList names;
        for (const std::string &name : m_models)
            names.append(fromStd(name));
        return names;
    }

    int lintWorkspace(const Context &context, const QList<Wish> &wishes) const
    {
        if (m_takesAll || !m_workspace.empty() || !m_stdinName.empty())
            return wrongUse(context,
                fail(ErrorKind::invalidInput, u"--all, --workspace and --stdin-name are for prompt files and folders"_s, u"Name versions instead, such as triage@3."_s).error());
        auto workspace = workspace::Workspace::open(fromStd(m_targets.front()));
        if (!workspace)
            return wrongUse(context, workspace.error());
        if (!wishes.isEmpty()) {
            const auto kept = (*workspace)->write([wishes](store::Database &database) { return keep(database, wishes); }).result();
            if (!kept)
                return wrongUse(context, kept.error());
            QSet<QString> rules;
            for (const Wish &wish : std::as_const(wishes))
                rules.insert(wish.rule);
            context.console.note(rules.size() == 1 ? u"The workspace keeps the severity of 1 rule"_s : u"The workspace keeps the severities of %1 rules"_s.arg(rules.size()));
            return kDone;
        }
        const auto work = (*workspace)->read([this](store::Database &database) { return workOf(database); }).result();
        if (!work)
            return wrongUse(context, work.error());
        if (m_listsRules)
            return printRules(context, work->severities);
        QList<Linted> all;
        for (const prompt::Version &version : work->versions) {
            const auto findings = prompt::lint(version.content, contextOf(work->around, work->severities, version.content));
            all.append({.name = version.label(), .content = version.content, .findings = findings});
        }
        if (!m_fixes)
            return tell(context, all, rulesLeftOut(work->around, work->severities));
        bool isOneLeft = false;
        const QString file = fromStd(m_targets.front());
        for (qsizetype i = 0; i < all.size(); ++i) {
            const auto fixed = (*workspace)->write([&](store::Database &database) { return saveFixed(database, work->versions.at(i), all.at(i).findings); }).result();
            if (!fixed)
                return wrongUse(context, fixed.error());
            const QString &prompt = work->versions.at(i).promptName;
            isOneLeft = isOneLeft || !*fixed;
            if (!*fixed)
                context.console.note(u"%1 has a draft already, which is left as it is: open it with assay %2, and save it as a version or discard it first"_s.arg(prompt, file));
            else if (**fixed == 0)
                context.console.note(u"Nothing of %1 can be mended for certain"_s.arg(all.at(i).name));
            else
                context.console.note(u"%1 has a draft now, %2 with %3: look it over and save it as a version in the window, which assay %4 opens"_s.arg(
                    prompt, all.at(i).name, compare::countText(**fixed, u"change"_s, u"changes"_s), file));
        }
        return isOneLeft ? kWrongUse : kDone;
    }

    struct Work {
        QList<prompt::Version> versions;
        Surroundings around;
        Severities severities;
    };

    [[nodiscard]] Result<Work> workOf(store::Database &database) const
    {
        Work work;
        store::PromptRepository prompts(database);
        QStringList names;
        for (std::size_t i = 1; i < m_targets.size(); ++i)
            names.append(fromStd(m_targets.at(i)));
        if (names.isEmpty()) {
            const auto all = prompts.list();
            if (!all)
                return std::unexpected(all.error());
            for (const store::PromptSummary &prompt : *all)
                names.append(prompt.name);
        }
        for (const QString &name : std::as_const(names)) {
            const auto version = prompt::versionReferenceFromText(name).and_then([&](const prompt::VersionReference &reference) { return prompts.version(reference); });
            if (!version)
                return std::unexpected(version.error());
            work.versions.append(*version);
        }
        auto around = surroundingsFrom(database, fromStd(m_set), models());
        if (!around)
            return std::unexpected(around.error());
        work.around = *std::move(around);
        return severitiesFrom(database).transform([&](const Severities &severities) {
            work.severities = severities;
            return work;
        });
    }

    [[nodiscard]] static Result<void> keep(store::Database &database, const QList<Wish> &wishes)
    {
        store::OptionRepository options(database);
        for (const Wish &wish : wishes) {
            if (const auto kept = options.setLintSeverity(wish.rule, wish.severity ? prompt::toText(*wish.severity) : QString()); !kept)
                return kept;
        }
        return {};
    }

    /// How many changes were made; nothing when a draft stands in the way.
    [[nodiscard]] static Result<std::optional<qsizetype>> saveFixed(store::Database &database, const prompt::Version &version, const QList<prompt::Finding> &findings)
    {
        const prompt::Fix fix = prompt::allFixes(findings);
        const qsizetype changes = fix.edits.size() + (fix.responseFormat ? 1 : 0);
        if (changes == 0)
            return 0;
        store::PromptRepository prompts(database);
        const auto draft = prompts.draft(version.promptName);
        if (!draft)
            return std::unexpected(draft.error());
        if (draft->has_value())
            return std::optional<qsizetype>();
        return prompts.saveDraft(version.promptName, store::Draft{.content = prompt::unpinned(prompt::fixed(version.content, fix)), .parent = version.number}).transform([changes] {
            return std::optional(changes);
        });
    }

    int tell(const Context &context, const QList<Linted> &all, const QList<prompt::RuleInfo> &leftOut) const
    {
        if (m_isJson)
            context.console.printJson(toJson(all, leftOut));
        else
            print(context.console, all, leftOut);
        if (m_failOn == "never")
            return kDone;
        return worstOf(all) >= *prompt::severityFromText(fromStd(m_failOn)) ? kGateNotMet : kDone;
    }

    std::vector<std::string> m_targets;
    std::string m_set;
    std::vector<std::string> m_models;
    bool m_takesAll = false;
    std::string m_workspace;
    std::string m_stdinName;
    bool m_isJson = false;
    std::string m_failOn = "error";
    std::vector<std::string> m_severities;
    bool m_fixes = false;
    std::string m_explained;
    bool m_listsRules = false;
};

} // namespace

std::unique_ptr<Verb> makeLint()
{
    return std::make_unique<LintVerb>();
}

} // namespace assay::cli
