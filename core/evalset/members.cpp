// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evalset/members.h"

#include "core/evalset/item.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace assay::evalset {

using namespace Qt::StringLiterals;

namespace {

QString inQuotes(std::string_view name)
{
    return u"\"%1\""_s.arg(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
}

} // namespace

Members::Members(const Json &json, const QString &what, std::initializer_list<std::string_view> known) : m_json(json), m_what(what)
{
    if (!json.is_object()) {
        complain(u"%1 is no JSON object"_s.arg(what), u"Write it in braces, with names and values."_s);
        return;
    }
    for (const auto &member : json.object_range()) {
        const std::string name(member.key());
        if (std::ranges::find(known, name) != known.end())
            continue;
        QStringList names;
        for (const std::string_view each : known)
            names.append(QString::fromUtf8(each.data(), static_cast<qsizetype>(each.size())));
        complain(u"%1 has the unknown member %2"_s.arg(what, inQuotes(name)), u"Known are: %1."_s.arg(names.join(u", "_s)));
        return;
    }
}

const Json *Members::find(std::string_view name) const
{
    if (m_problem || !m_json.contains(name))
        return nullptr;
    const Json &value = m_json.at(name);
    return value.is_null() ? nullptr : &value;
}

void Members::complain(const QString &message, const QString &hint)
{
    if (!m_problem)
        m_problem = fail(ErrorKind::invalidInput, message, hint).error();
}

void Members::expected(std::string_view name, const QString &kind)
{
    complain(u"%1 of %2 is not %3"_s.arg(inQuotes(name), m_what, kind), {});
}

std::optional<QString> Members::text(std::string_view name)
{
    const Json *value = find(name);
    if (!value)
        return std::nullopt;
    if (!value->is_string()) {
        expected(name, u"a text"_s);
        return std::nullopt;
    }
    return toQString(*value);
}

std::optional<QString> Members::textOrNumber(std::string_view name)
{
    const Json *value = find(name);
    if (value && value->is_number() && !value->is_string())
        return QString::fromUtf8(assay::toJson(*value));
    return text(name);
}

std::optional<double> Members::number(std::string_view name)
{
    const Json *value = find(name);
    if (!value)
        return std::nullopt;
    if (!value->is_number() || value->is_string() || !std::isfinite(value->as<double>())) {
        expected(name, u"a number"_s);
        return std::nullopt;
    }
    return value->as<double>();
}

std::optional<double> Members::weight(std::string_view name)
{
    const auto value = number(name);
    if (value && (*value <= 0 || *value > kHeaviest)) {
        expected(name, u"a number above 0 and up to a billion"_s);
        return std::nullopt;
    }
    return value;
}

std::optional<QStringList> Members::texts(std::string_view name)
{
    const Json *value = find(name);
    if (!value)
        return std::nullopt;
    QStringList list;
    const bool isList = value->is_array() && std::ranges::all_of(value->array_range(), [](const Json &element) { return element.is_string(); });
    if (!isList) {
        expected(name, u"a list of texts"_s);
        return std::nullopt;
    }
    for (const Json &element : value->array_range())
        list.append(toQString(element));
    return list;
}

const Json *Members::object(std::string_view name)
{
    const Json *value = find(name);
    if (value && !value->is_object()) {
        expected(name, u"an object"_s);
        return nullptr;
    }
    return value;
}

Json Members::any(std::string_view name) const
{
    const Json *value = find(name);
    return value ? *value : Json::null();
}

} // namespace assay::evalset
