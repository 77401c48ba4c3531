// SPDX-License-Identifier: GPL-3.0-or-later
// Contents of prompt versions for tests of what carries them: one with every member, and as many generated ones as are wanted.
#pragma once

#include "core/prompt/promptversion.h"
#include "core/tokens/reasoningeffort.h"

#include <QRandomGenerator>

namespace assay::test {

/// Every member, and in the texts whatever a file could stumble over.
inline prompt::Content fullContent()
{
    using namespace Qt::StringLiterals;
    prompt::Content content;
    content.messages = {{tokens::Role::system, u"---\nnote: no head\n---\n<!-- @user -->\r\n"_s}, {tokens::Role::user, u"\n\n```json\n{{ message }}  \n```\n\n"_s},
        {tokens::Role::assistant, u""_s}, {tokens::Role::user, u"{% include \"tone\" %}\t\u2028é😀\u202E"_s + QChar(u'\0')}};
    content.parameters = {.temperature = 0.1, .topP = 1, .maxOutputTokens = 300, .seed = 9007199254740993, .stop = {u"END"_s, u"\n"_s}, .reasoningEffort = u"low"_s};
    content.responseFormat = prompt::ResponseFormat::jsonSchema;
    content.responseSchema = *parseJson(u"{\"type\":\"object\",\"minimum\":1.0,\"maximum\":12345678901234567890,\"b\":[\"\\u0000\\u202e\",null],\"a\":{}}");
    content.tools = {{.name = u"look_up"_s, .description = u"Finds\nan order: \"x\""_s, .parameters = *parseJson(u"{\"type\":\"object\",\"properties\":{}}")}, {.name = u"b-2"_s}};
    content.toolChoice = u"look_up"_s;
    content.snippets = {{u"tone"_s, u"Be kind.\n"_s}, {u"a (escaped) -->"_s, u"<!-- @text -->"_s}};
    content.examples = prompt::ExampleDraw{.set = u"items"_s, .tag = u"a: b"_s, .count = 2, .seed = 5, .drawn = {}};
    content.examples->drawn = {{.key = u"T-1"_s, .variables = *parseJson(u"{\"message\":\"<!-- @answer \\\"T-1\\\" -->\\n\",\"n\":[1.0,1]}"), .answer = u"{\"a\": 1}\n"_s},
        {.key = u"1"_s, .variables = *parseJson(u"{}"), .answer = u""_s}};
    content.templateOptions = {.lenient = true, .trimBlocks = false, .lstripBlocks = true};
    return content;
}

/// Valid contents with any members and texts; the same seed gives the same ones.
class RandomContent {
public:
    explicit RandomContent(quint32 seed) : m_random(seed) {}

    prompt::Content next()
    {
        using namespace Qt::StringLiterals;
        prompt::Content content;
        if (isChosen())
            content.messages.append({tokens::Role::system, text()});
        for (int i = m_random.bounded(4); i > 0; --i)
            content.messages.append({isChosen() ? tokens::Role::user : tokens::Role::assistant, text()});
        content.messages.append({tokens::Role::user, text()});
        content.parameters = parameters();
        content.responseFormat = isChosen() ? prompt::ResponseFormat::json : prompt::ResponseFormat::text;
        if (isChosen()) {
            content.responseFormat = prompt::ResponseFormat::jsonSchema;
            content.responseSchema = object(3);
        }
        for (int i = m_random.bounded(3); i > 0; --i)
            content.tools.append({.name = u"tool_%1"_s.arg(i), .description = text(), .parameters = object(2)});
        if (!content.tools.isEmpty() && isChosen())
            content.toolChoice = isChosen() ? u"required"_s : content.tools.first().name;
        for (int i = m_random.bounded(3); i > 0; --i)
            content.snippets.insert(u"part (%1) -->"_s.arg(i), text());
        if (isChosen())
            content.examples = examples();
        content.templateOptions = {.lenient = isChosen(), .trimBlocks = isChosen(), .lstripBlocks = isChosen()};
        return content;
    }

    QString text()
    {
        using namespace Qt::StringLiterals;
        static const QStringList pieces{u"\n"_s, u"\n\n"_s, u" "_s, u"\t"_s, u"---\n"_s, u"\n---"_s, u"<!-- @user -->\n"_s, u"<!-- @"_s, u"```\n"_s, u"\\"_s, u"\\u0041"_s, u"\r"_s,
            u"\r\n"_s, QString(QChar(u'\0')), u"\u2028"_s, u"\uFEFF"_s, u"é"_s, u"😀"_s, u"word"_s, u"{{ x }}"_s, u"{% if a %}"_s, u"note: x"_s, u" #"_s, u"\"'"_s, u"\u202E"_s,
            u"\uFFFF"_s, u"\u0085"_s};
        QString made;
        for (int i = m_random.bounded(7); i > 0; --i)
            made += pieces.at(m_random.bounded(pieces.size()));
        return made;
    }

private:
    bool isChosen() { return m_random.bounded(2) == 0; }

    prompt::Parameters parameters()
    {
        prompt::Parameters made;
        if (isChosen())
            made.temperature = isChosen() ? m_random.bounded(2.0) : 1.0;
        if (isChosen())
            made.topP = m_random.bounded(1.0);
        if (isChosen())
            made.maxOutputTokens = 1 + m_random.bounded(1000);
        if (isChosen())
            made.seed = static_cast<qint64>(m_random.generate64());
        for (int i = m_random.bounded(4); i > 0; --i)
            made.stop.append(u'x' + text());
        if (isChosen())
            made.reasoningEffort = tokens::reasoningEfforts().at(m_random.bounded(tokens::reasoningEfforts().size()));
        return made;
    }

    prompt::ExampleDraw examples()
    {
        prompt::ExampleDraw draw{.set = u'x' + text(), .tag = u'x' + text(), .count = 1 + m_random.bounded(3), .seed = static_cast<qint64>(m_random.generate64())};
        if (isChosen())
            return draw;
        for (int i = 0; i < draw.count; ++i)
            draw.drawn.append({.key = QString::number(i) + text(), .variables = object(2), .answer = text()});
        return draw;
    }

    Json object(int depth)
    {
        Json made(jsoncons::json_object_arg);
        for (int i = m_random.bounded(4); i > 0; --i)
            made.insert_or_assign(text().toStdString(), value(depth));
        return made;
    }

    Json value(int depth)
    {
        switch (m_random.bounded(depth > 0 ? 7 : 5)) {
        case 0:
            return jsonString(text());
        case 1:
            return Json(static_cast<qint64>(m_random.generate64()));
        case 2:
            return Json(m_random.generateDouble() * 1e6);
        case 3:
            return Json(1.0);
        case 4:
            return isChosen() ? Json(isChosen()) : Json::null();
        case 5:
            return object(depth - 1);
        default: {
            Json list(jsoncons::json_array_arg);
            for (int i = m_random.bounded(3); i > 0; --i)
                list.push_back(value(depth - 1));
            return list;
        }
        }
    }

    QRandomGenerator m_random;
};

} // namespace assay::test
