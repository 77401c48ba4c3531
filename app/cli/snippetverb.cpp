// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/figures.h"
#include "app/cli/verb.h"

#include "core/prompt/language/template.h"
#include "core/store/snippetrepository.h"
#include "core/workspace/workspace.h"

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

class SnippetVerb final : public Verb {
public:
    const char *name() const override { return "snippet"; }
    const char *summary() const override { return "List, print, change and remove the snippets that prompts include"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_option("NAME", m_name, "The snippet (default: list all)");
        auto *set = command.add_option("--set", m_input, "Give it the text of this file; - is standard input");
        auto *remove = command.add_flag("--remove", m_isRemove, "Remove it; versions that include it keep their text");
        auto *uses = command.add_flag("--uses", m_isUses, "List the versions that include it");
        set->excludes(remove)->excludes(uses);
        remove->excludes(uses);
        command.footer("With a name alone its text is printed. A prompt includes it with {% include \"NAME\" %}; each saved version pins the text that it had then.");
    }

    int run(Context &context) override
    {
        if (m_name.empty() && (!m_input.empty() || m_isRemove || m_isUses))
            return wrongUse(context, fail(ErrorKind::invalidInput, u"which snippet is meant?"_s, u"Name it after the file."_s).error());
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        const auto lines = !m_input.empty() ? save(**workspace) : m_isRemove ? remove(**workspace) : m_isUses ? uses(**workspace) : Result<QStringList>(QStringList());
        if (!lines)
            return wrongUse(context, lines.error());
        for (const QString &line : *lines)
            m_isUses ? context.console.print(line) : context.console.note(line);
        if (!m_input.empty() || m_isRemove || m_isUses)
            return kDone;
        return m_name.empty() ? list(context, **workspace) : print(context, **workspace);
    }

private:
    [[nodiscard]] Result<QStringList> save(workspace::Workspace &workspace) const
    {
        const auto bytes = readFileOrInput(fromStd(m_input));
        if (!bytes)
            return std::unexpected(bytes.error());
        if (!QUtf8StringView(*bytes).isValidUtf8())
            return std::unexpected(fail(ErrorKind::parse, u"the text is not UTF-8"_s, u"Save it as UTF-8."_s).error().with(u"file"_s, fromStd(m_input)));
        const QString text = QString::fromUtf8(*bytes);
        // What it includes itself may come later.
        const prompt::SnippetSource empty = [](const QString &) { return Result<QString>(QString()); };
        if (const auto parsed = prompt::Template::parse(text, {}, empty); !parsed)
            return std::unexpected(parsed.error().with(u"file"_s, fromStd(m_input)));
        return workspace.write([name = fromStd(m_name), text](store::Database &database) { return store::SnippetRepository(database).save(name, text, SystemClock().utcNow()); })
            .result()
            .transform([&] { return QStringList{u"The snippet %1 is kept. Versions saved from now on that include it have this text."_s.arg(fromStd(m_name))}; });
    }

    [[nodiscard]] Result<QStringList> remove(workspace::Workspace &workspace) const
    {
        return workspace.write([name = fromStd(m_name)](store::Database &database) { return store::SnippetRepository(database).remove(name, SystemClock().utcNow()); }).result().transform([&] {
            return QStringList{u"The snippet %1 is removed."_s.arg(fromStd(m_name))};
        });
    }

    [[nodiscard]] Result<QStringList> uses(workspace::Workspace &workspace) const
    {
        return workspace.read([name = fromStd(m_name)](store::Database &database) { return store::SnippetRepository(database).uses(name); })
            .result()
            .transform([&](const QList<store::SnippetUse> &uses) {
                QStringList lines;
                for (const store::SnippetUse &use : uses)
                    lines.append(use.version + (use.isCurrent ? QString() : u"  with another text"_s));
                return lines.isEmpty() ? QStringList{u"No version includes %1."_s.arg(fromStd(m_name))} : lines;
            });
    }

    int list(const Context &context, workspace::Workspace &workspace) const
    {
        const auto snippets = workspace.read([](store::Database &database) { return store::SnippetRepository(database).list(); }).result();
        if (!snippets)
            return wrongUse(context, snippets.error());
        if (snippets->isEmpty())
            context.console.note(u"There are no snippets yet: \"assay snippet FILE NAME --set TEXTFILE\" keeps one."_s);
        for (const store::Snippet &snippet : *snippets)
            context.console.print(u"%1  %2  %3 characters"_s.arg(snippet.name, timeText(snippet.updatedAt), QString::number(snippet.text.size())));
        return kDone;
    }

    int print(const Context &context, workspace::Workspace &workspace) const
    {
        const auto snippet = workspace.read([name = fromStd(m_name)](store::Database &database) { return store::SnippetRepository(database).load(name); }).result();
        if (!snippet)
            return wrongUse(context, snippet.error());
        context.console.printBytes(snippet->text.toUtf8());
        return kDone;
    }

    std::string m_file;
    std::string m_name;
    std::string m_input;
    bool m_isRemove = false;
    bool m_isUses = false;
};

} // namespace

std::unique_ptr<Verb> makeSnippet()
{
    return std::make_unique<SnippetVerb>();
}

} // namespace assay::cli
