// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/draftediting.h"

#include <algorithm>
#include <array>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

struct Word {
    QLatin1StringView word;
    BaseSyntax syntax;
};
constexpr std::array kWords{Word{"markdown"_L1, BaseSyntax::markdown}, Word{"json"_L1, BaseSyntax::json}, Word{"xml"_L1, BaseSyntax::xml}, Word{"plain"_L1, BaseSyntax::plain}};

std::optional<QString> textMember(const Json &json, const char *name)
{
    const bool isText = json.contains(name) && json.at(name).is_string();
    return isText ? std::optional(toQString(json.at(name))) : std::nullopt;
}

} // namespace

Json toJson(const DraftEditing &editing)
{
    if (editing == DraftEditing())
        return Json::null();
    Json json(jsoncons::json_object_arg);
    if (!editing.syntaxes.isEmpty()) {
        Json syntaxes(jsoncons::json_object_arg);
        for (const auto &[index, syntax] : editing.syntaxes.asKeyValueRange())
            syntaxes.insert_or_assign(std::to_string(index), jsonString(QString(std::ranges::find(kWords, syntax, &Word::syntax)->word)));
        json.insert_or_assign("syntaxes", std::move(syntaxes));
    }
    if (editing.schemaText)
        json.insert_or_assign("responseSchema", jsonString(*editing.schemaText));
    if (editing.toolsText)
        json.insert_or_assign("tools", jsonString(*editing.toolsText));
    return json;
}

DraftEditing draftEditingFrom(const Json &json)
{
    DraftEditing editing;
    if (!json.is_object())
        return editing;
    if (json.contains("syntaxes") && json.at("syntaxes").is_object()) {
        for (const auto &member : json.at("syntaxes").object_range()) {
            bool isIndex = false;
            const qsizetype index = QString::fromUtf8(member.key()).toLongLong(&isIndex);
            const QString word = member.value().is_string() ? toQString(member.value()) : QString();
            const auto known = std::ranges::find_if(kWords, [&word](const Word &each) { return each.word == word; });
            if (isIndex && index >= 0 && known != kWords.end())
                editing.syntaxes.insert(index, known->syntax);
        }
    }
    editing.schemaText = textMember(json, "responseSchema");
    editing.toolsText = textMember(json, "tools");
    return editing;
}

} // namespace assay::ui
