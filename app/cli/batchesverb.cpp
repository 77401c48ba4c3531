// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/figures.h"
#include "app/cli/verb.h"

#include "core/run/batchwords.h"
#include "core/store/batchrepository.h"
#include "core/store/runrepository.h"
#include "core/workspace/workspace.h"

#include <QCoro/QCoroTask>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

QString ago(const std::optional<UtcTime> &time, UtcTime now)
{
    return time ? run::roughTime(now - *time) : u"-"_s;
}

class BatchesVerb final : public Verb {
public:
    const char *name() const override { return "batches"; }
    const char *summary() const override { return "List the batches of a workspace; cancel one, or give up a lost one"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_flag("--open", m_isOpenOnly, "Only those that wait to be collected");
        command.add_flag("--json", m_isJson, "As JSON");
        command.add_option("--cancel", m_cancel, "Ask the provider to cancel this batch (its number here); what it did until then is collected by a resume")
            ->check(CLI::PositiveNumber);
        command.add_option("--give-up", m_giveUp, "Give up this lost batch (its number here): a resume of its run asks for its cells again, although it may have been billed")
            ->check(CLI::PositiveNumber);
        command.footer("Collect a batch with assay run FILE --resume RUN. A batch is lost when nobody can tell what became of it; its cells are not asked again by themselves.");
    }

    int run(Context &context) override
    {
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        if (m_cancel)
            return cancel(context, **workspace);
        if (m_giveUp) {
            const auto given = (*workspace)->write([id = run::BatchId{*m_giveUp}](store::Database &database) { return store::BatchRepository(database).giveUp(id); }).result();
            return given ? int(kDone) : wrongUse(context, given.error());
        }
        const auto batches = (*workspace)->read([](store::Database &database) { return store::BatchRepository(database).list(); }).result();
        return batches ? list(context, *batches) : wrongUse(context, batches.error());
    }

private:
    int list(const Context &context, const QList<store::BatchSummary> &all) const
    {
        QList<store::BatchSummary> batches;
        for (const store::BatchSummary &batch : all) {
            if (!m_isOpenOnly || batch.batch.isOpen())
                batches.append(batch);
        }
        if (m_isJson) {
            Json json(jsoncons::json_array_arg);
            for (const store::BatchSummary &batch : std::as_const(batches))
                json.push_back(toJson(batch));
            context.console.printJson(json);
            return kDone;
        }
        if (batches.isEmpty()) {
            context.console.print(m_isOpenOnly ? u"No batch waits to be collected."_s : u"No batch yet: assay run FILE --batch hands cells over in batches."_s);
            return kDone;
        }
        context.console.print(
            line({u"batch"_s, u"run"_s, u"model"_s, u"provider"_s, u"state"_s, u"requests"_s, u"answered"_s, u"failed"_s, u"open"_s, u"age"_s, u"last look"_s}) + u"  job"_s);
        const UtcTime now = SystemClock().utcNow();
        for (const store::BatchSummary &batch : std::as_const(batches))
            print(context, batch, now);
        return kDone;
    }

    static QString line(const QStringList &fields)
    {
        static constexpr std::array kWidths{7, 6, 16, 14, 12, 10, 10, 8, 8, 12, 12};
        QString text;
        for (qsizetype i = 0; i < fields.size(); ++i)
            text += padded(fields.at(i), kWidths.at(static_cast<std::size_t>(i)), i >= 5);
        return text;
    }

    static void print(const Context &context, const store::BatchSummary &batch, UtcTime now)
    {
        const run::BatchRecord &record = batch.batch;
        const auto number = [](qint64 value) { return QString::number(value); };
        QString text = line({number(record.id.value), number(batch.run.value), batch.model, batch.provider, run::toText(record.state), number(record.requests),
            number(batch.answered), number(batch.failed), number(batch.open), ago(record.submittedAt, now), ago(record.lookedAt, now)});
        text += u"  "_s + (record.jobId.isEmpty() ? u"-"_s : record.jobId);
        if (!record.reason.isEmpty())
            text += u"  "_s + record.reason;
        if (record.state == run::BatchState::lost)
            text += u"  may have been billed"_s;
        context.console.print(text);
    }

    static Json toJson(const store::BatchSummary &batch)
    {
        const run::BatchRecord &record = batch.batch;
        Json json(jsoncons::json_object_arg);
        json.insert_or_assign("batch", record.id.value);
        json.insert_or_assign("run", batch.run.value);
        json.insert_or_assign("model", jsonString(batch.model));
        json.insert_or_assign("provider", jsonString(batch.provider));
        json.insert_or_assign("state", jsonString(run::toText(record.state)));
        json.insert_or_assign("job", jsonString(record.jobId));
        json.insert_or_assign("tag", jsonString(record.tag));
        json.insert_or_assign("reason", jsonString(record.reason));
        json.insert_or_assign("requests", record.requests);
        json.insert_or_assign("answered", batch.answered);
        json.insert_or_assign("failed", batch.failed);
        json.insert_or_assign("open", batch.open);
        json.insert_or_assign("submittedMs", toUnixMs(record.submittedAt));
        json.insert_or_assign("lookedMs", record.lookedAt ? Json(toUnixMs(*record.lookedAt)) : Json::null());
        return json;
    }

    int cancel(const Context &context, workspace::Workspace &workspace) const
    {
        struct Found {
            store::BatchSummary batch;
            run::RunPlan plan;
        };
        const auto found = workspace
                               .read([id = run::BatchId{*m_cancel}](store::Database &database) -> Result<Found> {
                                   const auto batch = store::BatchRepository(database).summary(id);
                                   if (!batch)
                                       return std::unexpected(batch.error());
                                   return store::RunRepository(database).plan(batch->run).transform([&](const run::RunPlan &plan) { return Found{*batch, plan}; });
                               })
                               .result();
        if (!found)
            return wrongUse(context, found.error());
        const run::BatchRecord &record = found->batch.batch;
        if (record.state != run::BatchState::working)
            return wrongUse(context,
                fail(ErrorKind::conflict, u"the batch %1 cannot be cancelled: it is %2"_s.arg(QString::number(record.id.value), run::toText(record.state)),
                    record.isOpen() ? u"Resume run %1, which finds out what became of it."_s.arg(found->batch.run.value) : QString())
                    .error());
        const auto api = context.composition.modelFactory(found->plan.label).batches(found->plan.models.at(record.model));
        if (!api || *api == nullptr)
            return wrongUse(context, api ? fail(ErrorKind::notFound, u"the provider has no batches"_s).error() : api.error());
        if (const auto asked = QCoro::waitFor((*api)->cancel(record.jobId, {})); !asked)
            return wrongUse(context, asked.error());
        context.console.note(u"The provider was asked to cancel batch %1; assay run %2 --resume %3 collects what it did."_s.arg(
            QString::number(record.id.value), fromStd(m_file), QString::number(found->batch.run.value)));
        return kDone;
    }

    std::string m_file;
    bool m_isOpenOnly = false;
    bool m_isJson = false;
    std::optional<qint64> m_cancel;
    std::optional<qint64> m_giveUp;
};

} // namespace

std::unique_ptr<Verb> makeBatches()
{
    return std::make_unique<BatchesVerb>();
}

} // namespace assay::cli
