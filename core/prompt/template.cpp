// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/template.h"

#include "core/prompt/parser.h"
#include "core/prompt/renderer.h"
#include "core/prompt/variables.h"

namespace assay::prompt {

using namespace Qt::StringLiterals;

struct Template::Tree {
    QString source;
    Block body;
    FreeVariables variables;
};

Template::Template(std::shared_ptr<const Tree> tree) : m_tree(std::move(tree)) {}
Template::Template(const Template &) = default;
Template::Template(Template &&) noexcept = default;
Template &Template::operator=(const Template &) = default;
Template &Template::operator=(Template &&) noexcept = default;
Template::~Template() = default;

Result<Template> Template::parse(QStringView source)
{
    auto body = parseTemplate(source);
    if (!body)
        return std::unexpected(std::move(body.error()));
    auto variables = freeVariables(*body);
    return Template(std::make_shared<const Tree>(Tree{.source = source.toString(), .body = std::move(*body), .variables = std::move(variables)}));
}

QStringList Template::variables() const
{
    return m_tree->variables.all;
}

QStringList Template::optionalVariables() const
{
    return m_tree->variables.optional;
}

Result<RenderedText> Template::render(const Json &variables, WhenMissing whenMissing) const
{
    if (!variables.is_object())
        return fail(ErrorKind::render, u"the variables are not a JSON object"_s, u"Give an object with one member for each variable."_s);
    return Renderer(m_tree->source, variables, whenMissing).run(m_tree->body);
}

} // namespace assay::prompt
