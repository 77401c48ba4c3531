// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/template.h"

#include "core/prompt/language/parser.h"
#include "core/prompt/language/renderer.h"
#include "core/prompt/language/variables.h"

#include <mutex>

namespace assay::prompt {

using namespace Qt::StringLiterals;

class Template::Tree {
public:
    Tree(ParsedTemplate parsed_, bool isLenient_) : parsed(std::move(parsed_)), isLenient(isLenient_) {}

    const ParsedTemplate parsed;
    const bool isLenient;

    [[nodiscard]] QString nameOf(qint32 source) const { return parsed.sources[static_cast<std::size_t>(source)]->name; }
    /// Found out when somebody asks: who fills in a template once never does, and it takes as long as parsing.
    [[nodiscard]] const FreeVariables &variables() const
    {
        std::call_once(m_looked, [this] { m_variables = freeVariables(parsed); });
        return m_variables;
    }

private:
    mutable std::once_flag m_looked;
    mutable FreeVariables m_variables;
};

Template::Template(std::shared_ptr<const Tree> tree) : m_tree(std::move(tree)) {}
Template::Template(const Template &) = default;
Template::Template(Template &&) noexcept = default;
Template &Template::operator=(const Template &) = default;
Template &Template::operator=(Template &&) noexcept = default;
Template::~Template() = default;

Result<Template> Template::parse(QStringView source, const TemplateOptions &options, const SnippetSource &snippets)
{
    auto parsed = parseTemplate(source, options, snippets);
    if (!parsed)
        return std::unexpected(std::move(parsed.error()));
    return Template(std::make_shared<const Tree>(std::move(*parsed), options.lenient));
}

QStringList Template::variables() const
{
    return m_tree->variables().all;
}

QStringList Template::optionalVariables() const
{
    return m_tree->variables().optional;
}

QList<VariableUse> Template::variableUses() const
{
    QList<VariableUse> uses;
    for (const FreeUse &use : m_tree->variables().uses)
        uses.append({.path = use.path,
            .isOptional = use.isOptional,
            .isConditional = use.isConditional,
            .start = use.start,
            .length = use.end - use.start,
            .snippet = m_tree->nameOf(use.source)});
    return uses;
}

QList<IncludedSnippet> Template::includes() const
{
    QList<IncludedSnippet> includes;
    for (const SnippetUse &use : m_tree->parsed.snippetUses)
        includes.append({.name = use.name, .start = use.start, .length = use.length, .snippet = m_tree->nameOf(use.source)});
    return includes;
}

QStringList Template::snippets() const
{
    QStringList names;
    for (const SnippetUse &use : m_tree->parsed.snippetUses)
        names.append(use.name);
    names.sort();
    names.removeDuplicates();
    return names;
}

Result<RenderedText> Template::render(const Json &variables, Trace trace) const
{
    if (!variables.is_object())
        return fail(ErrorKind::render, u"the variables are not a JSON object"_s, u"Give an object with one member for each variable."_s);
    auto rendered = Renderer(m_tree->parsed, variables, m_tree->isLenient, trace).run();
    if (rendered || trace == Trace::spans)
        return rendered;
    // Only with origins does the message name the paths of values.
    return Renderer(m_tree->parsed, variables, m_tree->isLenient, Trace::spans).run();
}

} // namespace assay::prompt
