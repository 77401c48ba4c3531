// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/eventmodel.h"

namespace assay::run {

namespace {

bool beginsWith(QStringView text, QStringView name)
{
    if (!text.startsWith(name))
        return false;
    return text.size() == name.size() || text.at(name.size()) == u':' || text.at(name.size()) == u' ';
}

} // namespace

std::optional<int> modelOf(const RunPlan &plan, const RunEvent &event)
{
    std::optional<int> found;
    for (int i = 0; i < plan.models.size(); ++i) {
        const QString &name = plan.models.at(i).model.name;
        // "m 2: …" is of "m 2" and not of "m".
        const bool isLonger = !found || name.size() > plan.models.at(*found).model.name.size();
        if (isLonger && beginsWith(event.text, name))
            found = i;
    }
    return found;
}

} // namespace assay::run
