// SPDX-License-Identifier: GPL-3.0-or-later
// Since when a key is in use, as far as this program knows, and the reminder once it is old. A key that was put into the keychain here dates from that
// day; any other from the day on which its source was first seen to give this very key. What is kept tells nothing of a key: 32 bits of a keyed
// hash, whose own key is random and of this user alone.
#pragma once

#include "core/secrets/keystore.h"

#include <QDate>

namespace assay::secrets {

inline constexpr int kOldAfterDays = 90;

struct KeyAge {
    QString source; ///< of one key: "env:OPENAI_API_KEY", "keychain:work"
    QDate since;
    bool wasStored = false; ///< else first seen

    /// 0 on the day itself, and when the clock was set back.
    [[nodiscard]] qint64 days(QDate today) const;
    [[nodiscard]] bool isOld(QDate today, int oldAfterDays = kOldAfterDays) const { return days(today) >= oldAfterDays; }
    bool operator==(const KeyAge &) const = default;
};

/// One sentence for an old key, without a full stop; empty for any other.
[[nodiscard]] QString reminder(const KeyAge &age, QDate today, int oldAfterDays = kOldAfterDays);

/// The dates of a user's keys, in a JSON file that programs share. A file that cannot be read or written costs nothing but the reminder.
class KeyDates {
public:
    explicit KeyDates(QString path = defaultPath()) : m_path(std::move(path)) {}
    /// "key-dates.json" in the program's configuration folder.
    [[nodiscard]] static QString defaultPath();

    /// The source gave this key. The date stays while it is the same key. Errors: those of base/jsonfile.h, here and below.
    [[nodiscard]] Result<void> seen(const QString &source, const Secret &key, QDate today) const;
    [[nodiscard]] Result<void> stored(const QString &source, const Secret &key, QDate today) const;
    [[nodiscard]] Result<void> forget(const QString &source) const;

    /// Of each key that a provider's key source names (keysource.h) and that is known here.
    [[nodiscard]] QList<KeyAge> ages(const QString &keySource) const;

private:
    [[nodiscard]] Result<void> note(const QString &source, const Secret &key, QDate today, bool isStored) const;
    QString m_path;
};

/// The reminders of all old keys of a provider's key source, a sentence each; empty when there is none.
[[nodiscard]] QString ageReminder(const QString &keySource, QDate today, int oldAfterDays = kOldAfterDays, const KeyDates &dates = KeyDates());

} // namespace assay::secrets
