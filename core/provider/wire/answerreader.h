// SPDX-License-Identifier: GPL-3.0-or-later
// The body of a successful answer, fed as bytes. Whether it is a stream of events or one JSON value is told by its first byte, since servers send one
// where the other was asked for, with any content type.
#pragma once

#include "core/provider/wire/api.h"

namespace assay::provider::wire {

class AnswerReader {
public:
    AnswerReader(std::unique_ptr<AnswerParts> parts, DeltaSink onDelta) : m_parts(std::move(parts)), m_onDelta(std::move(onDelta)) {}

    /// False once nothing more is wanted: the end mark was seen, or a failure.
    bool feed(QByteArrayView bytes);
    /// The end mark was seen; what the connection does afterwards does not matter.
    [[nodiscard]] bool isWhole() const { return m_parts->hasEndMark() && !m_error; }
    /// The API has said why it stopped: nothing of the text is missing.
    [[nodiscard]] bool hasFinish() const { return m_parts->hasFinish() && !m_error; }
    /// Set as soon as the body itself tells of a failure.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    /// When the body has ended orderly or isWhole(). Errors: the body's own; reset without an end mark; malformed.
    [[nodiscard]] Result<Completion> finish();
    /// As AnswerParts has it.
    [[nodiscard]] QString requestId() const { return m_parts->requestId(); }
    /// What has streamed so far.
    [[nodiscard]] QString partialText() const { return m_parts->text(); }

private:
    enum class Form { unknown, stream, plain };
    void takeEvent(const net::ServerEvent &event);
    [[nodiscard]] bool isNoStream() const;

    std::unique_ptr<AnswerParts> m_parts;
    DeltaSink m_onDelta;
    Form m_form = Form::unknown;
    net::EventStreamParser m_events;
    QByteArray m_plain;
    QByteArray m_beginning; ///< of a stream
    bool m_hasEvent = false;
    std::optional<Error> m_error;
};

} // namespace assay::provider::wire
