// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/parser.h"

#include "core/prompt/language/execution.h"
#include "core/prompt/language/source.h"
#include "core/prompt/language/statementparser.h"

#include <algorithm>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

// Of one template. A snippet that includes itself is an error before, so this is for chains of many.
constexpr std::size_t kMostSources = 500;
constexpr qsizetype kLongestChain = 20;

// The sources of a template as they are read, one inside the other.
class Library final : public SnippetLibrary {
public:
    Library(const TemplateOptions &options, const SnippetSource &snippets, ParsedTemplate *parsed) : m_options(options), m_snippets(snippets), m_parsed(parsed) {}

    std::expected<qint32, SnippetFault> use(qint32 source, qsizetype start, qsizetype length, const QString &name) override;
    /// The faults of a source, in order; of those of a snippet the first, if there is one.
    std::vector<Fault> read(qint32 source, OnFault onFault);
    [[nodiscard]] qint32 add(QString name, QString text);
    [[nodiscard]] const std::optional<Error> &snippetError() const { return m_snippetError; }

private:
    TemplateOptions m_options;
    const SnippetSource &m_snippets;
    ParsedTemplate *m_parsed;
    QStringList m_chain; ///< snippets that are being read
    std::optional<Error> m_snippetError;
};

qint32 Library::add(QString name, QString text)
{
    m_parsed->sources.push_back(std::make_unique<ParsedSource>(ParsedSource{.name = std::move(name), .text = std::move(text)}));
    return static_cast<qint32>(m_parsed->sources.size() - 1);
}

std::vector<Fault> Library::read(qint32 source, OnFault onFault)
{
    ParsedSource &parsed = *m_parsed->sources[static_cast<std::size_t>(source)];
    if (parsed.text.size() > kLargestText)
        return {{.start = 0, .length = 0, .message = u"the template is longer than %1 characters"_s.arg(kLargestText), .hint = {}}};
    StatementParser parser({.source = source, .text = parsed.text}, m_options, onFault, m_parsed->symbols, *this);
    parsed.body = parser.run();
    return parser.faults();
}

std::expected<qint32, SnippetFault> Library::use(qint32 source, qsizetype start, qsizetype length, const QString &name)
{
    m_parsed->snippetUses.push_back({.source = source, .start = start, .length = length, .name = name});
    if (m_chain.contains(name)) {
        const QStringList circle = m_chain.sliced(m_chain.indexOf(name)) + QStringList{name};
        return std::unexpected(SnippetFault{.message = u"the snippet `%1` includes itself: %2"_s.arg(name, circle.join(u" → "_s)), .hint = u"Take out one of these."_s});
    }
    const auto known = std::ranges::find_if(m_parsed->sources, [&](const auto &each) { return each != m_parsed->sources.front() && each->name == name; });
    if (known != m_parsed->sources.end())
        return static_cast<qint32>(known - m_parsed->sources.begin());
    const auto text = m_snippets ? m_snippets(name) : Result<QString>(fail(ErrorKind::notFound, u"there is no snippet `%1`"_s.arg(name)));
    if (!text)
        return std::unexpected(SnippetFault{.message = text.error().message, .hint = text.error().hint, .isMissing = text.error().kind == ErrorKind::notFound});
    if (m_parsed->sources.size() > kMostSources || m_chain.size() >= kLongestChain)
        return std::unexpected(SnippetFault{.message = u"too many snippets include each other"_s, .hint = u"At most %1, and at most %2 inside each other."_s.arg(kMostSources).arg(kLongestChain)});
    const qint32 added = add(name, *text);
    m_chain.append(name);
    const std::vector<Fault> faults = read(added, OnFault::stop);
    m_chain.removeLast();
    if (faults.empty())
        return added;
    const ParsedSource &snippet = *m_parsed->sources[static_cast<std::size_t>(added)];
    if (!m_snippetError)
        m_snippetError = errorAt(ErrorKind::parse, {.name = snippet.name, .text = snippet.text}, faults.front().start, faults.front().message, faults.front().hint);
    const Place place = placeOf(snippet.text, faults.front().start);
    return std::unexpected(SnippetFault{
        .message = u"in the snippet `%1`, line %2, column %3: %4"_s.arg(name, QString::number(place.line), QString::number(place.column), faults.front().message),
        .hint = faults.front().hint});
}

} // namespace

Result<ParsedTemplate> parseTemplate(QStringView source, const TemplateOptions &options, const SnippetSource &snippets)
{
    ParsedTemplate parsed;
    Library library(options, snippets, &parsed);
    const std::vector<Fault> faults = library.read(library.add({}, source.toString()), OnFault::stop);
    if (faults.empty())
        return parsed;
    if (library.snippetError())
        return std::unexpected(*library.snippetError());
    return std::unexpected(errorAt(ErrorKind::parse, {.name = {}, .text = source}, faults.front().start, faults.front().message, faults.front().hint));
}

QList<Fault> faultsOf(QStringView source, const TemplateOptions &options, const SnippetSource &snippets)
{
    ParsedTemplate parsed;
    Library library(options, snippets, &parsed);
    const std::vector<Fault> faults = library.read(library.add({}, source.toString()), OnFault::goOn);
    return QList<Fault>(faults.begin(), faults.end());
}

} // namespace assay::prompt
