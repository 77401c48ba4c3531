// SPDX-License-Identifier: GPL-3.0-or-later
// JSON values as YAML that people read and compare: one member a line, in its order, the same value always the same way. Reading it back
// (documentFromYaml) gives the same value, for numbers of up to 64 bits with a sign.
#pragma once

#include "core/base/json.h"

namespace assay::importexport {

enum class YamlTexts {
    lines, ///< every text on one line
    blocks ///< texts of several lines stand as blocks after "|" where YAML keeps them as they are
};

/// One value on one line: a text stands without quotes where nothing else can be meant.
[[nodiscard]] QByteArray yamlScalar(const Json &value);
/// "name: value" lines of an object, indented by `level` times two blanks; collections below their name.
[[nodiscard]] QByteArray yamlMembers(const Json &object, YamlTexts texts = YamlTexts::lines, int level = 0);

} // namespace assay::importexport
