// SPDX-License-Identifier: GPL-3.0-or-later
// Comma separated values by RFC 4180: quoted fields, doubled quotes, line ends inside quotes; LF, CRLF or CR; UTF-8 with or without BOM. Strict: a row of
// another length, a quote that never closes, or text after a closing quote is an error with its line.
#pragma once

#include "core/evalset/item.h"

namespace assay::importexport {

struct CsvRow {
    qint64 line = 1; ///< where it begins
    QStringList fields;

    bool operator==(const CsvRow &) const = default;
};

/// Wholly blank lines are passed over. Errors: parse with line.
[[nodiscard]] Result<QList<CsvRow>> rowsFromCsv(const QByteArray &bytes);

/// The first row names the columns: key, reference, tags (separated by ";" or ","), weight, group, threshold, assertions (a JSON list); every other
/// column is a variable. Without a column "key" the keys are 1, 2, … All or nothing; a line that is the mark of a merge is refused, in quotes, too. Errors: parse or conflict with
/// file and line.
[[nodiscard]] Result<QList<evalset::Item>> itemsFromCsv(const QByteArray &bytes, const QString &file);

/// The request and answer of the plumbing verb `csv`: {"base64", "header"} → {"rows"}.
[[nodiscard]] Json csvPlumbing(const Json &request);

} // namespace assay::importexport
