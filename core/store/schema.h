// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a workspace. Rules for all of them: STRICT; money in pico-dollars (…_pico), times in UTC milliseconds (…_ms), words
// as core's toText() writes them; JSON as text. A text here is part of the file format: a change is a new migration, never an edit.
#pragma once

#include <QStringList>

namespace assay::store {

/// "Assy", at byte 68 of the file.
inline constexpr qint32 kApplicationId = 0x41737379;

/// The first schema, one statement an entry.
[[nodiscard]] QStringList schemaVersion1();
/// Adds limits and options of models, batches, and answers that come from the cache.
[[nodiscard]] QStringList schemaVersion2();
/// Adds what was counted before it was asked.
[[nodiscard]] QStringList schemaVersion3();
/// Adds authors, snippets, protected labels with the reasons of their moves, options of the workspace, and items that a run leaves out.
[[nodiscard]] QStringList schemaVersion4();
/// Adds labels and snippets that were removed.
[[nodiscard]] QStringList schemaVersion5();
/// Says the same of the words of cells, attempts and grades in a form that is quicker to check.
[[nodiscard]] QStringList schemaVersion6();

} // namespace assay::store
