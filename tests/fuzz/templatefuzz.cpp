// SPDX-License-Identifier: GPL-3.0-or-later
// Lexer, parser, renderer and what an editor asks for, on any bytes. An input is options in its first byte, then a template, and behind
// a NUL the variables as JSON. Whatever it is, nothing may crash, hang or leak, and what is promised of results must hold.
#include "core/prompt/language/completion.h"
#include "core/prompt/language/fault.h"
#include "core/prompt/language/outline.h"
#include "core/prompt/language/template.h"

#include <QSet>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

namespace {

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

const SnippetSource &snippets()
{
    static const SnippetSource kSnippets = snippetsFrom({{u"a"_s, u"{{ x }}{% set x = 2 %}{% include 'b' %}"_s}, {u"b"_s, u"{% for i in l %}{{ i }}{{ loop.index }}{% endfor %}"_s},
        {u"m"_s, u"{% macro f(x, y=1) %}<{{ x }}{{ y }}{{ caller() if caller is defined }}>{% endmacro %}{% set v = 3 %}"_s}, {u"loop"_s, u"{% include 'loop' %}"_s},
        {u"bad"_s, u"{{ a b }}"_s}});
    return kSnippets;
}

/// What stands before the first member or element.
QString rootOf(const QString &path)
{
    return path.first(std::ranges::find_if(path, [](QChar unit) { return unit == u'.' || unit == u'[' || unit == u'{'; }) - path.begin());
}

QSet<QString> rootsOf(const QStringList &paths)
{
    QSet<QString> roots;
    for (const QString &path : paths)
        roots.insert(rootOf(path));
    return roots;
}

void checkSpans(const RenderedText &rendered, const QString &source, const QSet<QString> &roots)
{
    qsizetype at = 0;
    for (const Span &span : rendered.spans) {
        require(span.start == at && span.length > 0, "spans stand next to each other");
        at += span.length;
        require(!span.isVariable() || roots.contains(rootOf(span.variable)), "a span's variable is among the variables");
        for (const QString &other : span.others)
            require(roots.contains(rootOf(other)), "a span's other variables are among the variables");
        if (span.snippet.isEmpty())
            require(span.from >= 0 && span.fromLength >= 0 && span.from + span.fromLength <= source.size(), "what put a span there stands in the source");
    }
    require(at == rendered.text.size(), "spans cover the text");
}

void checkEditing(const QString &source, const TemplateOptions &options, const Result<Template> &parsed)
{
    const QList<Fault> faults = faultsOf(source, options, snippets());
    require(faults.isEmpty() == parsed.has_value(), "there are faults when it cannot be read, and only then");
    if (!parsed && parsed.error().contextValue(u"snippet").isEmpty())
        require(faults.first().message == parsed.error().message, "the first fault is the one that is reported");
    for (const Fault &fault : faults)
        require(fault.start >= 0 && fault.length >= 0 && fault.start + fault.length <= source.size(), "faults stand in the source");
    const Outline outline = outlineOf(source);
    for (const SourceTag &tag : outline.tags)
        require(tag.start >= 0 && tag.length > 0 && tag.start + tag.length <= source.size(), "tags stand in the source");
    for (qsizetype offset = 0; offset <= source.size(); offset += 1 + source.size() / 8) {
        const Completion completion = completionAt(source, offset);
        require(completion.kind == Completion::Kind::none || (completion.start >= 0 && completion.start <= offset), "words to complete end at the offset");
        (void)outline.matchingTags(offset);
        (void)outline.groupAround(offset);
    }
}

void checkVariables(const Template &parsed, const QString &source)
{
    const QStringList all = parsed.variables();
    require(std::ranges::is_sorted(all), "variables are sorted");
    for (const VariableUse &use : parsed.variableUses()) {
        require(std::ranges::binary_search(all, use.path), "what is used is among the variables");
        if (use.snippet.isEmpty())
            require(use.start >= 0 && use.length > 0 && use.start + use.length <= source.size(), "uses stand in the source");
    }
    for (const QString &path : parsed.optionalVariables())
        require(std::ranges::binary_search(all, path), "what is optional is among the variables");
    for (const QString &path : all) {
        const QString whole = path.section(u"[]"_s, 0, 0).section(u"{}"_s, 0, 0);
        require(std::ranges::binary_search(all, whole), "a list or mapping is told with what is asked of its parts");
    }
}

// The list of variables is what a version's items are checked by: whatever else an item has may not count.
void checkNeeds(const Template &parsed, const Json &variables, const QSet<QString> &roots, const Result<RenderedText> &rendered)
{
    Json needed(jsoncons::json_object_arg);
    for (const auto &member : variables.object_range()) {
        if (roots.contains(QString::fromStdString(member.key())))
            needed.insert_or_assign(member.key(), member.value());
    }
    const auto again = parsed.render(needed, Trace::none);
    require(again.has_value() == rendered.has_value(), "what is not among the variables changes no outcome");
    require(!again || again->text == rendered->text, "what is not among the variables changes no text");
}

void checkRendering(const Template &parsed, const QString &source, const Json &variables)
{
    const QSet<QString> roots = rootsOf(parsed.variables());
    const auto plain = parsed.render(variables, Trace::none);
    const auto traced = parsed.render(variables, Trace::spans);
    require(plain.has_value() == traced.has_value(), "tracing changes no outcome");
    // What is picked at random depends on all that is given.
    if (!source.contains(u"random"))
        checkNeeds(parsed, variables, roots, plain);
    if (!plain) {
        require(plain.error() == traced.error(), "tracing changes no error");
        require(!plain.error().contextValue(u"line").isEmpty(), "errors have a place");
        return;
    }
    require(plain->text == traced->text, "tracing changes no text");
    checkSpans(*traced, source, roots);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const TemplateOptions options{.lenient = (data[0] & 1) != 0, .trimBlocks = (data[0] & 2) != 0, .lstripBlocks = (data[0] & 4) != 0};
    const QByteArray bytes = QByteArray::fromRawData(reinterpret_cast<const char *>(data) + 1, static_cast<qsizetype>(size) - 1);
    const qsizetype nul = bytes.indexOf('\0');
    const QString source = QString::fromUtf8(nul < 0 ? bytes : bytes.first(nul));
    Json variables = nul < 0 ? Json::null() : parseJson(QByteArrayView(bytes).sliced(nul + 1)).value_or(Json::null());
    if (!variables.is_object())
        variables = *parseJson(u"{\"x\":1,\"s\":\"a b<c>\\n\",\"l\":[1,\"b\",null,2.5],\"d\":{\"k\":\"v\",\"e\":{\"f\":[]}},\"n\":null,\"t\":true}");
    const auto parsed = Template::parse(source, options, snippets());
    checkEditing(source, options, parsed);
    if (!parsed)
        return 0;
    checkVariables(*parsed, source);
    checkRendering(*parsed, source, variables);
    return 0;
}
