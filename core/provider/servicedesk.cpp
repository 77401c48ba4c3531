// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/servicedesk.h"

namespace assay::provider {

using namespace Qt::StringLiterals;

ServiceDesk::ServiceDesk(const Registry &registry, std::unique_ptr<secrets::KeyRing> keys, const Clock &clock)
    : m_registry(registry),
      m_keys(std::move(keys)),
      m_clock(clock),
      m_scope(std::make_unique<TaskScope>())
{
    m_thread.setObjectName(u"services"_s);
    m_mailbox.moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, &m_mailbox, [this] { m_ended.release(); }, Qt::DirectConnection);
    m_thread.start();
}

ServiceDesk::~ServiceDesk()
{
    m_mailbox.post([this] { end(); });
    m_ended.acquire();
    m_thread.wait();
}

QCoro::Task<void> ServiceDesk::end()
{
    m_scope->requestStop();
    co_await m_scope->join();
    // Connections end where they lived.
    m_environments.clear();
    m_thread.quit();
}

Environment *ServiceDesk::environment(const QString &label)
{
    auto &known = m_environments[label];
    if (!known)
        known = std::make_unique<Environment>(*m_keys, m_clock, label);
    return known.get();
}

QFuture<Exchange> ServiceDesk::complete(ProviderConfig provider, ModelConfig model, ChatRequest request, QString label, std::stop_token stop)
{
    auto work = [&registry = m_registry, provider = std::move(provider), model = std::move(model), request = std::move(request)](
                    Environment &environment, std::stop_token stopped) -> QCoro::Task<Exchange> {
        const auto made = registry.make(provider, model, environment);
        if (made)
            co_return co_await (*made)->complete(request, {}, std::move(stopped));
        Exchange nothing;
        nothing.result = std::unexpected(made.error());
        co_return nothing;
    };
    return carryOut(std::move(work), std::move(label), std::move(stop));
}

QFuture<Result<QList<ListedModel>>> ServiceDesk::models(ProviderConfig provider, QString label, std::stop_token stop)
{
    auto work = [&registry = m_registry, provider = std::move(provider)](Environment &environment, std::stop_token stopped) -> QCoro::Task<Result<QList<ListedModel>>> {
        const auto services = registry.services(provider, environment);
        if (!services)
            co_return std::unexpected(services.error());
        co_return co_await (*services)->models(std::move(stopped));
    };
    return carryOut(std::move(work), std::move(label), std::move(stop));
}

QFuture<QList<secrets::KeyFinding>> ServiceDesk::keys(QString source, bool startsCommands)
{
    return carryOut([source = std::move(source), startsCommands](
                        Environment &environment, std::stop_token /*stopped*/) { return secrets::checkKeys(environment.keys(), source, startsCommands); });
}

QFuture<Result<void>> ServiceDesk::check(ProviderConfig provider)
{
    return carryOut([&registry = m_registry, provider = std::move(provider)](Environment &environment, std::stop_token /*stopped*/) -> QCoro::Task<Result<void>> {
        const auto services = registry.services(provider, environment);
        const bool hasNone = !services && services.error().kind == ErrorKind::notFound;
        if (!services && !hasNone)
            co_return std::unexpected(services.error());
        co_return Result<void>();
    });
}

} // namespace assay::provider
