// SPDX-License-Identifier: GPL-3.0-or-later
// Halves of characters. A server may cut its answer between the two \u escapes of an emoji, and each half alone is no valid JSON: but it is part of an
// answer that was paid for.
#pragma once

#include <QByteArray>
#include <QString>

namespace assay::provider::wire {

/// The same JSON, with every lone half in a text marked by a character that stands in no text.
[[nodiscard]] QByteArray withMarkedHalves(QByteArrayView json);
/// Marks back to halves. Halves that follow each other in one text are a character again.
[[nodiscard]] QString withHalves(const QString &text);
/// Halves that stayed alone as U+FFFD.
[[nodiscard]] QString withoutHalves(QString text);

} // namespace assay::provider::wire
