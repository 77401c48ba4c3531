// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/registry.h"

namespace assay::provider {

using namespace Qt::StringLiterals;

void Registry::add(const QString &kind, ModelMaker make)
{
    m_makers.insert_or_assign(kind, std::move(make));
}

QStringList Registry::kinds() const
{
    QStringList names;
    for (const auto &[kind, make] : m_makers)
        names.append(kind);
    return names;
}

Result<std::unique_ptr<ChatModel>> Registry::make(const ProviderConfig &provider, const ModelConfig &model, Environment &environment) const
{
    const auto found = m_makers.find(provider.kind);
    if (found == m_makers.end())
        return fail(ErrorKind::invalidInput, u"Provider %1 is of the unknown kind \"%2\""_s.arg(provider.name, provider.kind), u"Known kinds: %1"_s.arg(kinds().join(u", "_s)));
    return found->second(provider, model, environment);
}

} // namespace assay::provider
