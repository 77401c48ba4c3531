// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/plumbing.h"

namespace assay {

using namespace Qt::StringLiterals;

Json errorAnswer(const Error &error)
{
    Json detail(jsoncons::json_object_arg);
    detail.insert_or_assign("kind", jsonString(toText(error.kind)));
    for (const char *place : {"line", "column"}) {
        if (const QString value = error.contextValue(QString::fromLatin1(place)); !value.isEmpty())
            detail.insert_or_assign(place, value.toLongLong());
    }
    detail.insert_or_assign("message", jsonString(Error{.kind = error.kind, .message = error.message, .hint = error.hint, .context = {}, .retryAfter = {}}.describe()));
    Json answer(jsoncons::json_object_arg);
    answer.insert_or_assign("error", std::move(detail));
    return answer;
}

} // namespace assay
