// SPDX-License-Identifier: GPL-3.0-or-later
// A parsed template: knows which variables it needs and which snippets it includes, and fills them in. The language is the part of
// Jinja/Nunjucks that prompts use, without escaping of output; this folder's README has all of it. A missing variable is an error,
// never silently empty, unless the options say so.
#pragma once

#include "core/base/json.h"
#include "core/prompt/language/snippets.h"
#include "core/prompt/language/templateoptions.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

namespace assay::prompt {

/// A piece of rendered text and where it came from; offsets in UTF-16 units.
struct Span {
    qsizetype start = 0;
    qsizetype length = 0;
    QString variable{};       ///< such as "customer.name"; empty for what the template's author wrote
    QStringList others{};     ///< further variables that it was made of, where a filter mixed several
    bool isMixed = false;     ///< a filter mixed the author's text in, too
    qsizetype from = 0;       ///< what put it there: its place in the source
    qsizetype fromLength = 0; ///< equal to `length` where author's text was taken over, unit by unit
    QString snippet{};        ///< the snippet that `from` is in; empty: the template itself

    [[nodiscard]] bool isVariable() const { return !variable.isEmpty(); }
    bool operator==(const Span &) const = default;
};

struct RenderedText {
    QString text;
    QList<Span> spans{}; ///< in order, next to each other, all of the text

    bool operator==(const RenderedText &) const = default;
};

/// Spans cost about as much again as the text.
enum class Trace { none, spans };

/// A use of a variable that the template does not make itself.
struct VariableUse {
    QString path;               ///< such as "customer.name", "messages[].author", "orders{}.total"; ends before an index, a computed member or `length`
    bool isOptional = false;    ///< here it may be missing
    bool isConditional = false; ///< only some ways through the template lead here
    qsizetype start = 0;     ///< of the path as written
    qsizetype length = 0;
    QString snippet{}; ///< that it stands in; empty: the template itself

    bool operator==(const VariableUse &) const = default;
};

struct IncludedSnippet {
    QString name;
    qsizetype start = 0; ///< of the name, inside its quotes
    qsizetype length = 0;
    QString snippet{}; ///< that it stands in; empty: the template itself

    bool operator==(const IncludedSnippet &) const = default;
};

class Template {
public:
    /// Errors: parse, with line and column (both from 1, columns in code points) and the piece of source in the context, and the name of
    /// the snippet when it is in one that the template includes.
    [[nodiscard]] static Result<Template> parse(QStringView source, const TemplateOptions &options = {}, const SnippetSource &snippets = {});

    Template(const Template &);
    Template(Template &&) noexcept;
    Template &operator=(const Template &);
    Template &operator=(Template &&) noexcept;
    ~Template();

    /// Free variables in dotted form, sorted, each once: what an item must offer ("customer.name", not names set by the template itself). What a
    /// loop asks of each element of a list has `[]` in its place: "messages[].author" behind "messages"; the list itself is always there, too. The
    /// values of a mapping have `{}`: "orders{}.total".
    [[nodiscard]] QStringList variables() const;
    /// Those of them that an item may leave out: used only under `is defined`, `default`, or where the template may have set them itself; of elements
    /// and of what names of the template stand for also what is asked on some ways through the template only.
    [[nodiscard]] QStringList optionalVariables() const;
    /// Every use of them, by snippet and place.
    [[nodiscard]] QList<VariableUse> variableUses() const;
    /// Of the template and its snippets, in reading order.
    [[nodiscard]] QList<IncludedSnippet> includes() const;
    /// Names, sorted, each once.
    [[nodiscard]] QStringList snippets() const;

    /// The same template and variables give the same text for ever. `variables` is an object.
    /// Errors: render, naming the missing variable or wrong use, with line and column in the context; tooLarge past 4 Mi characters of text,
    /// 1,000,000 steps or 60 macros inside each other.
    [[nodiscard]] Result<RenderedText> render(const Json &variables, Trace trace = Trace::spans) const;

private:
    class Tree;
    explicit Template(std::shared_ptr<const Tree> tree);
    std::shared_ptr<const Tree> m_tree;
};

} // namespace assay::prompt
