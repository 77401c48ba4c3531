// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/registry.h"

namespace assay::provider {

using namespace Qt::StringLiterals;

void Registry::add(const QString &kind, ModelMaker make, ServicesMaker services, KindInfo info)
{
    m_makers.insert_or_assign(kind, Makers{std::move(make), std::move(services), std::move(info)});
}

KindInfo Registry::info(const QString &kind) const
{
    const auto found = m_makers.find(kind);
    return found == m_makers.end() ? KindInfo() : found->second.info;
}

QStringList Registry::kinds() const
{
    QStringList names;
    for (const auto &[kind, makers] : m_makers)
        names.append(kind);
    return names;
}

Result<Registry::Makers> Registry::find(const ProviderConfig &provider) const
{
    const auto found = m_makers.find(provider.kind);
    if (found == m_makers.end())
        return fail(ErrorKind::invalidInput, u"Provider %1 is of the unknown kind \"%2\""_s.arg(provider.name, provider.kind), u"Known kinds: %1"_s.arg(kinds().join(u", "_s)));
    return found->second;
}

Result<std::unique_ptr<ChatModel>> Registry::make(const ProviderConfig &provider, const ModelConfig &model, Environment &environment) const
{
    const auto makers = find(provider);
    if (!makers)
        return std::unexpected(makers.error());
    return makers->model(provider, model, environment);
}

Result<std::unique_ptr<Services>> Registry::services(const ProviderConfig &provider, Environment &environment) const
{
    const auto makers = find(provider);
    if (!makers)
        return std::unexpected(makers.error());
    if (!makers->services)
        return fail(ErrorKind::notFound, u"Provider %1 offers nothing besides its models"_s.arg(provider.name));
    return makers->services(provider, environment);
}

} // namespace assay::provider
