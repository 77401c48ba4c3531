// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/redaction.h"

namespace assay::provider::wire {

Error redacted(Error error, const secrets::Secret &key)
{
    error.message = secrets::redact(error.message, key);
    error.hint = secrets::redact(error.hint, key);
    for (auto &entry : error.context)
        entry.second = secrets::redact(entry.second, key);
    return error;
}

Exchange redacted(Exchange exchange, const secrets::Secret &key)
{
    if (key.isEmpty())
        return exchange;
    exchange.requestId = secrets::redact(exchange.requestId, key);
    exchange.partialText = secrets::redact(exchange.partialText, key);
    if (!exchange.result) {
        exchange.result = std::unexpected(redacted(exchange.result.error(), key));
        return exchange;
    }
    Completion &completion = *exchange.result;
    for (QString *text : {&completion.text, &completion.refusal, &completion.finishRaw, &completion.modelReturned, &completion.fingerprint, &completion.serviceTier})
        *text = secrets::redact(*text, key);
    for (ToolCall &call : completion.toolCalls) {
        for (QString *text : {&call.id, &call.name, &call.arguments})
            *text = secrets::redact(*text, key);
    }
    completion.rawUsage = secrets::redact(QString::fromUtf8(completion.rawUsage), key).toUtf8();
    return exchange;
}

} // namespace assay::provider::wire
