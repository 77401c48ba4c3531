// SPDX-License-Identifier: GPL-3.0-or-later
// What a search starts from, as inputs of LLVMFuzzerTestOneInput(): the kept ones, and the templates that are compared with Nunjucks.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace assay::fuzz {

/// Every file of a folder, by name. Nothing when there is no such folder.
[[nodiscard]] QList<QByteArray> inputsOfFolder(const QString &path);

/// Every row of tests/nunjucks/table.json under three sets of options. Nothing when it cannot be read.
[[nodiscard]] QList<QByteArray> inputsOfTable(const QString &path);

} // namespace assay::fuzz
