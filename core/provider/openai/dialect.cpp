// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/dialect.h"

#include <algorithm>

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

namespace {

// "o1" is the beginning of "o1-pro" and not of "o10".
bool beginsWithAny(const QString &model, const QStringList &prefixes)
{
    constexpr QLatin1StringView kFineTuned("ft:");
    const QString name = model.startsWith(kFineTuned) ? model.sliced(kFineTuned.size()) : model;
    return std::ranges::any_of(
        prefixes, [&name](const QString &prefix) { return name.startsWith(prefix) && (name.size() == prefix.size() || !name.at(prefix.size()).isLetterOrNumber()); });
}

} // namespace

bool isReasoningModel(const Dialect &dialect, const QString &model)
{
    return beginsWithAny(model, dialect.reasoningModels) && !isPlainModel(dialect, model);
}

bool isPlainModel(const Dialect &dialect, const QString &model)
{
    return beginsWithAny(model, dialect.plainModels);
}

} // namespace assay::provider::openai
