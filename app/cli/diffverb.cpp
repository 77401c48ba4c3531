// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/planning.h"
#include "app/cli/verb.h"

#include "core/prompt/diff.h"
#include "core/workspace/workspace.h"

#include <algorithm>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLinesAround = 3;

struct Compared {
    prompt::Version before;
    prompt::Version after;
};

QString kindText(prompt::PartDiff::Kind kind)
{
    switch (kind) {
    case prompt::PartDiff::Kind::responseSchema:
        return u"response schema"_s;
    case prompt::PartDiff::Kind::tool:
        return u"tool"_s;
    case prompt::PartDiff::Kind::snippet:
        return u"snippet"_s;
    case prompt::PartDiff::Kind::example:
        return u"example"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

QString withMarks(const QList<prompt::DiffPart> &parts)
{
    // A line that changed as a whole is told by its sign alone.
    if (parts.size() == 1)
        return parts.first().text;
    QString text;
    for (const prompt::DiffPart &part : parts) {
        const bool isRemoved = part.kind == prompt::DiffKind::removed;
        if (part.kind == prompt::DiffKind::same)
            text += part.text;
        else
            text += (isRemoved ? u"[-"_s : u"{+"_s) + part.text + (isRemoved ? u"-]"_s : u"+}"_s);
    }
    return text;
}

class Diff final : public Verb {
public:
    const char *name() const override { return "diff"; }
    const char *summary() const override { return "Show what differs between two prompt versions"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_option("BEFORE", m_before, "Version such as triage@3 or triage@production")->required();
        command.add_option("AFTER", m_after, "Version, also of another prompt")->required();
        command.add_flag("--word", m_showsWords, "Mark the words that differ within lines: [-gone-] and {+new+}");
        command.footer("Messages, parameters, response format, tools, examples, snippets and template options are compared.");
    }

    int run(Context &context) override
    {
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        const auto compared = (*workspace)
                                  ->read([before = fromStd(m_before), after = fromStd(m_after)](store::Database &database) {
                                      return versionFrom(database, before).and_then([&](const prompt::Version &first) {
                                          return versionFrom(database, after).transform([&](const prompt::Version &second) { return Compared{first, second}; });
                                      });
                                  })
                                  .result();
        if (!compared)
            return wrongUse(context, compared.error());
        print(context.console, *compared);
        return kDone;
    }

private:
    void print(const Console &console, const Compared &compared) const
    {
        const prompt::ContentDiff diff = prompt::diffContents(compared.before.content, compared.after.content);
        console.print(console.coloured(u"%1 → %2"_s.arg(compared.before.label(), compared.after.label()), Console::Colour::bold));
        if (diff.isEmpty()) {
            console.print(u"The same content."_s);
            return;
        }
        for (const prompt::SettingDiff &setting : diff.settings)
            console.print(u"%1: %2 → %3"_s.arg(setting.name, setting.before.isEmpty() ? u"–"_s : setting.before, setting.after.isEmpty() ? u"–"_s : setting.after));
        for (const prompt::MessageDiff &message : diff.messages)
            printLines(console, tokens::toText(message.after.value_or(message.before.value_or(tokens::Role::user))) + u" message"_s, message.before.has_value(), message.after.has_value(),
                message.lines);
        for (const prompt::PartDiff &part : diff.parts)
            printLines(console, part.name.isEmpty() ? kindText(part.kind) : QString(kindText(part.kind) + u' ' + part.name), part.isBefore, part.isAfter, part.lines);
    }

    void printLines(const Console &console, const QString &what, bool isBefore, bool isAfter, const QList<prompt::DiffLine> &lines) const
    {
        const auto differs = [](const prompt::DiffLine &line) { return line.kind != prompt::DiffKind::same; };
        if (isBefore == isAfter && std::ranges::none_of(lines, differs))
            return;
        console.print({});
        console.print(console.coloured(what + (!isBefore ? u", new"_s : !isAfter ? u", gone"_s : QString()) + u':', Console::Colour::bold));
        const QList<QList<prompt::DiffPart>> words = m_showsWords ? prompt::wordsOfLines(lines) : QList<QList<prompt::DiffPart>>();
        bool isCut = false;
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const auto around = std::ranges::subrange(lines.begin() + std::max<qsizetype>(0, i - kLinesAround), lines.begin() + std::min(lines.size(), i + kLinesAround + 1));
            if (std::ranges::none_of(around, differs)) {
                if (!std::exchange(isCut, true))
                    console.print(u"  …"_s);
                continue;
            }
            isCut = false;
            const prompt::DiffLine &line = lines.at(i);
            const QString text = m_showsWords ? withMarks(words.at(i)) : line.text;
            if (line.kind == prompt::DiffKind::same)
                console.print(u"  "_s + text);
            else if (line.kind == prompt::DiffKind::removed)
                console.print(console.coloured(u"- "_s + text, Console::Colour::red));
            else
                console.print(console.coloured(u"+ "_s + text, Console::Colour::green));
        }
    }

    std::string m_file;
    std::string m_before;
    std::string m_after;
    bool m_showsWords = false;
};

} // namespace

std::unique_ptr<Verb> makeDiff()
{
    return std::make_unique<Diff>();
}

} // namespace assay::cli
