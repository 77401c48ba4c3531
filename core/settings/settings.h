// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of the user, read from their file at every call. From any thread, and from several programs at once.
#pragma once

#include "core/base/money.h"
#include "core/settings/setting.h"

namespace assay::settings {

class Settings {
public:
    /// Without a path: at defaultPath(), wherever that is at each call.
    explicit Settings(QString path = {}) : m_path(std::move(path)) {}
    /// "settings.json" in the program's configuration folder.
    [[nodiscard]] static QString defaultPath();
    [[nodiscard]] QString path() const { return m_path.isEmpty() ? defaultPath() : m_path; }

    // Errors of all: parse or invalidInput of the file, with file and setting; io.
    [[nodiscard]] Result<std::optional<Money>> monthCap() const;
    [[nodiscard]] Result<void> setMonthCap(std::optional<Money> cap) const;
    [[nodiscard]] Result<int> keysOldAfterDays() const;
    [[nodiscard]] Result<bool> desktopNotifications() const;

    [[nodiscard]] Result<QString> text(const Setting &setting) const;
    /// Errors also: invalidInput, saying what may be written. The default is taken out of the file.
    [[nodiscard]] Result<void> setText(const Setting &setting, const QString &text) const;
    [[nodiscard]] Result<void> reset(const Setting &setting) const;

private:
    [[nodiscard]] Result<Json> value(Key key) const;
    QString m_path;
};

} // namespace assay::settings
