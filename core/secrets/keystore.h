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

/// One kind of source.
class KeyStore {
public:
    virtual ~KeyStore() = default;
    /// The word before the colon of a key source that this store serves: "env".
    [[nodiscard]] virtual QString scheme() const = 0;
    /// Errors: secretMissing, saying where it was looked for and how to put it there; never any part of a key.
    [[nodiscard]] virtual QCoro::Task<Result<Secret>> lookUp(QString name) = 0;
    /// Looking up takes long enough that a key is better kept for a while.
    [[nodiscard]] virtual bool isSlow() const { return true; }
};

/// "env:OPENAI_API_KEY".
class EnvironmentKeyStore final : public KeyStore {
public:
    [[nodiscard]] QString scheme() const override;
    [[nodiscard]] QCoro::Task<Result<Secret>> lookUp(QString name) override;
    [[nodiscard]] bool isSlow() const override { return false; }
};

/// The text with every occurrence of the key replaced by [REDACTED:key]: as Redactor does it.
[[nodiscard]] QString redact(QString text, const Secret &key);

} // namespace assay::secrets
