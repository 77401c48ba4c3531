// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/value.h"

#include <algorithm>
#include <cmath>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaxDepth = 512;
// Beyond this a double no longer holds every integer.
constexpr double kExactIntegers = 9007199254740992.0;
// Up to here looking at each name is quicker than hashing one.
constexpr std::size_t kFewMembers = 12;

std::optional<Value> fromJson(const Json &json, int level);

QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::optional<Value> listFromJson(const Json &json, int level)
{
    std::vector<Value> elements;
    elements.reserve(json.size());
    for (const Json &element : json.array_range()) {
        auto value = fromJson(element, level + 1);
        if (!value)
            return std::nullopt;
        elements.push_back(std::move(*value));
    }
    return Value::ofList(std::move(elements));
}

std::optional<Value> mappingFromJson(const Json &json, int level)
{
    std::vector<std::pair<QString, Value>> members;
    members.reserve(json.size());
    for (const auto &member : json.object_range()) {
        auto value = fromJson(member.value(), level + 1);
        if (!value)
            return std::nullopt;
        members.emplace_back(textOf(member.key()), std::move(*value));
    }
    return Value::ofMapping(std::move(members));
}

using Members = std::vector<std::pair<QString, Value>>;

// Of two members of one name the first keeps its place, and has the value of the last.
void joinFewOfOneName(Members &members)
{
    for (std::size_t i = 1; i < members.size(); ++i) {
        const auto before = std::ranges::find(members.begin(), members.begin() + std::ptrdiff_t(i), members[i].first, &Members::value_type::first);
        if (before == members.begin() + std::ptrdiff_t(i))
            continue;
        before->second = std::move(members[i].second);
        members.erase(members.begin() + std::ptrdiff_t(i--));
    }
}

// The same, for many. Where each name is then.
QHash<QString, qsizetype> joinOfOneName(Members &members)
{
    QHash<QString, qsizetype> places;
    std::size_t count = 0;
    for (auto &[name, member] : members) {
        const auto before = places.constFind(name);
        if (before != places.constEnd()) {
            members[static_cast<std::size_t>(*before)].second = std::move(member);
            continue;
        }
        places.insert(name, static_cast<qsizetype>(count));
        if (&members[count].second != &member)
            members[count] = {std::move(name), std::move(member)};
        ++count;
    }
    members.resize(count);
    return places;
}

Value bigNumber(const QString &digits)
{
    Value value;
    value.data = BigNumber{digits};
    return value;
}

Value numberFromJson(const Json &json)
{
    if (!json.is_number())
        return {};
    if (json.is<qint64>())
        return Value(json.as<qint64>());
    if (json.is_uint64())
        return bigNumber(QString::number(json.as<quint64>()));
    const double number = json.as<double>();
    return std::isfinite(number) ? Value::ofNumber(number) : bigNumber(QString::fromStdString(json.as<std::string>()));
}

std::optional<Value> fromJson(const Json &json, int level)
{
    if (level > kMaxDepth)
        return std::nullopt;
    if (json.is_null())
        return Value();
    if (json.is_bool())
        return Value(json.as<bool>());
    if (json.is_array())
        return listFromJson(json, level);
    if (json.is_object())
        return mappingFromJson(json, level);
    if (json.is_string()) {
        const bool isWrittenNumber = json.tag() == jsoncons::semantic_tag::bigint || json.tag() == jsoncons::semantic_tag::bigdec;
        const auto utf8 = json.as_string_view();
        return isWrittenNumber ? bigNumber(textOf({utf8.data(), utf8.size()})) : Value(textOf({utf8.data(), utf8.size()}));
    }
    return numberFromJson(json);
}

} // namespace

Value Value::ofNumber(double number)
{
    if (std::trunc(number) == number && std::abs(number) <= kExactIntegers)
        return Value(static_cast<qint64>(number));
    Value value;
    value.data = number;
    return value;
}

std::optional<Value> Value::ofList(std::vector<Value> elements)
{
    auto list = std::make_shared<List>();
    for (const Value &element : elements)
        list->depth = std::max(list->depth, element.depth() + 1);
    if (list->depth > kMaxDepth)
        return std::nullopt;
    list->elements = std::move(elements);
    Value value;
    value.data = ListPointer(std::move(list));
    return value;
}

std::optional<Value> Value::ofMapping(std::vector<std::pair<QString, Value>> members)
{
    auto mapping = std::make_shared<Mapping>();
    for (const auto &[name, member] : members)
        mapping->depth = std::max(mapping->depth, member.depth() + 1);
    if (members.size() < kFewMembers)
        joinFewOfOneName(members);
    else
        mapping->places = joinOfOneName(members);
    mapping->members = std::move(members);
    if (mapping->depth > kMaxDepth)
        return std::nullopt;
    Value value;
    value.data = MappingPointer(std::move(mapping));
    return value;
}

Value Value::ofNothing()
{
    static const auto kNothing = std::make_shared<const Missing>();
    Value value;
    value.data = kNothing;
    return value;
}

std::optional<Value> Value::fromJson(const Json &json)
{
    return prompt::fromJson(json, 1);
}

bool Value::isNumber() const
{
    return std::holds_alternative<qint64>(data) || std::holds_alternative<double>(data) || std::holds_alternative<BigNumber>(data);
}

const List *Value::list() const
{
    const auto *pointer = std::get_if<ListPointer>(&data);
    return pointer ? pointer->get() : nullptr;
}

const Mapping *Value::mapping() const
{
    const auto *pointer = std::get_if<MappingPointer>(&data);
    return pointer ? pointer->get() : nullptr;
}

const Missing *Value::missing() const
{
    const auto *pointer = std::get_if<MissingPointer>(&data);
    return pointer ? pointer->get() : nullptr;
}

const Object *Value::object() const
{
    const auto *pointer = std::get_if<ObjectPointer>(&data);
    return pointer ? pointer->get() : nullptr;
}

std::optional<qint64> Value::integer() const
{
    if (const auto *integer = std::get_if<qint64>(&data))
        return *integer;
    if (const auto *boolean = std::get_if<bool>(&data))
        return *boolean ? 1 : 0;
    return std::nullopt;
}

std::optional<double> Value::number() const
{
    if (const auto *number = std::get_if<double>(&data))
        return *number;
    return integer().transform([](qint64 whole) { return static_cast<double>(whole); });
}

bool Value::isTruthy() const
{
    if (isNone() || isMissing())
        return false;
    if (const QString *string = text())
        return !string->isEmpty();
    const auto figure = number();
    return !figure || *figure != 0;
}

int Value::depth() const
{
    if (const List *elements = list())
        return elements->depth;
    if (const Mapping *members = mapping())
        return members->depth;
    return 0;
}

QString Value::kindInWords() const
{
    if (isNone())
        return u"none"_s;
    if (isMissing())
        return u"not defined"_s;
    if (std::holds_alternative<bool>(data))
        return u"a boolean"_s;
    if (text())
        return u"text"_s;
    if (list())
        return u"a list"_s;
    if (object())
        return object()->kindInWords();
    return mapping() ? u"a mapping"_s : u"a number"_s;
}

Value Value::from(const Origin *newOrigin) const
{
    Value value = *this;
    value.origin = newOrigin;
    return value;
}

QString described(const Value &value)
{
    const QString kind = std::holds_alternative<BigNumber>(value.data) ? u"a number too large to compute with"_s : value.kindInWords();
    const QString path = pathOf(value.origin);
    return path.isEmpty() ? kind : u"`%1`, which is %2"_s.arg(path, kind);
}

std::optional<Value> Object::member(QStringView) const
{
    return std::nullopt;
}

std::optional<std::size_t> Mapping::placeOf(QStringView name) const
{
    if (places.isEmpty()) {
        const auto found = std::ranges::find_if(members, [name](const auto &member) { return member.first == name; });
        return found == members.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - members.begin()));
    }
    const auto found = places.constFind(name.toString());
    return found == places.constEnd() ? std::nullopt : std::optional(static_cast<std::size_t>(*found));
}

const Value *Mapping::find(QStringView name) const
{
    const auto place = placeOf(name);
    return place ? &members[*place].second : nullptr;
}

QStringList Mapping::names() const
{
    QStringList names;
    for (const auto &member : members)
        names.append(member.first);
    return names;
}

} // namespace assay::prompt
