// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/redaction.h"

namespace assay::provider::wire {

namespace {

Error withoutKey(Error error, const secrets::Redactor &redactor)
{
    error.message = redactor.redacted(error.message);
    error.hint = redactor.redacted(error.hint);
    for (auto &entry : error.context)
        entry.second = redactor.redacted(entry.second);
    return error;
}

} // namespace

Error redacted(Error error, const secrets::Secret &key)
{
    return withoutKey(std::move(error), secrets::Redactor(key));
}

Exchange redacted(Exchange exchange, const secrets::Redactor &redactor)
{
    if (redactor.isEmpty())
        return exchange;
    exchange.requestId = redactor.redacted(exchange.requestId);
    exchange.partialText = redactor.redacted(exchange.partialText);
    if (!exchange.result) {
        exchange.result = std::unexpected(withoutKey(exchange.result.error(), redactor));
        return exchange;
    }
    Completion &completion = *exchange.result;
    for (QString *text : {&completion.text, &completion.refusal, &completion.finishRaw, &completion.modelReturned, &completion.fingerprint, &completion.serviceTier})
        *text = redactor.redacted(*text);
    for (ToolCall &call : completion.toolCalls) {
        for (QString *text : {&call.id, &call.name, &call.arguments})
            *text = redactor.redacted(*text);
    }
    completion.rawUsage = redactor.redacted(QString::fromUtf8(completion.rawUsage)).toUtf8();
    return exchange;
}

} // namespace assay::provider::wire
