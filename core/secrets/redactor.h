// SPDX-License-Identifier: GPL-3.0-or-later
// Takes a key out of whatever is written: by its exact value, in every form in which it may come back. Keys under 8 characters are left alone: they would be
// found in ordinary words.
#pragma once

#include "core/secrets/keystore.h"

#include <QStringList>

namespace assay::secrets {

class Redactor {
public:
    Redactor() = default; ///< of no key
    explicit Redactor(const Secret &key);

    /// Every occurrence replaced by [REDACTED:key]: raw, JSON-escaped, percent-encoded, in hexadecimal digits, base64 and base64url
    /// in all three alignments.
    [[nodiscard]] QString redacted(QString text) const;
    /// The same in a text as bytes, which may be large; they stay as they are when nothing is found.
    [[nodiscard]] QByteArray redacted(QByteArray utf8) const;
    [[nodiscard]] bool isEmpty() const { return m_forms.isEmpty(); }
    /// How much of the end of `text` could be the beginning of a form.
    [[nodiscard]] qsizetype openEnd(QStringView text) const;

private:
    struct Form {
        QString text;
        Qt::CaseSensitivity sensitivity = Qt::CaseSensitive;
    };
    void add(const QString &form, Qt::CaseSensitivity sensitivity = Qt::CaseSensitive);

    QList<Form> m_forms; ///< the longest first: a longer one may hold a shorter
};

/// The same for text that comes in pieces: what could be the beginning of the key is held back until it is clear.
class StreamRedactor {
public:
    explicit StreamRedactor(Redactor redactor) : m_redactor(std::move(redactor)) {}

    [[nodiscard]] QString take(const QString &piece);
    /// What was held back, at the end.
    [[nodiscard]] QString rest();

private:
    Redactor m_redactor;
    QString m_held;
};

} // namespace assay::secrets
