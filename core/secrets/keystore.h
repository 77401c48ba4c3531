// SPDX-License-Identifier: GPL-3.0-or-later
// Where keys come from. A key is looked up at the moment of use, held in one byte buffer, and wiped when that dies. It is never logged or stored.
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QCoro/QCoroTask>

namespace assay::secrets {

/// One key in one buffer, overwritten on destruction. Moves only.
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArray bytes);
    ~Secret();
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;

    [[nodiscard]] QByteArrayView bytes() const { return m_bytes; }
    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }

private:
    void wipe();
    QByteArray m_bytes;
};

/// One kind of source: the environment now; a keychain, a command and this session's memory later.
class KeyStore {
public:
    virtual ~KeyStore() = default;
    /// The word before the colon of a key source that this store serves: "env".
    [[nodiscard]] virtual QString scheme() const = 0;
    /// Errors: secretMissing, saying where it was looked for and how to put it there; never any part of a key.
    [[nodiscard]] virtual QCoro::Task<Result<Secret>> lookUp(QString name) = 0;
};

/// "env:OPENAI_API_KEY".
class EnvironmentKeyStore final : public KeyStore {
public:
    [[nodiscard]] QString scheme() const override;
    [[nodiscard]] QCoro::Task<Result<Secret>> lookUp(QString name) override;
};

/// All stores of a program. An empty source means that no key is needed and gives an empty secret.
class KeyRing {
public:
    void add(std::unique_ptr<KeyStore> store);
    /// `source` is "scheme:name". Errors: secretMissing; invalidInput for an unknown scheme, naming the known ones.
    [[nodiscard]] QCoro::Task<Result<Secret>> lookUp(QString source);

private:
    std::vector<std::unique_ptr<KeyStore>> m_stores;
};

/// The text with every occurrence of the key replaced by [REDACTED:key]: raw, percent-encoded and JSON-escaped. Keys under 8 characters are left alone.
[[nodiscard]] QString redact(QString text, const Secret &key);

} // namespace assay::secrets
