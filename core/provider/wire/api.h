// SPDX-License-Identifier: GPL-3.0-or-later
// What the folder of an API says about it: how a request is written, how an answer is read, what a refusal means. Everything is pure: no network,
// no clock, no key store.
#pragma once

#include "core/net/eventstream.h"
#include "core/net/httptransport.h"
#include "core/provider/chatmodel.h"
#include "core/secrets/keystore.h"

namespace assay::provider::wire {

/// One answer, put together from what its API sends.
class AnswerParts {
public:
    virtual ~AnswerParts() = default;

    /// One event of a stream: the text that it adds to the answer. Nothing is added once hasEndMark(). Errors: malformed, or what the API
    /// reports; the parts must then not be fed again.
    [[nodiscard]] virtual Result<QString> addEvent(const net::ServerEvent &event) = 0;
    /// True when `event`, found without its final blank line at the end of the stream, makes sense as it is.
    [[nodiscard]] virtual bool isWholeEvent(const net::ServerEvent &event) const;
    /// What the API sends last was seen; what the connection does afterwards does not matter.
    [[nodiscard]] virtual bool hasEndMark() const = 0;
    /// The API said why it stopped: together with an orderly end of the stream that is an end mark, too.
    [[nodiscard]] virtual bool hasFinish() const = 0;
    /// What has streamed so far.
    [[nodiscard]] virtual QString text() const = 0;
    /// The answer's name at the provider, where it stands in the body; empty: in the headers, or not told.
    [[nodiscard]] virtual QString requestId() const { return {}; }
    /// After hasEndMark() or hasFinish().
    [[nodiscard]] virtual Completion takeCompletion() = 0;

    /// A whole body that is no stream of events. Errors: reset when it was cut short, malformed, what the API reports.
    [[nodiscard]] virtual Result<Completion> readWhole(QByteArrayView body) = 0;
};

/// A part of the address below the base URL, and what stands in the request besides the key.
struct Call {
    QByteArray method = "POST";
    QString path; ///< such as "/chat/completions"; appended to the base URL
    QByteArray query;
    QByteArray body;
    QByteArray contentType = "application/json";
    QHttpHeaders headers;
    bool isFile = false; ///< a file goes up or comes down: more bytes and more time than an answer has
};

class Api {
public:
    virtual ~Api() = default;

    [[nodiscard]] virtual Call chat(const ChatRequest &request) const = 0;
    [[nodiscard]] virtual std::unique_ptr<AnswerParts> newAnswer() const = 0;
    /// Puts the key where this API wants it. Never called with an empty key.
    virtual void authorize(QHttpHeaders &headers, const secrets::Secret &key) const = 0;
    /// Headers that every request carries, such as a version.
    virtual void addHeaders(QHttpHeaders & /*headers*/) const {}
    /// Of an answer with a status outside 200–299, by its body and headers. Kinds: rateLimit, overloaded, serverError, timeout, auth, quota,
    /// badRequest, contextTooLong, contentFilter.
    [[nodiscard]] virtual Error failureOf(int status, QByteArrayView body, const QHttpHeaders &headers, UtcTime now) const = 0;
    /// By default in x-request-id, request-id and their like.
    [[nodiscard]] virtual QString requestId(const QHttpHeaders &headers) const;
    /// By default x-ratelimit-* as OpenAI and Mistral write them.
    [[nodiscard]] virtual tokens::ToldLimits limits(const QHttpHeaders &headers, UtcTime now) const;
};

} // namespace assay::provider::wire
