// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/dialect.h"

#include <algorithm>

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

bool isReasoningModel(const Dialect &dialect, const QString &model)
{
    constexpr QLatin1StringView kFineTuned("ft:");
    const QString name = model.startsWith(kFineTuned) ? model.sliced(kFineTuned.size()) : model;
    // "o1" is the beginning of "o1-pro" and not of "o10".
    const auto begins = [&name](const QString &prefix) { return name.startsWith(prefix) && (name.size() == prefix.size() || !name.at(prefix.size()).isLetterOrNumber()); };
    return std::ranges::any_of(dialect.reasoningModels, begins) && std::ranges::none_of(dialect.plainModels, begins);
}

} // namespace assay::provider::openai
