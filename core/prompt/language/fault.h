// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a template's source, for an editor that marks it while it is being written.
#pragma once

#include "core/prompt/language/snippets.h"
#include "core/prompt/language/templateoptions.h"

#include <QList>
#include <QString>
#include <QStringView>

namespace assay::prompt {

struct Fault {
    qsizetype start = 0;  ///< UTF-16 units
    qsizetype length = 0; ///< 0 at the end of the source
    QString message;
    QString hint; ///< may be empty

    bool operator==(const Fault &) const = default;
};

/// In order, at most 20, none when Template::parse() takes the source; the first is the one that it reports. Reading goes on behind the
/// tag that a fault stands in, so that one slip does not make everything after it wrong.
/// Linear; a snippet's own faults are told at the tag that includes it.
[[nodiscard]] QList<Fault> faultsOf(QStringView source, const TemplateOptions &options = {}, const SnippetSource &snippets = {});

} // namespace assay::prompt
