// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of providers outside a run: a test call, the list of models, whether there is a key. On a thread of its own, with connections and keys
// of its own, so that neither a window nor a run waits for it. Whatever is asked ends, with an answer or an error, also when the desk goes away.
#pragma once

#include "core/base/mailbox.h"
#include "core/base/taskscope.h"
#include "core/provider/registry.h"
#include "core/secrets/keycheck.h"

#include <QFuture>
#include <QPromise>
#include <QThread>

#include <map>
#include <semaphore>

namespace assay::provider {

class ServiceDesk {
public:
    /// `keys` belongs to the desk's thread from now on. Registry and clock must outlive the desk.
    ServiceDesk(const Registry &registry, std::unique_ptr<secrets::KeyRing> keys, const Clock &clock);
    /// Asks everything to stop and hears it out: a key's command that is running may take its time.
    ~ServiceDesk();
    ServiceDesk(const ServiceDesk &) = delete;
    ServiceDesk &operator=(const ServiceDesk &) = delete;

    // From any thread.

    /// One request, one exchange; counted nowhere and never repeated. `label` chooses among keys for labels. Errors: also those of making the model.
    [[nodiscard]] QFuture<Exchange> complete(ProviderConfig provider, ModelConfig model, ChatRequest request, QString label = {}, std::stop_token stop = {});
    /// Errors: those of making the services, and of a call.
    [[nodiscard]] QFuture<Result<QList<ListedModel>>> models(ProviderConfig provider, QString label = {}, std::stop_token stop = {});
    /// Looks up what `source` names, for each label; see keycheck.h.
    [[nodiscard]] QFuture<QList<secrets::KeyFinding>> keys(QString source, bool startsCommands);
    /// Whether the provider can be asked at all: its kind, address, options, file of certificates. Asks nobody. Errors: those of making its services.
    [[nodiscard]] QFuture<Result<void>> check(ProviderConfig provider);
    /// Anything else: `work` is QCoro::Task<T>(Environment &, std::stop_token), called on the desk's thread; it returns soon after a stop.
    template<typename Work> [[nodiscard]] auto carryOut(Work work, QString label = {}, std::stop_token stop = {})
    {
        using T = std::invoke_result_t<Work, Environment &, std::stop_token>::value_type;
        auto promise = std::make_shared<QPromise<T>>();
        promise->start();
        QFuture<T> future = promise->future();
        m_mailbox.post([this, promise, work = std::move(work), label = std::move(label), stop = std::move(stop)]() mutable {
            m_scope->add(answer(std::move(promise), std::move(work), environment(label), std::move(stop), m_scope->stopToken()));
        });
        return future;
    }

private:
    // The work stays in the frame: what a coroutine lambda captured must live as long as it runs.
    template<typename T, typename Work>
    static QCoro::Task<void> answer(std::shared_ptr<QPromise<T>> promise, Work work, Environment *environment, std::stop_token stop, std::stop_token deskStop)
    {
        std::stop_source either;
        const std::stop_callback onStop(stop, [&either] { either.request_stop(); });
        const std::stop_callback onDeskStop(deskStop, [&either] { either.request_stop(); });
        promise->addResult(co_await work(*environment, either.get_token()));
        promise->finish();
    }

    [[nodiscard]] Environment *environment(const QString &label);
    QCoro::Task<void> end();

    const Registry &m_registry;
    std::unique_ptr<secrets::KeyRing> m_keys;
    const Clock &m_clock;
    QThread m_thread;
    std::binary_semaphore m_ended{0}; ///< the thread's last act: a thread checker does not see the one inside QThread
    Mailbox m_mailbox;
    std::unique_ptr<TaskScope> m_scope;
    std::map<QString, std::unique_ptr<Environment>> m_environments; ///< one for each label
};

} // namespace assay::provider
