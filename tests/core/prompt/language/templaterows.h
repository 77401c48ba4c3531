// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of template, variables and result.
#pragma once

#include "core/prompt/language/template.h"

#include <QTest>

namespace assay::prompt {

inline void addRow(const char *name, const char16_t *source, const char16_t *variables, const char16_t *result)
{
    QTest::newRow(name) << QString::fromUtf16(source) << QString::fromUtf16(variables) << QString::fromUtf16(result);
}

inline void addColumns()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("variables");
    QTest::addColumn<QString>("result");
}

/// The text, or "error LINE:COLUMN message hint", so that a failing row shows all of it; "error NAME LINE:COLUMN" in a snippet.
inline QString outcomeOf(const QString &source, const QString &variables, const TemplateOptions &options = {}, const QMap<QString, QString> &snippets = {})
{
    using namespace Qt::StringLiterals;
    const auto given = parseJson(variables.isEmpty() ? u"{}"_s : variables);
    if (!given)
        return u"bad row: "_s + given.error().describe();
    const auto rendered = Template::parse(source, options, snippetsFrom(snippets)).and_then([&](const Template &parsed) { return parsed.render(*given); });
    if (rendered)
        return rendered->text;
    const Error &error = rendered.error();
    const QString snippet = error.contextValue(u"snippet");
    const QString place = (snippet.isEmpty() ? QString() : QString(snippet + u' ')) + u"%1:%2"_s.arg(error.contextValue(u"line"), error.contextValue(u"column"));
    const QString text = u"error %1 %2"_s.arg(place, error.message);
    return error.hint.isEmpty() ? text : QString(text + u" | "_s + error.hint);
}

} // namespace assay::prompt
