// SPDX-License-Identifier: GPL-3.0-or-later
// A file of items set against the eval set it may come into: what is new, what changed, what is there already. Plain values; nothing is written here.
#pragma once

#include "core/evalset/item.h"

namespace assay::ui {

enum class ImportState {
    fresh,    ///< neither its key nor its content is in the set
    changed,  ///< its key is in the set, with other content
    duplicate ///< the set has the same content, under this key or another
};

struct ImportPlan {
    QString path;
    QList<evalset::Item> items; ///< of the file, in its order
    QList<ImportState> states;  ///< one an item
    QStringList missing;        ///< keys in the set whose item is not in the file, under any key

    [[nodiscard]] qsizetype count(ImportState state) const { return states.count(state); }
    bool operator==(const ImportPlan &) const = default;
};

/// What the user wants of a plan.
struct ImportRequest {
    ImportPlan plan;
    evalset::EvalSet current; ///< what the plan was made against
    QString newName;          ///< of a new set; empty: into the current one
    bool removesMissing = false;
    bool judgesByReference = false; ///< of a new set: an answer passes when it equals the item's reference
};

/// Reads CSV where the name ends so, else JSON Lines. Any thread. Errors: io, tooLarge, and those of the readers with file and line.
[[nodiscard]] Result<QList<evalset::Item>> readItemFile(const QString &path);
/// Any thread; time grows with both lists.
[[nodiscard]] ImportPlan planImport(const QString &path, const QList<evalset::Item> &items, const QList<evalset::Item> &current);
/// Every item has a reference that an answer can be held against.
[[nodiscard]] bool haveReferences(const QList<evalset::Item> &items);
/// The set to be saved. Into a set: changed items take their place, new ones follow at the end, duplicates stay out.
[[nodiscard]] evalset::EvalSet importedSet(const ImportRequest &request);
/// The name, or the name with the first number that makes it free: "tickets-2".
[[nodiscard]] QString freeSetName(const QString &name, const QStringList &taken);
/// One line a problem, each with its line in the file where it has one.
[[nodiscard]] QString problemLines(const Error &error);

} // namespace assay::ui
