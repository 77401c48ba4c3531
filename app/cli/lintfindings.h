// SPDX-License-Identifier: GPL-3.0-or-later
// What the linter found, as `assay lint` tells it: for people and CI one finding a line, for scripts as JSON.
#pragma once

#include "app/cli/lintsurroundings.h"

#include "core/importexport/yaml.h"
#include "core/prompt/language/source.h"
#include "core/prompt/lint/lint.h"

namespace assay::cli {

struct Linted {
    QString name; ///< "triage@3" or the file
    prompt::Content content;
    QList<prompt::Finding> findings = {};
    std::optional<QByteArray> file = {}; ///< what is in it: lines and columns are then the file's
    importexport::YamlDocument document = {}; ///< of a prompt file
    QList<qint64> messageLines = {};          ///< of a version's file, as in VersionFile
    prompt::Place whole = {}; ///< in the file, of what is found of the whole version
};

[[nodiscard]] prompt::Severity worstOf(const QList<Linted> &all);
/// Findings to standard output; how many there are, and which rules were left out, to standard error.
void print(const Console &console, const QList<Linted> &all, const QList<prompt::RuleInfo> &leftOut);
[[nodiscard]] Json toJson(const QList<Linted> &all, const QList<prompt::RuleInfo> &leftOut);

} // namespace assay::cli
