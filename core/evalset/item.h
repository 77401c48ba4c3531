// SPDX-License-Identifier: GPL-3.0-or-later
// One test case and the checks on its answer. Plain values.
#pragma once

#include "core/base/id.h"
#include "core/base/json.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace assay::evalset {

/// So that sums of weights stay finite.
inline constexpr double kHeaviest = 1e9;

using EvalSetId = Id<struct EvalSetTag>;
using RevisionId = Id<struct RevisionTag>;
using ItemId = Id<struct ItemTag>;

/// One check on one response. Texts inside value may be templates over the item's variables and `reference`.
struct Assertion {
    QString type; ///< such as "contains", without "not-"
    bool negated = false;
    Json value = Json::null(); ///< what the type wants; null when it wants nothing
    std::optional<double> threshold;
    double weight = 1; ///< above 0, up to kHeaviest
    QString metric;    ///< the name its grades are summed under; empty: the type

    /// As written: "not-contains".
    [[nodiscard]] QString name() const;
    bool operator==(const Assertion &) const = default;
};

struct Item {
    ItemId id;   ///< invalid until stored
    QString key; ///< unique in its set
    Json variables = Json(jsoncons::json_object_arg);
    Json reference = Json::null(); ///< null when there is none
    QList<Assertion> assertions;   ///< beside the set's default assertions
    QStringList tags;
    double weight = 1;               ///< above 0, up to kHeaviest
    QString group;                   ///< items from one source; empty: on its own
    std::optional<double> threshold; ///< the weighted score from which the cell passes; absent: every assertion must pass

    bool operator==(const Item &) const = default;
};

/// One revision of an eval set.
struct EvalSet {
    EvalSetId id;
    RevisionId revisionId;
    int revision = 0; ///< from 1
    QString name;
    QString title;
    QString description;
    QList<Assertion> defaultAssertions;
    QList<Item> items;

    bool operator==(const EvalSet &) const = default;
};

/// {"type":"not-contains","value":…,"threshold":…,"weight":…,"metric":…}; absent and default members are left out.
[[nodiscard]] Json toJson(const Assertion &assertion);
/// Checks the members and their kinds, not whether the type exists. Errors: invalidInput naming the member.
[[nodiscard]] Result<Assertion> assertionFromJson(const Json &json);
[[nodiscard]] Json toJson(const QList<Assertion> &assertions);
[[nodiscard]] Result<QList<Assertion>> assertionsFromJson(const Json &json);

/// {"key","vars","reference","assertions","tags","weight","group","threshold"}: one line of JSONL.
[[nodiscard]] Json toJson(const Item &item);
/// Errors: invalidInput naming the member; unknown members are refused by name.
[[nodiscard]] Result<Item> itemFromJson(const Json &json);

/// The set's default assertions, then the item's own.
[[nodiscard]] QList<Assertion> effectiveAssertions(const EvalSet &set, const Item &item);

/// Names what makes the list unusable (an empty or duplicate key, a weight that is not positive, …). Errors: invalidInput or conflict with item in the context.
[[nodiscard]] Result<void> validate(const QList<Item> &items);
/// The same for one item on its own.
[[nodiscard]] Result<void> validate(const Item &item);

/// Of the item's key, variables, reference and effective assertions: two cells may be compared only where it is equal.
[[nodiscard]] QString itemHash(const EvalSet &set, const Item &item);

} // namespace assay::evalset
