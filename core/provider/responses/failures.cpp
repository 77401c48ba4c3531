// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/responses/failures.h"

#include "core/provider/wire/refusal.h"

namespace assay::provider::responses {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBadRequest = 400;

// "invalid_image", "image_too_large", "unsupported_image_media_type": what was sent cannot be used.
bool isOfTheRequest(const QString &code)
{
    return code.contains(u"image"_s) || code.startsWith(u"invalid_"_s) || code.startsWith(u"unsupported_"_s);
}

} // namespace

Error failureIn(const Json &answer)
{
    wire::Refusal refusal = wire::readRefusal(answer);
    refusal.status = isOfTheRequest(refusal.code) || refusal.isAny({"context_length_exceeded"_L1}) ? kBadRequest : wire::statusByWords(refusal);
    const bool isPolicy = refusal.code.endsWith(u"_policy"_s);
    const ErrorKind kind = isPolicy ? ErrorKind::contentFilter : wire::commonKind(refusal);
    return wire::refusalError(kind, refusal, u"The API reported an error in its answer"_s);
}

} // namespace assay::provider::responses
