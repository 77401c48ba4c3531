// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/snippets.h"

#include "core/prompt/language/spelling.h"

namespace assay::prompt {

using namespace Qt::StringLiterals;

SnippetSource snippetsFrom(const QMap<QString, QString> &texts)
{
    return [texts](const QString &name) -> Result<QString> {
        const auto found = texts.constFind(name);
        if (found != texts.constEnd())
            return *found;
        QString hint = spellingHint(name, texts.keys());
        if (hint.isEmpty())
            hint = texts.isEmpty() ? u"There are no snippets."_s : u"Snippets are: %1."_s.arg(namesInWords(texts.keys()));
        return fail(ErrorKind::notFound, u"there is no snippet `%1`"_s.arg(name), hint);
    };
}

} // namespace assay::prompt
