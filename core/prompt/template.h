// SPDX-License-Identifier: GPL-3.0-or-later
// A parsed template: knows which variables it needs, and fills them in. The language is the part of Jinja/Nunjucks that prompts
// use, without escaping of output: {{ expression | filter(args) }}, {% if/elif/else %}, {% for %} with loop, {% set %}, {% raw %},
// {# comments #}, whitespace control with "-". A missing variable is an error, never silently empty.
#pragma once

#include "core/base/json.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

namespace assay::prompt {

/// A piece of rendered text that came from variables; offsets in UTF-16 units.
struct VariableSpan {
    qsizetype start = 0;
    qsizetype length = 0;
    QString variable; ///< such as "customer.name"

    bool operator==(const VariableSpan &) const = default;
};

struct RenderedText {
    QString text;
    QList<VariableSpan> spans; ///< in order, not overlapping

    bool operator==(const RenderedText &) const = default;
};

/// What a missing variable does where something looks at it. `empty` is for templates made for lenient engines.
enum class WhenMissing { error, empty };

class Template {
public:
    /// Errors: parse, with line and column (both from 1, columns in code points) and the piece of source in the context.
    [[nodiscard]] static Result<Template> parse(QStringView source);

    Template(const Template &);
    Template(Template &&) noexcept;
    Template &operator=(const Template &);
    Template &operator=(Template &&) noexcept;
    ~Template();

    /// Free variables in dotted form, sorted, each once: what an item must offer ("customer.name", not names set by the template itself).
    [[nodiscard]] QStringList variables() const;
    /// Those of them that an item may leave out: used only under `is defined`, `default`, or where the template may have set them itself.
    [[nodiscard]] QStringList optionalVariables() const;

    /// The same template and variables give the same text for ever. `variables` is an object.
    /// Errors: render, naming the missing variable or wrong use, with line and column in the context; tooLarge past 4 Mi characters of text or 1,000,000 steps.
    [[nodiscard]] Result<RenderedText> render(const Json &variables, WhenMissing whenMissing = WhenMissing::error) const;

private:
    struct Tree;
    explicit Template(std::shared_ptr<const Tree> tree);
    std::shared_ptr<const Tree> m_tree;
};

} // namespace assay::prompt
