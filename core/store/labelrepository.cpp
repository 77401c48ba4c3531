// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/labelrepository.h"

#include "core/store/promptrepository.h"
#include "core/store/promptrows.h"
#include "core/store/statement.h"

#include <algorithm>
#include <array>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

struct Word {
    LabelMoveKind kind;
    QLatin1StringView text;
};
constexpr std::array kWords{Word{LabelMoveKind::moved, "moved"_L1}, Word{LabelMoveKind::rolledBack, "rolled-back"_L1}, Word{LabelMoveKind::forced, "forced"_L1},
    Word{LabelMoveKind::removed, "removed"_L1}};

Result<LabelMove> moveFrom(const Row &row)
{
    const auto kind = known(labelMoveKindFromText(row.text(4)), u"the move of a label"_s, row.text(4));
    if (!kind)
        return std::unexpected(kind.error());
    return LabelMove{.label = row.text(0),
        .from = row.optionalNumber(1),
        .to = row.optionalNumber(2).value_or(0),
        .at = row.time(3),
        .kind = *kind,
        .actor = row.text(5),
        .reason = row.text(6),
        .evidence = row.text(7)};
}

Result<void> record(Database &database, qint64 prompt, const LabelMove &move)
{
    const std::optional<int> to = move.kind == LabelMoveKind::removed ? std::nullopt : std::optional(move.to);
    const auto stands = to ? write(database,
                                 u"INSERT INTO labels (prompt_id, name, number) VALUES (:prompt, :label, :to)"
                                 " ON CONFLICT (prompt_id, name) DO UPDATE SET number = excluded.number"_s,
                                 {{u":prompt"_s, prompt}, {u":label"_s, move.label}, {u":to"_s, to}})
                           : write(database, u"DELETE FROM labels WHERE prompt_id = :prompt AND name = :label"_s, {{u":prompt"_s, prompt}, {u":label"_s, move.label}});
    return stands
        .and_then([&](Written) {
            return write(database,
                u"INSERT INTO label_moves (prompt_id, label, from_number, to_number, at_ms, kind, actor, reason, evidence)"
                " VALUES (:prompt, :label, :from, :to, :at, :kind, :actor, :reason, :evidence)"_s,
                {{u":prompt"_s, prompt}, {u":label"_s, move.label}, {u":from"_s, move.from}, {u":to"_s, to}, {u":at"_s, move.at}, {u":kind"_s, toText(move.kind)},
                    {u":actor"_s, move.actor}, {u":reason"_s, move.reason}, {u":evidence"_s, move.evidence}});
        })
        .transform([](Written) {});
}

QString versionLabel(const QString &prompt, int number)
{
    return prompt + u'@' + QString::number(number);
}

std::unexpected<Error> refused(const LabelOrder &order, const run::GateVerdict &verdict)
{
    return std::unexpected(fail(ErrorKind::conflict,
        u"The label %1 of %2 is protected and may not move to %3: %4."_s.arg(order.label, order.prompt, versionLabel(order.prompt, order.to), verdict.missing.join(u"; "_s)),
        verdict.advice)
            .error());
}

/// What its gate says of an order: nothing when it is not protected.
Result<std::optional<run::GateVerdict>> verdictOn(LabelRepository &labels, const LabelOrder &order, const run::GateJudge &judge)
{
    const auto evidence = labels.evidence(order.prompt, order.label, order.to);
    if (!evidence)
        return std::unexpected(evidence.error());
    if (!*evidence)
        return std::nullopt;
    if (!judge)
        return run::GateVerdict{.missing = {u"its gate was not asked"_s}, .advice = {}, .evidence = {}};
    return judge(**evidence);
}

Result<void> checkReason(const LabelOrder &order)
{
    if (!order.isForced || !order.reason.trimmed().isEmpty())
        return {};
    return fail(ErrorKind::invalidInput, u"a label is forced only with a reason"_s, u"Say why it cannot wait for its gate; the reason is kept."_s);
}

/// Where it stood, step by step, without what was taken back.
QList<int> stepsOf(QList<LabelMove> moves)
{
    std::ranges::reverse(moves);
    QList<int> steps;
    bool isRemoved = false;
    for (const LabelMove &move : std::as_const(moves)) {
        const bool wasRemoved = std::exchange(isRemoved, move.kind == LabelMoveKind::removed);
        if (move.kind == LabelMoveKind::rolledBack && !wasRemoved && steps.size() > 1)
            steps.removeLast();
        else if (!isRemoved && (steps.isEmpty() || steps.last() != move.to))
            steps.append(move.to);
    }
    return steps;
}

} // namespace

QString toText(LabelMoveKind kind)
{
    return std::ranges::find(kWords, kind, &Word::kind)->text;
}

std::optional<LabelMoveKind> labelMoveKindFromText(QStringView text)
{
    const auto found = std::ranges::find_if(kWords, [text](const Word &word) { return word.text == text; });
    return found == kWords.end() ? std::nullopt : std::optional(found->kind);
}

std::optional<int> rollBackTarget(const QList<LabelMove> &moves)
{
    const QList<int> steps = stepsOf(moves);
    const bool isRemoved = !moves.isEmpty() && moves.first().kind == LabelMoveKind::removed;
    const qsizetype back = steps.size() - (isRemoved ? 1 : 2);
    return back < 0 ? std::nullopt : std::optional(steps.at(back));
}

Result<QMap<QString, int>> LabelRepository::list(const QString &promptName)
{
    return PromptRepository(m_database).labels(promptName);
}

Result<QMap<QString, int>> LabelRepository::removed(const QString &promptName)
{
    QMap<QString, int> removed;
    return promptId(m_database, promptName)
        .and_then([&](qint64 id) {
            return selectAll(m_database,
                u"SELECT label, from_number FROM label_moves WHERE kind = 'removed'"
                " AND id IN (SELECT max(id) FROM label_moves WHERE prompt_id = :prompt GROUP BY label)"_s,
                {{u":prompt"_s, id}}, [&removed](const Row &row) { return removed.insert(row.text(0), row.number(1)).value(); });
        })
        .transform([&](const QList<int> &) { return removed; });
}

Result<QList<LabelMove>> LabelRepository::history(const QString &promptName, const QString &label)
{
    return promptId(m_database, promptName).and_then([&](qint64 id) {
        return selectAll(m_database,
            u"SELECT label, from_number, to_number, at_ms, kind, actor, reason, evidence FROM label_moves"
            " WHERE prompt_id = :prompt AND (:all = '' OR label = :label) ORDER BY id DESC"_s,
            {{u":prompt"_s, id}, {u":all"_s, label}, {u":label"_s, label}}, moveFrom);
    });
}

Result<std::optional<LabelMove>> LabelRepository::move(const LabelOrder &order, UtcTime now, const run::GateJudge &judge)
{
    if (const auto reasoned = checkReason(order); !reasoned)
        return std::unexpected(reasoned.error());
    const auto target = PromptRepository(m_database).version({.prompt = order.prompt, .number = order.to});
    if (!target)
        return std::unexpected(target.error());
    const auto current = list(order.prompt);
    if (!current)
        return std::unexpected(current.error());
    if (const auto named = current->contains(order.label) ? Result<void>() : prompt::checkLabelName(order.label); !named)
        return std::unexpected(named.error());
    const std::optional<int> from = current->contains(order.label) ? std::optional(current->value(order.label)) : std::nullopt;
    if (from == order.to)
        return std::nullopt;
    const auto verdict = verdictOn(*this, order, judge);
    if (!verdict)
        return std::unexpected(verdict.error());
    const bool isHeldBack = *verdict && !(*verdict)->passes();
    if (isHeldBack && !order.isForced)
        return refused(order, **verdict);
    LabelMove move{.label = order.label, .from = from, .to = order.to, .at = now, .actor = order.actor, .reason = order.reason};
    if (isHeldBack)
        move.kind = LabelMoveKind::forced;
    if (*verdict)
        move.evidence = isHeldBack ? (*verdict)->missing.join(u"; "_s) : (*verdict)->evidence;
    return record(m_database, target->promptId.value, move).transform([&] { return std::optional(move); });
}

Result<LabelMove> LabelRepository::remove(const LabelOrder &order, UtcTime now)
{
    if (const auto reasoned = checkReason(order); !reasoned)
        return std::unexpected(reasoned.error());
    const auto prompt = promptId(m_database, order.prompt);
    if (!prompt)
        return std::unexpected(prompt.error());
    const auto standing = list(order.prompt);
    if (!standing)
        return std::unexpected(standing.error());
    if (!standing->contains(order.label))
        return noLabel(m_database, order.prompt, order.label);
    const auto protectedOnes = gates(order.prompt);
    if (!protectedOnes)
        return std::unexpected(protectedOnes.error());
    const bool isProtected = protectedOnes->contains(order.label);
    if (isProtected && !order.isForced) {
        return fail(ErrorKind::conflict,
            u"The label %1 of %2 is protected and may not be removed: %3 would fail wherever it is asked for."_s.arg(order.label, order.prompt, order.prompt + u'@' + order.label),
            u"Unprotect it first, or force it and say why."_s);
    }
    const LabelMove move{.label = order.label,
        .from = standing->value(order.label),
        .at = now,
        .kind = LabelMoveKind::removed,
        .actor = order.actor,
        .reason = order.reason,
        .evidence = isProtected ? u"it was protected"_s : QString()};
    return record(m_database, *prompt, move).transform([&] { return move; });
}

Result<LabelMove> LabelRepository::rollBack(const QString &promptName, const QString &label, const QString &actor, const QString &reason, UtcTime now)
{
    const auto prompt = promptId(m_database, promptName);
    if (!prompt)
        return std::unexpected(prompt.error());
    const auto moves = history(promptName, label);
    if (!moves)
        return std::unexpected(moves.error());
    if (moves->isEmpty())
        return noLabel(m_database, promptName, label);
    const bool isRemoved = moves->first().kind == LabelMoveKind::removed;
    const int stands = moves->first().to;
    const auto target = rollBackTarget(*moves);
    if (!target) {
        return fail(ErrorKind::conflict, u"The label %1 of %2 stands on its first version, %3: there is no step back."_s.arg(label, promptName, versionLabel(promptName, stands)),
            u"Move it to the version it should stand on."_s);
    }
    const LabelMove move{.label = label,
        .from = isRemoved ? std::nullopt : std::optional(stands),
        .to = *target,
        .at = now,
        .kind = LabelMoveKind::rolledBack,
        .actor = actor,
        .reason = reason};
    return record(m_database, *prompt, move).transform([&] { return move; });
}

} // namespace assay::store
