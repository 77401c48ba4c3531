// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/toolfields.h"

namespace assay::provider::openai {

namespace {

void describe(Json &function, const Tool &tool)
{
    function.insert_or_assign("name", jsonString(tool.name));
    if (!tool.description.isEmpty())
        function.insert_or_assign("description", jsonString(tool.description));
    function.insert_or_assign("parameters", tool.parameters);
}

Json functionType()
{
    Json object(jsoncons::json_object_arg);
    object.insert_or_assign("type", "function");
    return object;
}

bool isWord(const QString &choice)
{
    return choice == u"auto" || choice == u"none" || choice == u"required";
}

} // namespace

Json toolsInChat(const QList<Tool> &tools)
{
    Json list(jsoncons::json_array_arg);
    for (const Tool &tool : tools) {
        Json function(jsoncons::json_object_arg);
        describe(function, tool);
        Json entry = functionType();
        entry.insert_or_assign("function", std::move(function));
        list.push_back(std::move(entry));
    }
    return list;
}

Json toolChoiceInChat(const QString &choice)
{
    if (isWord(choice))
        return jsonString(choice);
    Json function(jsoncons::json_object_arg);
    function.insert_or_assign("name", jsonString(choice));
    Json named = functionType();
    named.insert_or_assign("function", std::move(function));
    return named;
}

Json toolsInResponses(const QList<Tool> &tools)
{
    Json list(jsoncons::json_array_arg);
    for (const Tool &tool : tools) {
        Json entry = functionType();
        describe(entry, tool);
        entry.insert_or_assign("strict", false);
        list.push_back(std::move(entry));
    }
    return list;
}

Json toolChoiceInResponses(const QString &choice)
{
    if (isWord(choice))
        return jsonString(choice);
    Json named = functionType();
    named.insert_or_assign("name", jsonString(choice));
    return named;
}

} // namespace assay::provider::openai
