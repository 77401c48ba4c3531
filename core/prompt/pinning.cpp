// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/pinning.h"

#include "core/prompt/template.h"

#include <utility>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

QStringList includedBy(const Template &)
{
    return {};
}

// Gathers what a text includes, and what that includes. A snippet is looked up once, so that a circle ends; rendering tells of it.
class Gathering {
public:
    Gathering(const Content &content, const QMap<QString, QString> &known) : m_pinned(content.snippets), m_known(known) {}

    Result<void> takeFrom(const QString &text)
    {
        const auto parsed = Template::parse(text);
        if (!parsed)
            return std::unexpected(parsed.error());
        for (const QString &name : includedBy(*parsed)) {
            if (const auto took = take(name); !took)
                return took;
        }
        return {};
    }

    QMap<QString, QString> taken;

private:
    Result<void> take(const QString &name)
    {
        if (taken.contains(name))
            return {};
        const auto pinned = m_pinned.constFind(name);
        const auto known = m_known.constFind(name);
        if (pinned == m_pinned.cend() && known == m_known.cend()) {
            const QString there = m_known.isEmpty() ? u"There are no snippets yet."_s : u"The snippets here are: %1."_s.arg(m_known.keys().join(u", "_s));
            return fail(ErrorKind::notFound, u"there is no snippet \"%1\" to include"_s.arg(name), there);
        }
        const QString text = pinned == m_pinned.cend() ? *known : *pinned;
        taken.insert(name, text);
        return takeFrom(text).transform_error([&name](const Error &error) { return error.contextValue(u"snippet").isEmpty() ? error.with(u"snippet"_s, name) : error; });
    }

    const QMap<QString, QString> &m_pinned;
    const QMap<QString, QString> &m_known;
};

} // namespace

Result<Content> withSnippets(const Content &content, const QMap<QString, QString> &known)
{
    Gathering gathering(content, known);
    for (qsizetype i = 0; i < content.messages.size(); ++i) {
        if (const auto taken = gathering.takeFrom(content.messages.at(i).text); !taken)
            return std::unexpected(taken.error().with(u"message"_s, i + 1));
    }
    Content made = content;
    made.snippets = std::move(gathering.taken);
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
