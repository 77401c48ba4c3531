// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/optionrepository.h"

#include "core/store/statement.h"

#include <algorithm>
#include <array>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

struct Flag {
    QLatin1StringView name;
    bool prompt::TemplateOptions::*member;
};
constexpr std::array kFlags{
    Flag{"template.lenient"_L1, &prompt::TemplateOptions::lenient},
    Flag{"template.trim-blocks"_L1, &prompt::TemplateOptions::trimBlocks},
    Flag{"template.lstrip-blocks"_L1, &prompt::TemplateOptions::lstripBlocks},
};
const QString kLintPrefix = u"lint."_s;

struct Option {
    QString name;
    Json value;
};

/// Those whose name begins with `prefix`.
Result<QList<Option>> optionsOf(Database &database, const QString &prefix)
{
    return selectAll(database, u"SELECT name, value FROM workspace_options WHERE substr(name, 1, length(:prefix)) = :same ORDER BY name"_s,
        {{u":prefix"_s, prefix}, {u":same"_s, prefix}},
        [](const Row &row) { return parseJson(QStringView(row.text(1))).transform([&](const Json &value) { return Option{row.text(0), value}; }); });
}

} // namespace

Result<prompt::TemplateOptions> OptionRepository::templateOptions()
{
    return optionsOf(m_database, u"template."_s).transform([](const QList<Option> &stored) {
        prompt::TemplateOptions options;
        for (const Option &option : stored) {
            const auto flag = std::ranges::find_if(kFlags, [&](const Flag &each) { return option.name == each.name; });
            if (flag != kFlags.end() && option.value.is_bool())
                options.*flag->member = option.value.as<bool>();
        }
        return options;
    });
}

Result<void> OptionRepository::setTemplateOptions(const prompt::TemplateOptions &options)
{
    for (const Flag &flag : kFlags) {
        if (const auto stored = set(flag.name, options.*flag.member ? std::optional(Json(true)) : std::nullopt); !stored)
            return stored;
    }
    return {};
}

Result<QMap<QString, QString>> OptionRepository::lintSeverities()
{
    return optionsOf(m_database, kLintPrefix).transform([](const QList<Option> &stored) {
        QMap<QString, QString> severities;
        for (const Option &option : stored) {
            if (option.value.is_string())
                severities.insert(option.name.sliced(kLintPrefix.size()), toQString(option.value));
        }
        return severities;
    });
}

Result<void> OptionRepository::setLintSeverity(const QString &rule, const QString &severity)
{
    if (rule.isEmpty())
        return fail(ErrorKind::invalidInput, u"the rule has no name"_s);
    return set(kLintPrefix + rule, severity.isEmpty() ? std::nullopt : std::optional(jsonString(severity)));
}

Result<void> OptionRepository::set(const QString &name, const std::optional<Json> &value)
{
    const auto written = value ? write(m_database,
                                     u"INSERT INTO workspace_options (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s,
                                     {{u":name"_s, name}, {u":value"_s, QString::fromUtf8(assay::toJson(*value))}})
                               : write(m_database, u"DELETE FROM workspace_options WHERE name = :name"_s, {{u":name"_s, name}});
    return written.transform([](const Written &) {});
}

} // namespace assay::store
