// SPDX-License-Identifier: GPL-3.0-or-later
// "memory:NAME": a key that was typed in, for as long as the program runs.
#pragma once

#include "core/secrets/keystore.h"

#include <map>
#include <memory>
#include <mutex>

namespace assay::secrets {

/// May be filled from any thread. Copies share their keys, so that rings of several threads find the same.
class MemoryKeyStore final : public KeyStore {
public:
    MemoryKeyStore();

    void put(const QString &name, Secret key);

    [[nodiscard]] QString scheme() const override;
    [[nodiscard]] QCoro::Task<Result<Secret>> lookUp(QString name) override;
    [[nodiscard]] bool isSlow() const override { return false; }

private:
    struct Keys {
        std::mutex mutex;
        std::map<QString, Secret> byName;
    };
    std::shared_ptr<Keys> m_keys;
};

} // namespace assay::secrets
