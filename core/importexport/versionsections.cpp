// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/versionsections.h"

#include "core/prompt/content.h"

#include <array>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::string_view, 4> kInSections{"messages", "responseSchema", "tools", "snippets"};

Json object()
{
    return Json(jsoncons::json_object_arg);
}

Json list()
{
    return Json(jsoncons::json_array_arg);
}

Json memberOr(const Json &json, std::string_view name, const Json &otherwise)
{
    return json.contains(name) ? json.at(name) : otherwise;
}

Error at(const TextSection &section, const QString &message, const QString &hint = {})
{
    return fail(ErrorKind::parse, message, hint).error().with(u"line"_s, section.line);
}

class Reader {
public:
    explicit Reader(SectionPlaces *places) : m_places(places) {}

    Result<void> add(const TextSection &section)
    {
        if (m_awaitsAnswer != (section.kind == u"answer"))
            return std::unexpected(at(section, u"variables of an example and its answer stand one behind the other"_s));
        if (tokens::roleFromText(section.kind))
            return addMessage(section);
        if (section.kind == u"snippet")
            return addSnippet(section);
        if (section.kind == u"variables" || section.kind == u"answer")
            return addExample(section);
        if (section.kind == u"schema" || section.kind == u"tool")
            return addJson(section);
        return std::unexpected(at(section, u"\"@%1\" is not known"_s.arg(section.kind), u"Known are: system, user, assistant, schema, tool, snippet, variables, answer."_s));
    }

    /// Puts all that was added into the head.
    Result<Json> joined(Json head)
    {
        if (m_awaitsAnswer)
            return std::unexpected(at(m_last, u"variables of an example and its answer stand one behind the other"_s));
        for (const std::string_view name : kInSections) {
            if (head.contains(name))
                return std::unexpected(fail(ErrorKind::invalidInput, u"%1 does not stand in the head"_s.arg(QString::fromUtf8(name)), u"Write it below a mark of its own."_s)
                        .error()
                        .with(u"member"_s, QString::fromUtf8(name)));
        }
        if (m_messages.empty())
            return fail(ErrorKind::parse, u"there is no message in the file"_s, u"Write <!-- @user --> in a line above its text."_s);
        Json content = object();
        content.insert_or_assign("messages", m_messages);
        for (const auto &member : head.object_range())
            content.insert_or_assign(member.key(), member.value());
        if (m_schema)
            content.insert_or_assign("responseSchema", *m_schema);
        if (!m_tools.empty())
            content.insert_or_assign("tools", m_tools);
        if (!m_snippets.empty())
            content.insert_or_assign("snippets", m_snippets);
        return m_drawn.empty() ? Result<Json>(content) : withExamples(content);
    }

private:
    void note(const QString &member, qint64 line) { m_places->insert(member, line); }

    Result<void> addMessage(const TextSection &section)
    {
        note(u"messages[%1]"_s.arg(m_messages.size()), section.line);
        note(u"messages[%1].template"_s.arg(m_messages.size()), section.firstTextLine);
        Json message = object();
        message.insert_or_assign("role", jsonString(section.kind));
        message.insert_or_assign("template", jsonString(section.text));
        m_messages.push_back(std::move(message));
        return {};
    }

    Result<void> addSnippet(const TextSection &section)
    {
        const std::string name = section.name.toStdString();
        if (m_snippets.contains(name))
            return std::unexpected(at(section, u"the snippet \"%1\" stands twice"_s.arg(section.name)));
        note(u"snippets."_s + section.name, section.line);
        m_snippets.insert_or_assign(name, jsonString(section.text));
        return {};
    }

    Result<void> addExample(const TextSection &section)
    {
        if (section.kind == u"variables") {
            auto variables = jsonOf(section);
            if (!variables)
                return std::unexpected(variables.error());
            note(u"examples.drawn[%1]"_s.arg(m_drawn.size()), section.line);
            Json example = object();
            example.insert_or_assign("key", jsonString(section.name));
            example.insert_or_assign("variables", *std::move(variables));
            m_drawn.push_back(std::move(example));
            m_last = section;
            m_awaitsAnswer = true;
            return {};
        }
        if (section.name != m_last.name)
            return std::unexpected(at(section, u"the answer is of \"%1\", the variables above it are of \"%2\""_s.arg(section.name, m_last.name)));
        m_drawn[m_drawn.size() - 1].insert_or_assign("answer", jsonString(section.text));
        m_awaitsAnswer = false;
        return {};
    }

    Result<void> addJson(const TextSection &section)
    {
        auto json = jsonOf(section);
        if (!json)
            return std::unexpected(json.error());
        if (section.kind == u"schema") {
            if (m_schema)
                return std::unexpected(at(section, u"there are two schemas"_s));
            note(u"responseSchema"_s, section.line);
            m_schema = *std::move(json);
            return {};
        }
        if (!json->is_object())
            return std::unexpected(at(section, u"a tool is an object with description and parameters"_s));
        note(u"tools[%1]"_s.arg(m_tools.size()), section.line);
        Json tool = object();
        tool.insert_or_assign("name", jsonString(section.name));
        for (const auto &member : json->object_range())
            tool.insert_or_assign(member.key(), member.value());
        m_tools.push_back(std::move(tool));
        return {};
    }

    [[nodiscard]] Result<Json> withExamples(Json content) const
    {
        if (!content.contains("examples") || !content.at("examples").is_object())
            return fail(ErrorKind::invalidInput, u"the head does not say where the examples are from"_s, u"Write \"examples:\" with set, tag, count and seed."_s);
        content.at("examples").insert_or_assign("drawn", m_drawn);
        return content;
    }

    SectionPlaces *m_places;
    Json m_messages = list();
    Json m_tools = list();
    Json m_snippets = object();
    Json m_drawn = list();
    std::optional<Json> m_schema;
    TextSection m_last;
    bool m_awaitsAnswer = false;
};

} // namespace

Json headMembers(const Json &content)
{
    Json head = content;
    for (const std::string_view name : kInSections)
        head.erase(name);
    if (memberOr(head, "responseFormat", Json()) == Json("text"))
        head.erase("responseFormat");
    if (head.contains("examples"))
        head.at("examples").erase("drawn");
    return head;
}

QList<TextSection> sectionsOf(const Json &content)
{
    QList<TextSection> sections;
    for (const Json &message : content.at("messages").array_range())
        sections.append({.kind = toQString(message.at("role")), .text = toQString(message.at("template"))});
    if (content.contains("responseSchema"))
        sections.append(jsonSection(u"schema"_s, {}, content.at("responseSchema")));
    const Json tools = memberOr(content, "tools", list());
    for (Json tool : tools.array_range()) {
        const QString name = toQString(tool.at("name"));
        tool.erase("name");
        sections.append(jsonSection(u"tool"_s, name, tool));
    }
    const Json snippets = memberOr(content, "snippets", object());
    for (const auto &snippet : snippets.object_range())
        sections.append({.kind = u"snippet"_s, .name = QString::fromUtf8(snippet.key()), .text = toQString(snippet.value())});
    const Json drawn = memberOr(memberOr(content, "examples", object()), "drawn", list());
    for (const Json &example : drawn.array_range()) {
        const QString key = toQString(example.at("key"));
        sections.append(jsonSection(u"variables"_s, key, example.at("variables")));
        sections.append({.kind = u"answer"_s, .name = key, .text = toQString(example.at("answer"))});
    }
    return sections;
}

Result<Json> contentJson(const Json &head, const QList<TextSection> &sections, SectionPlaces *places)
{
    Reader reader(places);
    for (const TextSection &section : sections) {
        if (const auto added = reader.add(section); !added)
            return std::unexpected(added.error());
    }
    return reader.joined(head);
}

QString outerMember(const QString &member)
{
    return member.left(std::max<qsizetype>(0, std::max(member.lastIndexOf(u'.'), member.lastIndexOf(u'['))));
}

} // namespace assay::importexport
