// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's keychain through QtKeychain (Secret Service or KWallet), under the service name "Assay". Also when there is no keychain at all every call
// ends, with an error that names the other sources.
#pragma once

#include "core/secrets/keystore.h"

namespace assay::secrets {

/// "keychain:work".
class KeychainStore final : public KeyStore {
public:
    [[nodiscard]] QString scheme() const override;
    /// Errors: secretMissing; a locked keychain reads like a missing entry, so both are named.
    [[nodiscard]] QCoro::Task<Result<Secret>> lookUp(QString name) override;
};

/// Puts a key there and reads it back; remembers the day (keyage.h). Errors: secretMissing, when the keychain does not hold it.
[[nodiscard]] QCoro::Task<Result<void>> storeInKeychain(QString name, Secret key);
[[nodiscard]] QCoro::Task<Result<void>> removeFromKeychain(QString name);

} // namespace assay::secrets
