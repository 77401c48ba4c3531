// SPDX-License-Identifier: GPL-3.0-or-later
// Which labels are protected, and what is on record for their gates to go by.
#include "core/store/labelrepository.h"

#include "core/store/notfound.h"
#include "core/store/promptrepository.h"
#include "core/store/promptrows.h"
#include "core/store/runrepository.h"
#include "core/store/statement.h"

#include <algorithm>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

/// The newest finished run of a version on a revision; `like` is preferred, then runs that are no more simulated than that one.
Result<std::optional<run::RunId>> finishedRun(Database &database, prompt::VersionId version, qint64 revision, std::optional<run::RunId> like)
{
    return selectFirst(database,
        u"SELECT r.id FROM run_versions v JOIN runs r ON r.id = v.run_id WHERE v.version_id = :version AND r.revision_id = :revision AND r.state = 'finished'"
        " ORDER BY r.id = :like DESC, r.is_simulated = coalesce((SELECT is_simulated FROM runs WHERE id = :same), 0) DESC, r.id DESC LIMIT 1"_s,
        {{u":version"_s, version.value}, {u":revision"_s, revision}, {u":like"_s, like.value_or(run::RunId()).value}, {u":same"_s, like.value_or(run::RunId()).value}},
        [](const Row &row) { return run::RunId{row.integer(0)}; });
}

Result<std::optional<run::GateRun>> gateRun(Database &database, const prompt::Version &version, qint64 revision, std::optional<run::RunId> like)
{
    const auto id = finishedRun(database, version.id, revision, like);
    if (!id)
        return std::unexpected(id.error());
    if (!*id)
        return std::nullopt;
    RunRepository runs(database);
    const auto plan = runs.plan(**id);
    if (!plan)
        return std::unexpected(plan.error());
    const auto cells = runs.cells(**id);
    if (!cells)
        return std::unexpected(cells.error());
    const auto place = std::ranges::find(plan->versions, version.id, &prompt::Version::id);
    return run::GateRun{.plan = *plan, .cells = *cells, .version = static_cast<int>(place - plan->versions.begin())};
}

struct Revision {
    qint64 id = 0;
    int number = 0;
};

Result<Revision> newestRevision(Database &database, const QString &set)
{
    const auto found = selectFirst(database,
        u"SELECT r.id, r.number FROM revisions r JOIN eval_sets s ON s.id = r.eval_set_id WHERE s.name = :set ORDER BY r.number DESC LIMIT 1"_s, {{u":set"_s, set}},
        [](const Row &row) { return Revision{row.integer(0), row.number(1)}; });
    if (!found)
        return std::unexpected(found.error());
    return found->value_or(Revision());
}

} // namespace

Result<QMap<QString, run::LabelGate>> LabelRepository::gates(const QString &promptName)
{
    const auto id = promptId(m_database, promptName);
    if (!id)
        return std::unexpected(id.error());
    QMap<QString, run::LabelGate> gates;
    return selectAll(m_database, u"SELECT g.label, s.name, g.least_pass_rate FROM label_gates g JOIN eval_sets s ON s.id = g.eval_set_id WHERE g.prompt_id = :prompt"_s,
        {{u":prompt"_s, *id}},
        [&gates](const Row &row) {
            gates.insert(row.text(0), {.set = row.text(1), .leastPassRate = row.real(2)});
            return true;
        })
        .transform([&](const QList<bool> &) { return gates; });
}

Result<void> LabelRepository::protect(const QString &promptName, const QString &label, const run::LabelGate &gate)
{
    if (!(gate.leastPassRate >= 0 && gate.leastPassRate <= 1))
        return fail(ErrorKind::invalidInput, u"%1 is no share of passes"_s.arg(gate.leastPassRate), u"Give one from 0 to 1, such as 0.9."_s);
    const auto prompt = promptId(m_database, promptName);
    if (!prompt)
        return std::unexpected(prompt.error());
    const auto standing = list(promptName);
    if (!standing)
        return std::unexpected(standing.error());
    if (const auto named = standing->contains(label) ? Result<void>() : prompt::checkLabelName(label); !named)
        return named;
    const auto set = selectFirst(m_database, u"SELECT id FROM eval_sets WHERE name = :set"_s, {{u":set"_s, gate.set}}, [](const Row &row) { return row.integer(0); });
    if (!set)
        return std::unexpected(set.error());
    if (!*set) {
        const auto names = selectAll(m_database, u"SELECT name FROM eval_sets ORDER BY name"_s, {}, [](const Row &row) { return row.text(0); });
        return notFound(u"eval set \"%1\""_s.arg(gate.set), u"eval sets"_s, names.value_or(QStringList()));
    }
    return write(m_database,
        u"INSERT INTO label_gates (prompt_id, label, eval_set_id, least_pass_rate) VALUES (:prompt, :label, :set, :rate)"
        " ON CONFLICT (prompt_id, label) DO UPDATE SET eval_set_id = excluded.eval_set_id, least_pass_rate = excluded.least_pass_rate"_s,
        {{u":prompt"_s, *prompt}, {u":label"_s, label}, {u":set"_s, **set}, {u":rate"_s, gate.leastPassRate}})
        .transform([](Written) {});
}

Result<bool> LabelRepository::unprotect(const QString &promptName, const QString &label)
{
    return promptId(m_database, promptName)
        .and_then([&](qint64 prompt) {
            return write(m_database, u"DELETE FROM label_gates WHERE prompt_id = :prompt AND label = :label"_s, {{u":prompt"_s, prompt}, {u":label"_s, label}});
        })
        .transform([](const Written &written) { return written.rows > 0; });
}

Result<std::optional<run::GateEvidence>> LabelRepository::evidence(const QString &promptName, const QString &label, int to)
{
    const auto protectedBy = gates(promptName);
    if (!protectedBy)
        return std::unexpected(protectedBy.error());
    if (!protectedBy->contains(label))
        return std::nullopt;
    run::GateEvidence evidence{.gate = protectedBy->value(label), .candidate = {}, .current = {}};
    const auto revision = newestRevision(m_database, evidence.gate.set);
    if (!revision)
        return std::unexpected(revision.error());
    evidence.setRevision = revision->number;
    PromptRepository prompts(m_database);
    const auto candidate = prompts.version({.prompt = promptName, .number = to});
    if (!candidate)
        return std::unexpected(candidate.error());
    evidence.candidate = candidate->label();
    auto candidateRun = gateRun(m_database, *candidate, revision->id, {});
    if (!candidateRun)
        return std::unexpected(candidateRun.error());
    evidence.candidateRun = *std::move(candidateRun);
    const auto standing = list(promptName);
    if (!standing)
        return std::unexpected(standing.error());
    if (!standing->contains(label))
        return evidence;
    const auto current = prompts.version({.prompt = promptName, .number = standing->value(label)});
    if (!current)
        return std::unexpected(current.error());
    evidence.current = current->label();
    const auto like = evidence.candidateRun.transform([](const run::GateRun &found) { return found.plan.id; });
    auto currentRun = gateRun(m_database, *current, revision->id, like);
    if (!currentRun)
        return std::unexpected(currentRun.error());
    evidence.currentRun = *std::move(currentRun);
    return evidence;
}

} // namespace assay::store
