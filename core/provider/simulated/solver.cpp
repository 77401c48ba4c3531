// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/solver.h"

#include "core/base/json.h"

#include <QRegularExpression>

#include <array>

namespace assay::provider {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestSentence = 160;

QString firstSentence(const QString &text)
{
    static const QRegularExpression end(u"(?<=[.!?])\\s|\\n"_s);
    return text.trimmed().section(end, 0, 0).left(kLongestSentence).trimmed();
}

QString withoutFence(const QString &text)
{
    static const QRegularExpression tagged(u"^<(\\w+)>\\s*(.*?)\\s*</\\1>$"_s, QRegularExpression::DotMatchesEverythingOption | QRegularExpression::MultilineOption);
    static const QRegularExpression quoted(u"(```|\"\"\")\\w*\\n(.*?)\\n?\\1"_s, QRegularExpression::DotMatchesEverythingOption);
    for (const QRegularExpression &fence : {tagged, quoted}) {
        if (const auto match = fence.match(text); match.hasMatch())
            return match.captured(2).trimmed();
    }
    return text.trimmed();
}

} // namespace

Conversation readConversation(const QList<tokens::ChatMessage> &messages)
{
    Conversation conversation;
    qsizetype lastUser = messages.size() - 1;
    while (lastUser > 0 && messages.at(lastUser).role != tokens::Role::user)
        --lastUser;
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const tokens::ChatMessage &message = messages.at(i);
        if (message.role == tokens::Role::system)
            conversation.instructions += message.text + u"\n"_s;
        else if (i < lastUser)
            conversation.examples.append(message);
    }
    if (!messages.isEmpty())
        conversation.input = messages.at(std::max<qsizetype>(0, lastUser)).text;
    if (conversation.instructions.isEmpty())
        conversation.instructions = conversation.input;
    conversation.data = withoutFence(conversation.input);
    return conversation;
}

std::optional<QString> solveAnything(const Conversation &conversation, const Skill &)
{
    const QString sentence = firstSentence(conversation.input);
    if (!conversation.instructions.contains(u"json"_s, Qt::CaseInsensitive))
        return sentence;
    Json answer(jsoncons::json_object_arg);
    answer.insert_or_assign("answer", jsonString(sentence));
    return QString::fromUtf8(toJson(answer));
}

QString solve(const Conversation &conversation, const Skill &skill)
{
    for (const Solver solver : std::array<Solver, 2>{solveTriage, solveLocale}) {
        if (auto answer = solver(conversation, skill))
            return *answer;
    }
    return *solveAnything(conversation, skill);
}

} // namespace assay::provider
