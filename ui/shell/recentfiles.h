// SPDX-License-Identifier: GPL-3.0-or-later
// The workspaces opened last, newest first, at most ten; files that are gone are left out when read.
#pragma once

#include <QStringList>

namespace assay::ui::recent {

[[nodiscard]] QStringList files();
void add(const QString &path);
void remove(const QString &path);

} // namespace assay::ui::recent
