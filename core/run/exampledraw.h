// SPDX-License-Identifier: GPL-3.0-or-later
// Examples of a prompt that come from an eval set, and the items that a run therefore does not ask: what a version was shown is never what it is
// tested with.
#pragma once

#include "core/run/plan.h"

namespace assay::run {

/// `wanted` with its examples: `count` of the set's items that have its tag and a reference, by its seed. The order of the items in the set does not matter,
/// and another item more changes few of the draws. A reference that is no text is answered as JSON. Errors: invalidInput when there are too few.
[[nodiscard]] Result<prompt::ExampleDraw> drawExamples(const prompt::ExampleDraw &wanted, const evalset::EvalSet &set);

/// The items of one set that a version draws as examples: set and key are those of an example, or the variables are.
class DrawnItems {
public:
    DrawnItems(const prompt::Version &version, const QString &set);
    [[nodiscard]] bool contains(const evalset::Item &item) const;

private:
    QSet<QString> m_keys;
    QSet<QByteArray> m_variables; ///< canonical
};

/// Makes `set` the plan's, without the items that any of its versions draws as examples; their keys go to RunPlan::leftOut.
void takeSet(RunPlan &plan, evalset::EvalSet set);
/// Takes these out of the set.
void leaveOut(evalset::EvalSet &set, const QStringList &keys);

} // namespace assay::run
