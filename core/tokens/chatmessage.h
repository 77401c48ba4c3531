// SPDX-License-Identifier: GPL-3.0-or-later
// One message of a conversation as it is sent and counted: who speaks, and the text with every variable filled in.
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace assay::tokens {

enum class Role { system, user, assistant };

/// "system", "user", "assistant".
[[nodiscard]] QString toText(Role role);
[[nodiscard]] std::optional<Role> roleFromText(QStringView text);

struct ChatMessage {
    Role role = Role::user;
    QString text;

    bool operator==(const ChatMessage &) const = default;
};

} // namespace assay::tokens
