// SPDX-License-Identifier: GPL-3.0-or-later
// A text file that begins with YAML between two lines "---".
#pragma once

#include "core/importexport/yaml.h"

namespace assay::importexport {

struct FrontMatter {
    YamlDocument head; ///< an object; its places are the file's. Without one where the file has none
    QString body;      ///< what follows, with line ends \n
    qint64 bodyLine = 1;
};

/// Line ends \r\n are read as \n: a tool may have turned them. Marks of a merge in the body are not looked for. Errors: parse, with line and mostly column.
[[nodiscard]] Result<FrontMatter> frontMatterFrom(const QByteArray &bytes);
/// `members` in their order; nothing for none.
[[nodiscard]] QByteArray frontMatterOf(const Json &members);

} // namespace assay::importexport
