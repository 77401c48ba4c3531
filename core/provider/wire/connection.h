// SPDX-License-Identifier: GPL-3.0-or-later
// A provider's address, key and clocks, as the requests of one model or one service share them. A key is looked up for every request, and is in
// nothing that comes back.
#pragma once

#include "core/provider/registry.h"
#include "core/provider/wire/api.h"
#include "core/provider/wire/options.h"

namespace assay::provider::wire {

/// What came back of a request that is no chat.
struct Reply {
    int status = 0;
    QHttpHeaders headers;
    QByteArray body;
};

class Connection {
public:
    /// `connections` are set aside at the host. The environment's key ring and clock must outlive the connection and every task of it. Errors:
    /// invalidInput for the number, or the file of certificates.
    [[nodiscard]] static Result<std::shared_ptr<const Connection>> open(
        const ProviderConfig &provider, const QUrl &base, const ConnectionOptions &options, std::shared_ptr<const Api> api, int connections, Environment &environment);

    [[nodiscard]] const Api &api() const { return *m_api; }
    [[nodiscard]] const Clock &clock() const { return *m_clock; }
    [[nodiscard]] QCoro::Task<Result<secrets::Secret>> key() const;
    /// The provider refused it.
    void forgetKey() const { m_keys->forget(m_keySource, m_label); }
    /// Ready to be sent, with the key in it.
    [[nodiscard]] net::HttpRequest request(Call call, const secrets::Secret &key, bool isStream) const;
    [[nodiscard]] net::HttpTransport &transport() const { return *m_transport; }

    /// One request, heard to its end. Errors: those of the key, of the exchange, and of a refusal by the API. `self` keeps the connection.
    [[nodiscard]] static QCoro::Task<Result<Reply>> ask(std::shared_ptr<const Connection> self, Call call, std::stop_token stop);
    /// The same; the body as JSON. Errors: also malformed.
    [[nodiscard]] static QCoro::Task<Result<Json>> askJson(std::shared_ptr<const Connection> self, Call call, std::stop_token stop);

private:
    QUrl m_base;
    ConnectionOptions m_options;
    QString m_keySource;
    QString m_label;
    std::shared_ptr<const Api> m_api;
    std::shared_ptr<net::HttpTransport> m_transport;
    secrets::KeyRing *m_keys = nullptr;
    const Clock *m_clock = nullptr;
};

} // namespace assay::provider::wire
