// SPDX-License-Identifier: GPL-3.0-or-later
// JSON as everything in core sees it: one value type that keeps the order of members, and one strict parser
// (RFC 8259: UTF-8 without BOM, no comments, no trailing text, no duplicate members, at most 512 levels deep).
#pragma once

#include "core/base/error.h"

#include <QByteArrayView>

#include <jsoncons/json.hpp>

#include <string>
#include <string_view>

namespace assay {

using Json = jsoncons::ojson;

/// Errors: parse, with line and column (from 1) in the context.
[[nodiscard]] Result<Json> parseJson(std::string_view text);
[[nodiscard]] Result<Json> parseJson(QByteArrayView utf8);
[[nodiscard]] Result<Json> parseJson(QStringView text);

/// One line, no blanks, members in their order.
[[nodiscard]] QByteArray toJson(const Json &value);
/// Members sorted by name at every level: equal values give equal bytes. For hashes and comparisons.
[[nodiscard]] QByteArray toCanonicalJson(const Json &value);
/// Indented by two blanks, with a final line end.
[[nodiscard]] QByteArray toPrettyJson(const Json &value);

/// Text of a JSON string value.
[[nodiscard]] QString toQString(const Json &stringValue);
[[nodiscard]] Json jsonString(QStringView text);

} // namespace assay
