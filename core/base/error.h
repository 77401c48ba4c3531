// SPDX-License-Identifier: GPL-3.0-or-later
// One small value for everything that can fail for a reason outside the program: callers switch on the kind,
// people read the message and the hint, and each layer adds the context that it alone knows.
#pragma once

#include <QList>
#include <QString>

#include <chrono>
#include <expected>
#include <optional>
#include <utility>

namespace assay {

enum class ErrorKind {
    // what was given
    invalidInput, ///< a value that cannot be used; the message says which and why
    parse,        ///< text that is not what it should be; context has line and column
    render,       ///< a template that cannot be filled for this item
    notFound,
    conflict, ///< a duplicate, or a change to something that never changes
    tooLarge,

    // the workspace and the machine
    notAWorkspace,
    damaged,
    newerVersion,
    readOnly,
    diskFull,
    inUse, ///< open in another process
    io,
    secretMissing,

    // a call to a provider
    rateLimit,
    overloaded,
    serverError,
    timeout,
    reset,   ///< the connection broke before the end mark
    connect, ///< no connection at all: refused, unknown host, TLS
    auth,
    quota,
    badRequest,
    contextTooLong,
    contentFilter,
    malformed,
    cancelled,
    budget,

    internal ///< a fault of ours
};

/// The kind as one stable lower-case word with hyphens, as stored and as written to JSON.
[[nodiscard]] QString toText(ErrorKind kind);
/// Nothing for a word that toText() never returns.
[[nodiscard]] std::optional<ErrorKind> errorKindFromText(QStringView text);

struct Error {
    ErrorKind kind = ErrorKind::internal;
    QString message;                                     ///< what happened, one sentence
    QString hint;                                        ///< what to do next, one sentence; may be empty
    QList<std::pair<QString, QString>> context;          ///< such as {"file", …}, {"line", "12"}, {"column", "5"}, {"item", "T-001"}
    std::optional<std::chrono::milliseconds> retryAfter; ///< as told by a provider

    [[nodiscard]] Error with(const QString &key, const QString &value) const;
    [[nodiscard]] Error with(const QString &key, qint64 value) const;
    /// The context's value for key, empty when absent.
    [[nodiscard]] QString contextValue(QStringView key) const;
    /// Message, where and hint as one line for people: "file.jsonl:12: message. Hint."
    [[nodiscard]] QString describe() const;

    bool operator==(const Error &) const = default;
};

template<typename T> using Result = std::expected<T, Error>;

[[nodiscard]] std::unexpected<Error> fail(ErrorKind kind, const QString &message, const QString &hint = {});

} // namespace assay
