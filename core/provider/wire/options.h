// SPDX-License-Identifier: GPL-3.0-or-later
// What a provider's configuration says about the connection, whatever its API: the provider's `options`, checked. An API reads its own options from the
// same object and names them to readConnectionOptions() as known.
//
//   allowPlainHttp   true: plain http also to hosts other than this machine
//   caFile           path of a file with certificates (PEM) that are trusted besides the system's
//   concurrency      requests at once for all models of the provider together
//   connectTimeoutMs, idleTimeoutMs, totalTimeoutMs
#pragma once

#include "core/net/httptransport.h"
#include "core/provider/modelconfig.h"

namespace assay::provider::wire {

struct ConnectionOptions {
    bool allowPlainHttp = false;
    QString caFile;
    std::optional<int> concurrency;
    net::HttpTimeouts timeouts;
    bool hasOwnIdleTimeout = false; ///< set by the user

    /// A plain answer sends no byte until all of it was written, so unless the user said otherwise it gets longer than a stream.
    [[nodiscard]] net::HttpTimeouts timeoutsFor(bool isStream) const;
};

/// Errors: invalidInput, naming the option and what is allowed; for an option that is neither known here nor in `others`.
[[nodiscard]] Result<ConnectionOptions> readConnectionOptions(const ProviderConfig &config, const QStringList &others = {});

/// The base URL without a final slash or a fragment, `fallback` when the configuration has none. Errors: as net::checkEndpoint.
[[nodiscard]] Result<QUrl> baseUrl(const ProviderConfig &config, const QString &fallback, const ConnectionOptions &options);

// For options of one API.
[[nodiscard]] Error wrongOption(const QString &name, const QString &allowed);
[[nodiscard]] Result<void> readFlag(bool &flag, const QString &name, const Json &value);
/// A word of printable ASCII, fit for a header.
[[nodiscard]] Result<void> readWord(QByteArray &word, const QString &name, const Json &value);

} // namespace assay::provider::wire
