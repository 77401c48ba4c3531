// SPDX-License-Identifier: GPL-3.0-or-later
// The tags of the template language and which belong to which.
#pragma once

#include <QStringList>
#include <QStringView>

namespace assay::prompt {

struct TagSpec {
    enum class Role : quint8 { alone, opens, goesOn, ends };

    QStringView name;
    Role role = Role::alone;
    QStringView opener{}; ///< whose block it goes on with or ends; of `goesOn` any of these, separated by blanks
    QStringView summary{};
};

/// Null for no tag. `set` opens a block only where it has no `=`.
[[nodiscard]] const TagSpec *findTag(QStringView name);
/// Whether the tag goes on with or ends a block of that name.
[[nodiscard]] bool belongsTo(const TagSpec &tag, QStringView opener);
/// In the order in which people look for them.
[[nodiscard]] QStringList tagNames();
/// Why another engine's tag is none here; empty for what no engine has.
[[nodiscard]] QString whyNoTag(QStringView name);

} // namespace assay::prompt
