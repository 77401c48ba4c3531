// SPDX-License-Identifier: GPL-3.0-or-later
// What a workspace itself is set to. What holds for all workspaces are settings; how severe the linter's rules are in a workspace is the lint verb's.
#include "app/cli/verb.h"

#include "core/base/spelling.h"
#include "core/store/optionrepository.h"
#include "core/workspace/workspace.h"

#include <algorithm>
#include <array>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

struct Flag {
    QLatin1StringView name;
    bool prompt::TemplateOptions::*member;
    QLatin1StringView doc;
};
constexpr auto kPrefix = "template."_L1;
constexpr std::array kFlags{
    Flag{"template.lenient"_L1, &prompt::TemplateOptions::lenient, "a missing variable is empty, and no error"_L1},
    Flag{"template.trim-blocks"_L1, &prompt::TemplateOptions::trimBlocks, "the line end after a statement's tag goes"_L1},
    Flag{"template.lstrip-blocks"_L1, &prompt::TemplateOptions::lstripBlocks, "blanks before a statement's tag go"_L1},
};

Result<void> change(store::Database &database, const QString &name, const QString &value)
{
    // As in prompt files, where the option stands in "templateOptions".
    const auto isMeant = [&name](const QString &known) { return isSameName(name, known) || isSameName(QString(kPrefix + name), known); };
    const auto flag = std::ranges::find_if(kFlags, [&isMeant](const Flag &each) { return isMeant(each.name); });
    if (flag == kFlags.end())
        return fail(ErrorKind::notFound, u"there is no option \"%1\""_s.arg(name), u"There are template.lenient, template.trim-blocks and template.lstrip-blocks."_s);
    const auto isOn = flagFromText(value);
    if (!isOn)
        return fail(ErrorKind::invalidInput, u"\"%1\" is no value for %2"_s.arg(value, name), u"Write on or off."_s);
    store::OptionRepository options(database);
    return options.templateOptions().and_then([&](prompt::TemplateOptions templates) {
        templates.*flag->member = *isOn;
        return options.setTemplateOptions(templates);
    });
}

class Options final : public Verb {
public:
    const char *name() const override { return "options"; }
    const char *summary() const override { return "List and change how new drafts and imported prompt files of a workspace read templates"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_option("NAME", m_name, "Such as template.lenient (default: list all)");
        command.add_option("VALUE", m_value, "on or off; true, false, yes and no are understood");
        command.footer(
            "Saved versions keep the options that they were saved with. In a prompt file they are templateOptions: {lenient: false, trimBlocks: true, lstripBlocks: true};\n"
            "either form of a name is understood in either place.");
    }

    int run(Context &context) override
    {
        if (m_name.empty() != m_value.empty())
            return wrongUse(context, fail(ErrorKind::invalidInput, u"an option is changed with its name and a value"_s, u"Give both, or neither to list all."_s).error());
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        if (!m_name.empty()) {
            const auto changed = (*workspace)->write([this](store::Database &database) { return change(database, fromStd(m_name), fromStd(m_value)); }).result();
            return changed ? int(kDone) : wrongUse(context, changed.error());
        }
        const auto options = (*workspace)->read([](store::Database &database) { return store::OptionRepository(database).templateOptions(); }).result();
        if (!options)
            return wrongUse(context, options.error());
        for (const Flag &flag : kFlags)
            context.console.print(u"%1  %2  (%3)"_s.arg(flag.name, (*options).*flag.member ? u"on"_s : u"off"_s, flag.doc));
        return kDone;
    }

private:
    std::string m_file;
    std::string m_name;
    std::string m_value;
};

} // namespace

std::unique_ptr<Verb> makeOptions()
{
    return std::make_unique<Options>();
}

} // namespace assay::cli
