// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/lint/tags.h"

#include "core/prompt/language/outline.h"

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

namespace {

QStringView insideOf(QStringView source, const Range &tag)
{
    QStringView inside = source.sliced(tag.start + 2, tag.length - 4);
    if (inside.startsWith(u'-') || inside.startsWith(u'+'))
        inside = inside.sliced(1);
    if (inside.endsWith(u'-') || inside.endsWith(u'+'))
        inside.chop(1);
    return inside.trimmed();
}

// What is in quotes looks like names, and is none.
QString withoutStrings(QStringView inside)
{
    static const QRegularExpression quoted(uR"("(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')"_s);
    return inside.toString().replace(quoted, u"\"\""_s);
}

// The first path that is neither a word of the language nor a function, filter or named argument.
QString firstPath(const QString &inside)
{
    static const QRegularExpression path(u"(?<![\\w.|])(?<!\\|\\s)([\\p{L}_]\\w*(?:\\.\\w+)*)(?!\\s*[(=]|\\w)"_s, QRegularExpression::UseUnicodePropertiesOption);
    static const QStringList words{
        u"true"_s, u"false"_s, u"none"_s, u"null"_s, u"True"_s, u"False"_s, u"None"_s, u"and"_s, u"or"_s, u"not"_s, u"in"_s, u"is"_s, u"if"_s, u"else"_s};
    auto paths = path.globalMatch(inside);
    while (paths.hasNext()) {
        const QString found = paths.next().captured(1);
        if (!words.contains(found) && !found.startsWith(u"loop."))
            return found;
    }
    return {};
}

QStringList filtersIn(const QString &inside)
{
    static const QRegularExpression filter(u"\\|\\s*([a-z_0-9]+)"_s);
    QStringList filters;
    auto matches = filter.globalMatch(inside);
    while (matches.hasNext())
        filters.append(matches.next().captured(1));
    return filters;
}

QString root(const QString &path)
{
    return path.section(u'.', 0, 0);
}

} // namespace

QList<Range> tagsOf(QStringView source)
{
    QList<Range> tags;
    for (const SourceTag &tag : outlineOf(source).tags) {
        // One that is never closed is a fault, and told as one; what it holds is prose.
        const QStringView text = source.sliced(tag.start, tag.length);
        if (text.size() >= 4 && (text.endsWith(u"}}") || text.endsWith(u"%}") || text.endsWith(u"#}")))
            tags.append({.start = tag.start, .length = tag.length});
    }
    return tags;
}

QList<Output> outputsOf(QStringView source, const QList<Range> &tags)
{
    static const QRegularExpression loop(
        u"^for\\s+(\\w+)(?:\\s*,\\s*(\\w+))?\\s+in\\b(.*)$"_s, QRegularExpression::DotMatchesEverythingOption | QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression assignment(u"^set\\s+(\\w+)\\s*=(.*)$"_s, QRegularExpression::DotMatchesEverythingOption | QRegularExpression::UseUnicodePropertiesOption);
    QHash<QString, QString> origins; ///< of the template's own names
    const auto variableOf = [&origins](const QString &path) { return origins.value(root(path), root(path)); };
    QList<Output> outputs;
    for (const Range &tag : tags) {
        const QChar kind = source[tag.start + 1];
        const QString inside = kind == u'#' ? QString() : withoutStrings(insideOf(source, tag));
        if (kind == u'{') {
            const QString path = firstPath(inside);
            if (const QString variable = path.isEmpty() ? QString() : variableOf(path); !variable.isEmpty())
                outputs.append({.tag = tag, .path = path, .variable = variable, .filters = filtersIn(inside)});
        } else if (const auto each = loop.match(inside); each.hasMatch()) {
            const QString path = firstPath(each.captured(3));
            const QString origin = path.isEmpty() ? QString() : variableOf(path);
            origins.insert(each.captured(1), origin);
            origins.insert(each.captured(2), origin);
        } else if (const auto given = assignment.match(inside); given.hasMatch()) {
            const QString path = firstPath(given.captured(2));
            origins.insert(given.captured(1), path.isEmpty() ? QString() : variableOf(path));
        }
    }
    return outputs;
}

} // namespace assay::prompt::linting
