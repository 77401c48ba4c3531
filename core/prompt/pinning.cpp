// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/pinning.h"

#include "core/prompt/language/template.h"

#include <utility>

namespace assay::prompt {

using namespace Qt::StringLiterals;

Result<Content> withSnippets(const Content &content, const QMap<QString, QString> &known)
{
    QMap<QString, QString> taken;
    const SnippetSource unknown = snippetsFrom(known);
    const SnippetSource source = [&](const QString &name) -> Result<QString> {
        const auto pinned = content.snippets.constFind(name);
        auto text = pinned == content.snippets.cend() ? unknown(name) : Result<QString>(*pinned);
        if (text)
            taken.insert(name, *text);
        return text;
    };
    for (qsizetype i = 0; i < content.messages.size(); ++i) {
        if (const auto parsed = Template::parse(content.messages.at(i).text, content.templateOptions, source); !parsed)
            return std::unexpected(parsed.error().with(u"message"_s, i + 1));
    }
    Content made = content;
    made.snippets = std::move(taken);
    return made;
}

Content unpinned(Content content)
{
    content.snippets.clear();
    if (content.examples)
        content.examples->drawn.clear();
    return content;
}

} // namespace assay::prompt
