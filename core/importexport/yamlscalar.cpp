// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/yamlscalar.h"

#include <QRegularExpression>

#include <cmath>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view kCoreTag = "tag:yaml.org,2002:";

bool isLike(const QString &text, const QRegularExpression &expression)
{
    return expression.match(text).hasMatch();
}

QRegularExpression whole(const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern));
}

Result<Json> integerFrom(const QString &text, int base)
{
    bool fits = false;
    const qint64 number = (base == 10 ? text : text.sliced(2)).toLongLong(&fits, base);
    if (!fits)
        return fail(ErrorKind::parse, u"the number %1 has too many digits"_s.arg(text.left(40)), u"Put it in quotes to keep it as a text."_s);
    return Json(number);
}

Result<Json> realFrom(const QString &text)
{
    const double number = text.toDouble();
    if (!std::isfinite(number))
        return fail(ErrorKind::parse, u"the number %1 is too large"_s.arg(text.left(40)), u"Put it in quotes to keep it as a text."_s);
    return Json(number);
}

Result<Json> plain(const std::string &bytes)
{
    static const QRegularExpression null = whole(u"null|Null|NULL|~|"_s);
    static const QRegularExpression yes = whole(u"true|True|TRUE"_s);
    static const QRegularExpression no = whole(u"false|False|FALSE"_s);
    static const QRegularExpression decimal = whole(u"[-+]?[0-9]+"_s);
    static const QRegularExpression octal = whole(u"0o[0-7]+"_s);
    static const QRegularExpression hexadecimal = whole(u"0x[0-9a-fA-F]+"_s);
    static const QRegularExpression real = whole(u"[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"_s);
    static const QRegularExpression noNumber = whole(u"[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)"_s);
    constexpr std::size_t kLongestWord = 400; // longer is text, and not worth seven looks
    if (bytes.size() > kLongestWord)
        return Json(bytes);
    const QString text = QString::fromStdString(bytes);
    if (isLike(text, null))
        return Json::null();
    if (isLike(text, yes) || isLike(text, no))
        return Json(isLike(text, yes));
    if (isLike(text, decimal))
        return integerFrom(text, 10);
    if (isLike(text, octal) || isLike(text, hexadecimal))
        return integerFrom(text, isLike(text, octal) ? 8 : 16);
    if (isLike(text, real))
        return realFrom(text);
    if (isLike(text, noNumber))
        return fail(ErrorKind::parse, u"%1 is no number that JSON can hold"_s.arg(text), u"Put it in quotes to keep it as a text."_s);
    return Json(bytes);
}

bool fitsTag(const Json &value, std::string_view type)
{
    return (type == "null" && value.is_null()) || (type == "bool" && value.is_bool()) || (type == "int" && value.is<qint64>()) || (type == "float" && value.is_number());
}

} // namespace

Result<Json> jsonFromYamlScalar(const std::string &text, const std::string &tag)
{
    if (tag == "!")
        return Json(text);
    if (tag.empty() || tag == "?")
        return plain(text);
    const std::string_view type = tag.starts_with(kCoreTag) ? std::string_view(tag).substr(kCoreTag.size()) : std::string_view();
    if (type == "str")
        return Json(text);
    auto value = plain(text);
    if (value && !fitsTag(*value, type))
        return fail(ErrorKind::parse, u"the tag %1 is not known or does not fit its value"_s.arg(QString::fromStdString(tag).left(80)), u"Leave it out."_s);
    return value;
}

} // namespace assay::importexport
