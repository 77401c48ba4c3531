// SPDX-License-Identifier: GPL-3.0-or-later
// How the members of a content are read, and refused by name. Private to core/prompt.
#pragma once

#include "core/base/json.h"

#include <QStringList>

#include <optional>
#include <string>

namespace assay::prompt {

/// "MEMBER MESSAGE", with the member in the context.
[[nodiscard]] std::unexpected<Error> refuseMember(const QString &member, const QString &message, const QString &hint = {});
[[nodiscard]] Result<void> refuseUnknown(const Json &object, const QString &path, const QStringList &known);
/// Absent members are errors.
[[nodiscard]] Result<QString> textMember(const Json &object, const std::string &name, const QString &path);

// These leave `value` as it is when the member is absent.
[[nodiscard]] Result<void> readText(const Json &object, const std::string &name, const QString &path, QString *value);
[[nodiscard]] Result<void> readNumber(const Json &object, const std::string &name, const QString &path, std::optional<double> *value);
[[nodiscard]] Result<void> readInteger(const Json &object, const std::string &name, const QString &path, std::optional<qint64> *value);
[[nodiscard]] Result<void> readFlag(const Json &object, const std::string &name, const QString &path, bool *value);

} // namespace assay::prompt
