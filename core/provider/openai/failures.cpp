// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/failures.h"

#include "core/provider/wire/refusal.h"

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

Error failureOf(int status, QByteArrayView body, const QHttpHeaders &headers, UtcTime now)
{
    const wire::Refusal refusal = wire::readRefusal(status, body);
    return wire::refusalError(wire::commonKind(refusal), refusal, headers, now);
}

Error failureInAnswer(const Json &answer)
{
    wire::Refusal refusal = wire::readRefusal(answer);
    bool isNumber = false;
    const int code = refusal.code.toInt(&isNumber);
    refusal.status = isNumber && code >= 400 && code < 600 ? code : wire::statusByWords(refusal);
    return wire::refusalError(wire::commonKind(refusal), refusal, u"The API reported an error in its answer"_s);
}

} // namespace assay::provider::openai
