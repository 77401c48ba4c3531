// SPDX-License-Identifier: GPL-3.0-or-later
// "command:op read op://vault/item/field": the key is the first line that a program prints. It is started directly, by its words, never through a
// shell; quotes and backslashes group words as a shell has them. It gets 30 s and may print 16 KiB.
#pragma once

#include "core/secrets/keystore.h"

#include <QStringList>

#include <chrono>

namespace assay::secrets {

class CommandKeyStore final : public KeyStore {
public:
    explicit CommandKeyStore(std::chrono::milliseconds patience = std::chrono::seconds(30)) : m_patience(patience) {}

    [[nodiscard]] QString scheme() const override;
    /// Errors: secretMissing, with the program's exit code and the first line that it wrote to standard error.
    [[nodiscard]] QCoro::Task<Result<Secret>> lookUp(QString name) override;

private:
    std::chrono::milliseconds m_patience;
};

/// Nothing for an unfinished quote.
[[nodiscard]] std::optional<QStringList> wordsOf(QStringView command);

} // namespace assay::secrets
