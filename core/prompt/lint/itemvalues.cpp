// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/lint/itemvalues.h"

#include "core/prompt/lint/examined.h"

#include <algorithm>

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShort = 40;
constexpr qsizetype kLong = 400;
constexpr qsizetype kFewValues = 12;

QString lastWord(const QString &path)
{
    return path.section(u'.', -1).toLower();
}

// The size of a value as text, without making one.
qsizetype sizeOf(const Json &value)
{
    if (value.is_string())
        return qsizetype(value.as<std::string_view>().size());
    qsizetype size = 8;
    if (value.is_array()) {
        for (const Json &element : value.array_range())
            size += sizeOf(element);
    } else if (value.is_object()) {
        for (const auto &member : value.object_range())
            size += sizeOf(member.value());
    }
    return size;
}

} // namespace

std::vector<std::string> namesOf(const QString &path)
{
    std::vector<std::string> names;
    for (const QString &name : QString(path).replace(u"[]"_s, u".[]"_s).replace(u"{}"_s, u".{}"_s).split(u'.'))
        names.push_back(name.toStdString());
    return names;
}

const Json *ItemValues::valueAt(const Json &variables, std::span<const std::string> names)
{
    const Json *value = &variables;
    for (const std::string &name : names) {
        value = value->is_object() ? m_members.find(*value, name) : nullptr;
        if (value == nullptr)
            return nullptr;
    }
    return value;
}

void ItemValues::collect(const Json &value, std::span<const std::string> names, std::vector<const Json *> &found)
{
    const auto parts = std::ranges::find_if(names, [](const std::string &name) { return name == "[]" || name == "{}"; });
    const auto before = names.first(static_cast<std::size_t>(parts - names.begin()));
    const Json *there = valueAt(value, before);
    if (parts == names.end())
        return found.push_back(there);
    const auto behind = names.subspan(before.size() + 1);
    if (there != nullptr && there->is_array() && *parts == "[]") {
        for (const Json &element : there->array_range())
            collect(element, behind, found);
    } else if (there != nullptr && there->is_object() && *parts == "{}") {
        for (const auto &member : there->object_range())
            collect(member.value(), behind, found);
    }
}

std::vector<const Json *> ItemValues::valuesAt(const Json &variables, std::span<const std::string> names)
{
    std::vector<const Json *> found;
    collect(variables, names, found);
    return found;
}

const ItemValues::Sizes &ItemValues::sizesOf(const QString &path)
{
    if (const auto known = m_sizes.constFind(path); known != m_sizes.constEnd())
        return *known;
    Sizes sizes;
    QSet<QByteArray> different;
    const auto way = namesOf(path);
    for (const LintItem &item : m_items) {
        const Json *value = valueAt(item.variables, way);
        if (value == nullptr)
            continue;
        const qsizetype size = sizeOf(*value);
        sizes.longest = std::max(sizes.longest, size);
        if (size <= kShort && different.size() <= kFewValues)
            different.insert(assay::toJson(*value));
    }
    sizes.different = different.size();
    return *m_sizes.insert(path, sizes);
}

bool ItemValues::isSetting(const Output &output)
{
    static const QSet<QString> names{u"language"_s, u"lang"_s, u"locale"_s, u"country"_s, u"currency"_s, u"tone"_s, u"style"_s, u"voice"_s, u"format"_s, u"audience"_s, u"level"_s,
        u"date"_s, u"today"_s, u"now"_s, u"time"_s, u"year"_s, u"month"_s, u"day"_s, u"weekday"_s, u"count"_s, u"limit"_s, u"max_words"_s, u"min_words"_s, u"word_count"_s,
        u"max_length"_s, u"length"_s, u"number"_s, u"n"_s, u"k"_s, u"unit"_s, u"target_language"_s, u"source_language"_s, u"current_date"_s, u"version"_s, u"labels"_s,
        u"categories"_s, u"allowed_labels"_s};
    if (names.contains(lastWord(output.path)))
        return true;
    const Sizes &sizes = sizesOf(output.path);
    return sizes.longest >= 0 && sizes.longest <= kShort && sizes.different <= kFewValues && sizes.different * 3 <= m_items.size();
}

bool ItemValues::isShort(const Output &output)
{
    const qsizetype longest = sizesOf(output.path).longest;
    return longest >= 0 && longest <= kShort;
}

bool ItemValues::isLongText(const Output &output)
{
    static const QSet<QString> names{u"text"_s, u"texts"_s, u"document"_s, u"documents"_s, u"doc"_s, u"docs"_s, u"article"_s, u"articles"_s, u"transcript"_s, u"email"_s,
        u"emails"_s, u"mail"_s, u"mails"_s, u"body"_s, u"message"_s, u"messages"_s, u"content"_s, u"contents"_s, u"context"_s, u"input"_s, u"conversation"_s, u"chat"_s,
        u"history"_s, u"review"_s, u"reviews"_s, u"report"_s, u"page"_s, u"pages"_s, u"html"_s, u"code"_s, u"diff"_s, u"data"_s, u"passage"_s, u"passages"_s, u"paragraph"_s,
        u"story"_s, u"log"_s, u"logs"_s, u"ticket"_s, u"resume"_s, u"cv"_s, u"contract"_s, u"source"_s, u"notes"_s, u"chunks"_s, u"results"_s, u"comment"_s, u"comments"_s,
        u"letter"_s, u"essay"_s, u"post"_s};
    const qsizetype longest = sizesOf(output.path).longest;
    return longest > kLong || (longest < 0 && names.contains(lastWord(output.path)));
}

} // namespace assay::prompt::linting
