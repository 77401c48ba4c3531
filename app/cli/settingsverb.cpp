// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/figures.h"
#include "app/cli/verb.h"

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

class SettingsVerb final : public Verb {
public:
    const char *name() const override { return "settings"; }
    const char *summary() const override { return "List, read and change the settings that hold for all workspaces"; }

    void describe(CLI::App &command) override
    {
        command.add_flag("--json", m_isJson, "List as JSON");
        m_get = command.add_subcommand("get", "Print one setting's value");
        m_get->add_option("NAME", m_name, "Such as budget.month-cap-usd")->required();
        m_set = command.add_subcommand("set", "Change a setting");
        m_set->add_option("NAME", m_name, "Such as budget.month-cap-usd")->required();
        m_set->add_option("VALUE", m_value, "What it shall be")->required();
        m_reset = command.add_subcommand("reset", "Give a setting its default again");
        m_reset->add_option("NAME", m_name, "Such as budget.month-cap-usd")->required();
        command.require_subcommand(0, 1);
        command.footer("Without a subcommand all settings are listed. A flag is on or off; true, false, yes and no are understood.");
    }

    int run(Context &context) override
    {
        const settings::Settings &all = context.composition.settings();
        if (!m_get->parsed() && !m_set->parsed() && !m_reset->parsed())
            return list(context, all);
        const auto setting = settings::named(fromStd(m_name));
        if (!setting)
            return wrongUse(context, setting.error());
        if (m_get->parsed()) {
            const auto value = all.text(**setting);
            if (!value)
                return wrongUse(context, value.error());
            context.console.print(*value);
            return kDone;
        }
        const auto changed = m_set->parsed() ? all.setText(**setting, fromStd(m_value)) : all.reset(**setting);
        if (!changed)
            return wrongUse(context, changed.error());
        const auto value = all.text(**setting);
        if (!value)
            return wrongUse(context, value.error());
        context.console.note(u"%1 is %2"_s.arg((*setting)->name, *value));
        return kDone;
    }

private:
    [[nodiscard]] int list(const Context &context, const settings::Settings &all) const
    {
        Json members(jsoncons::json_object_arg);
        for (const settings::Setting &setting : settings::all()) {
            const auto value = all.text(setting);
            if (!value)
                return wrongUse(context, value.error());
            if (m_isJson) {
                members.insert_or_assign(setting.name.toStdString(), jsonString(*value));
                continue;
            }
            const QString isChanged = *value == setting.standard ? QString() : u" (default: %1)"_s.arg(setting.standard);
            context.console.print(padded(setting.name, 26) + *value + isChanged);
            context.console.print(u"    %1; %2"_s.arg(setting.doc, settings::valuesOf(setting)));
        }
        if (m_isJson)
            context.console.printJson(members);
        else
            context.console.print(u"What differs from its default stands in %1."_s.arg(all.path()));
        return kDone;
    }

    bool m_isJson = false;
    std::string m_name;
    std::string m_value;
    CLI::App *m_get = nullptr;
    CLI::App *m_set = nullptr;
    CLI::App *m_reset = nullptr;
};

} // namespace

std::unique_ptr<Verb> makeSettings()
{
    return std::make_unique<SettingsVerb>();
}

} // namespace assay::cli
