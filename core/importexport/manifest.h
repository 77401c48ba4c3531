// SPDX-License-Identifier: GPL-3.0-or-later
// The manifest of a bundled eval set: manifest.yaml beside its items and prompts.
#pragma once

#include "core/evalset/item.h"
#include "core/importexport/promptfile.h"

namespace assay::importexport {

struct Manifest {
    QString name;
    QString title;
    QString description;
    QString license;
    QString items;       ///< path of the items, below the manifest's folder
    QStringList prompts; ///< paths of prompt files, likewise
    QList<evalset::Assertion> defaultAssertions;

    bool operator==(const Manifest &) const = default;
};

/// Errors: parse or invalidInput with file, line and column, naming the member; an unknown one is refused.
[[nodiscard]] Result<Manifest> manifestFromYaml(const QByteArray &bytes, const QString &file);

/// A whole bundled set, read from its folder.
struct BundledSet {
    Manifest manifest;
    evalset::EvalSet set;
    QList<PromptFile> prompts; ///< in the order of the manifest
};

/// `folder` may be one of the program's resources. Errors: as above, and io naming the file.
[[nodiscard]] Result<BundledSet> readBundledSet(const QString &folder);

} // namespace assay::importexport
