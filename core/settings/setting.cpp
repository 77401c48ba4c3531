// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/setting.h"

#include "core/base/money.h"
#include "core/base/spelling.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace assay::settings {

using namespace Qt::StringLiterals;

namespace {

const QString kNone = u"none"_s;
const QString kOn = u"on"_s;
const QString kOff = u"off"_s;
constexpr qint64 kMostDays = 3650;

std::unexpected<Error> refuse(const Setting &setting, const QString &text)
{
    return fail(ErrorKind::invalidInput, u"\"%1\" is no value for %2"_s.arg(text, setting.name), u"Write %1."_s.arg(valuesOf(setting)));
}

Result<Json> moneyFrom(const Setting &setting, const QString &text)
{
    if (text == kNone)
        return Json(jsoncons::null_type());
    const auto amount = Money::fromDecimal(text);
    if (!amount || *amount <= Money())
        return refuse(setting, text);
    return jsonString(amount->toDecimal());
}

Result<Json> numberFrom(const Setting &setting, const QString &text)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < setting.least || number > setting.most)
        return refuse(setting, text);
    return Json(number);
}

} // namespace

std::span<const Setting> all()
{
    static const std::array settings{
        Setting{.key = Key::monthCap,
            .name = u"budget.month-cap-usd"_s,
            .type = Type::money,
            .standard = kNone,
            .doc = u"The most that all runs of all workspaces together may spend in a calendar month (UTC)"_s},
        Setting{.key = Key::keysOldAfterDays,
            .name = u"keys.old-after-days"_s,
            .type = Type::number,
            .standard = u"90"_s,
            .doc = u"After how many days a key is said to be old"_s,
            .least = 1,
            .most = kMostDays},
        Setting{.key = Key::desktopNotifications,
            .name = u"notifications.desktop"_s,
            .type = Type::flag,
            .standard = kOn,
            .doc = u"Tell the desktop when a run passes a mark of its budget while the window is not in front"_s},
    };
    return settings;
}

const Setting &of(Key key)
{
    return *std::ranges::find(all(), key, &Setting::key);
}

Result<const Setting *> named(const QString &name)
{
    const auto found = std::ranges::find_if(all(), [&name](const Setting &setting) { return isSameName(name, setting.name); });
    if (found != all().end())
        return &*found;
    QStringList names;
    for (const Setting &setting : all())
        names.append(setting.name);
    return fail(ErrorKind::notFound, u"there is no setting \"%1\""_s.arg(name), u"There are: %1."_s.arg(names.join(u", "_s)));
}

QString valuesOf(const Setting &setting)
{
    switch (setting.type) {
    case Type::money:
        return u"US dollars above 0 such as 50 or 2.50, or none"_s;
    case Type::number:
        return u"a whole number from %1 to %2"_s.arg(setting.least).arg(setting.most);
    case Type::flag:
        return u"on or off"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

Result<Json> fromText(const Setting &setting, const QString &text)
{
    switch (setting.type) {
    case Type::money:
        return moneyFrom(setting, text);
    case Type::number:
        return numberFrom(setting, text);
    case Type::flag:
        if (const auto flag = flagFromText(text))
            return Json(*flag);
        return refuse(setting, text);
    }
    Q_UNREACHABLE_RETURN({});
}

Result<QString> toText(const Setting &setting, const Json &value)
{
    QString text;
    if (setting.type == Type::money)
        text = value.is_string() ? toQString(value) : QString::fromUtf8(toJson(value));
    else if (setting.type == Type::flag)
        text = value.is_bool() ? (value.as<bool>() ? kOn : kOff) : QString::fromUtf8(toJson(value));
    else
        text = QString::fromUtf8(toJson(value));
    if (const auto valid = fromText(setting, text); !valid)
        return std::unexpected(valid.error());
    return text;
}

} // namespace assay::settings
