// SPDX-License-Identifier: GPL-3.0-or-later
// Byte-pair encoding as OpenAI's models count: text is cut into pieces by a fixed rule, and the bytes of each piece are joined, always the pair of the
// lowest rank first, until no pair has a rank. Source: openai/tiktoken (MIT), `tiktoken_ext/openai_public.py` for the rules; the ranks are in
// resources/tokens. Special tokens in a text are text like any other.
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <vector>

namespace assay::tokens {

enum class EncodingName { o200kBase, cl100kBase };
/// "o200k_base", "cl100k_base".
[[nodiscard]] QString toText(EncodingName name);
[[nodiscard]] std::optional<EncodingName> encodingFromText(QStringView text);

/// Immutable; may be used from any thread.
class Encoding {
public:
    /// Loaded once for the whole program, on first use: some tens of ms, and 8 MB (o200k_base) or 2 MB. Errors: internal, when the program does not carry
    /// the ranks.
    [[nodiscard]] static Result<const Encoding *> get(EncodingName name);
    /// Begins that on another thread, for those who will count soon.
    static void loadAhead(EncodingName name);

    /// Any bytes: one that is no UTF-8 counts as a sign, and is as many tokens as its bytes need. What takes a QString has replaced lone surrogates before.
    [[nodiscard]] QList<qint32> encode(QByteArrayView utf8) const;
    [[nodiscard]] qint64 count(QByteArrayView utf8) const;
    /// How many bytes the first `tokens` tokens take, cut back to the beginning of a character.
    [[nodiscard]] qsizetype prefixBytes(QByteArrayView utf8, qint64 tokens) const;

    /// The bytes of a token. `id` is one that encode() gave.
    [[nodiscard]] QByteArrayView bytesOf(qint32 id) const;

private:
    explicit Encoding(EncodingName name) : m_name(name) {}
    [[nodiscard]] static Result<std::unique_ptr<const Encoding>> loaded(EncodingName name);
    /// False when these are not the ranks of `expected` tokens.
    [[nodiscard]] bool load(const QByteArray &ranks, qsizetype expected);
    [[nodiscard]] qint32 rankOf(const char *bytes, qsizetype size) const;
    [[nodiscard]] qsizetype pieceEnd(QByteArrayView text, qsizetype from) const;
    template<typename Take> void merge(QByteArrayView piece, Take take) const;
    template<typename Take> void mergeLong(QByteArrayView piece, Take take) const;
    template<typename Take> bool forEachToken(QByteArrayView text, Take take) const;

    EncodingName m_name;
    QByteArray m_bytes;            ///< of all tokens, in the order of their ids
    std::vector<quint32> m_begins; ///< one more than tokens
    std::vector<quint32> m_slots;  ///< open addressing: id + 1, or 0
    quint32 m_mask = 0;
};

} // namespace assay::tokens
