// SPDX-License-Identifier: GPL-3.0-or-later
// Where a template finds the named texts that it includes.
#pragma once

#include "core/base/error.h"

#include <QMap>
#include <QString>

#include <functional>

namespace assay::prompt {

/// The text of a snippet. Errors: any, such as notFound; its message and hint are told at the place that asks for the snippet.
/// An empty function knows none.
using SnippetSource = std::function<Result<QString>(const QString &name)>;

/// Of a fixed set, name to text; an unknown name is told with the nearest spelling.
[[nodiscard]] SnippetSource snippetsFrom(const QMap<QString, QString> &texts);

} // namespace assay::prompt
