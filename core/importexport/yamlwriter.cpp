// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/yamlwriter.h"

#include "core/importexport/verbatim.h"

#include <QRegularExpression>

#include <algorithm>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

/// Letters first, no mark that YAML reads, no word that means something else; or a date.
bool isPlain(const QString &text)
{
    static const QRegularExpression plain(u"\\A[A-Za-z]([A-Za-z0-9 _.,;()/+=-]*[A-Za-z0-9_.)])?\\z"_s);
    static const QRegularExpression word(u"\\A(null|true|false|yes|no|on|off|y|n)\\z"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression date(u"\\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z\\z"_s);
    return (plain.match(text).hasMatch() && !word.match(text).hasMatch()) || date.match(text).hasMatch();
}

/// A block can hold the text as it is: YAML would fold, strip or refuse anything else.
bool isBlock(const QString &text)
{
    if (!text.contains(u'\n') || text.front().isSpace() || text.endsWith(u"\n\n") || hasFragile(text))
        return false;
    return std::ranges::none_of(QStringView(text).split(u'\n'), [](QStringView line) { return !line.isEmpty() && line.trimmed().isEmpty(); });
}

QByteArray block(const QString &text, const QByteArray &indent)
{
    const bool ends = text.endsWith(u'\n');
    QByteArray out = ends ? "|" : "|-";
    for (const QStringView line : QStringView(text).chopped(ends ? 1 : 0).split(u'\n'))
        out += line.isEmpty() ? QByteArray("\n") : '\n' + indent + line.toUtf8();
    return out;
}

bool isNested(const Json &value)
{
    return (value.is_object() || value.is_array()) && !value.empty();
}

class Writer {
public:
    explicit Writer(YamlTexts texts) : m_texts(texts) {}

    /// What stands behind "name:" or "-", with its line end.
    [[nodiscard]] QByteArray value(const Json &value, int level) const
    {
        if (isNested(value))
            return '\n' + (value.is_object() ? members(value, level) : elements(value, level));
        if (m_texts == YamlTexts::blocks && value.is_string() && isBlock(toQString(value)))
            return ' ' + block(toQString(value), indent(level)) + '\n';
        return ' ' + yamlScalar(value) + '\n';
    }

    [[nodiscard]] QByteArray members(const Json &object, int level) const
    {
        QByteArray out;
        for (const auto &member : object.object_range())
            out += indent(level) + yamlScalar(Json(member.key())) + ':' + value(member.value(), level + 1);
        return out;
    }

    [[nodiscard]] QByteArray elements(const Json &array, int level) const
    {
        QByteArray out;
        for (const Json &element : array.array_range()) {
            if (element.is_object() && !element.empty()) {
                const QByteArray below = members(element, level + 1);
                out += indent(level) + "- " + below.sliced(indent(level + 1).size());
            } else {
                out += indent(level) + '-' + value(element, level + 1);
            }
        }
        return out;
    }

private:
    [[nodiscard]] static QByteArray indent(int level) { return QByteArray(2LL * level, ' '); }

    YamlTexts m_texts;
};

} // namespace

QByteArray yamlScalar(const Json &value)
{
    if (value.is_string() && isPlain(toQString(value)))
        return toQString(value).toUtf8();
    return safeJson(value);
}

QByteArray yamlMembers(const Json &object, YamlTexts texts, int level)
{
    return Writer(texts).members(object, level);
}

} // namespace assay::importexport
