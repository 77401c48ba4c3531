// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/settings.h"

#include "core/base/jsonfile.h"

#include <QStandardPaths>

namespace assay::settings {

using namespace Qt::StringLiterals;

namespace {

Error inFile(const Error &error, const QString &path)
{
    return error.with(u"file"_s, path);
}

} // namespace

QString Settings::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/settings.json"_s;
}

Result<QString> Settings::text(const Setting &setting) const
{
    const auto file = readJsonFile(path());
    if (!file)
        return std::unexpected(file.error());
    if (!file->contains(setting.name.toStdString()))
        return setting.standard;
    auto text = toText(setting, file->at(setting.name.toStdString()));
    if (!text)
        return std::unexpected(inFile(text.error(), path()));
    return text;
}

Result<void> Settings::setText(const Setting &setting, const QString &text) const
{
    const auto value = fromText(setting, text);
    if (!value)
        return std::unexpected(value.error());
    return changeJsonFile(path(), [&](Json &file) -> Result<void> {
        // As another spelling of the default is the default: "90" and "090".
        if (*value == *fromText(setting, setting.standard))
            file.erase(setting.name.toStdString());
        else
            file.insert_or_assign(setting.name.toStdString(), *value);
        return {};
    });
}

Result<void> Settings::reset(const Setting &setting) const
{
    return setText(setting, setting.standard);
}

Result<Json> Settings::value(Key key) const
{
    return text(of(key)).and_then([key](const QString &text) { return fromText(of(key), text); });
}

Result<std::optional<Money>> Settings::monthCap() const
{
    return value(Key::monthCap).transform([](const Json &json) { return json.is_null() ? std::nullopt : Money::fromDecimal(toQString(json)); });
}

Result<void> Settings::setMonthCap(std::optional<Money> cap) const
{
    return setText(of(Key::monthCap), cap ? cap->toDecimal() : of(Key::monthCap).standard);
}

Result<int> Settings::keysOldAfterDays() const
{
    return value(Key::keysOldAfterDays).transform([](const Json &json) { return json.as<int>(); });
}

Result<bool> Settings::desktopNotifications() const
{
    return value(Key::desktopNotifications).transform([](const Json &json) { return json.as<bool>(); });
}

} // namespace assay::settings
