// SPDX-License-Identifier: GPL-3.0-or-later
// What settings there are: each is described here once, for its accessor, the command line and whoever lists them.
#pragma once

#include "core/base/json.h"

#include <optional>
#include <span>

namespace assay::settings {

enum class Key { monthCap, keysOldAfterDays, desktopNotifications };

enum class Type {
    money,  ///< US dollars above 0, or "none"
    number, ///< a whole number from `least` to `most`
    flag    ///< on or off; other words for them are understood (spelling.h)
};

/// All settings so far are of the user, shared by all workspaces.
struct Setting {
    Key key;
    QString name; ///< "budget.month-cap-usd"
    Type type;
    QString standard; ///< the default, as toText() writes it
    QString doc;      ///< one line
    qint64 least = 0;
    qint64 most = 0;
};

[[nodiscard]] std::span<const Setting> all();
[[nodiscard]] const Setting &of(Key key);
/// Its words may be joined otherwise (spelling.h). Errors: notFound, naming those that there are.
[[nodiscard]] Result<const Setting *> named(const QString &name);

/// What may be written for it: "US dollars above 0, or none".
[[nodiscard]] QString valuesOf(const Setting &setting);
/// As it is written to the file. Errors: invalidInput, saying what may be written instead.
[[nodiscard]] Result<Json> fromText(const Setting &setting, const QString &text);
/// Errors: invalidInput for a value that fromText() never makes.
[[nodiscard]] Result<QString> toText(const Setting &setting, const Json &value);

} // namespace assay::settings
