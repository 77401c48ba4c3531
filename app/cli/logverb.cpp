// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/outcome.h"
#include "app/cli/verb.h"
#include "app/collector.h"

#include "core/report/attemptlog.h"
#include "core/store/runrepository.h"

#include <QDateTime>
#include <QTimeZone>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

class LogVerb final : public Verb {
public:
    const char *name() const override { return "log"; }
    const char *summary() const override { return "Every request of a run, one a line: as text, as JSON lines, or sent to a collector of OpenTelemetry traces"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_option("RUN", m_run, "Its number, or \"last\"")->required();
        command.add_option("--format", m_format, "text, jsonl or otlp")->check(CLI::IsMember({"text", "jsonl", "otlp"}));
        command.add_option("--model", m_model, "Only requests to this model");
        command.add_flag("--errors", m_isErrorsOnly, "Only requests that failed, or whose end nobody saw");
        command.add_flag("--unknown", m_isUnknownOnly, "Only requests that may have been billed without an answer: their end was not seen, or they broke off");
        command.add_option("--send", m_collector, "Send it as OTLP/HTTP traces to this address, such as http://localhost:4318/v1/traces");
        command.add_option("--output,-o", m_output, "Where to (default: standard output)");
    }

    int run(Context &context) override
    {
        if (const auto checked = checkOutput(fromStd(m_output), fromStd(m_file)); !checked)
            return wrongUse(context, checked.error());
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        const auto id = runIdFrom(**workspace, fromStd(m_run));
        if (!id)
            return wrongUse(context, id.error());
        const auto read = (*workspace)
                              ->read([id = *id](store::Database &database) -> Result<std::pair<run::RunPlan, QList<run::AttemptRecord>>> {
                                  store::RunRepository runs(database);
                                  return runs.plan(id).and_then([&](const run::RunPlan &plan) {
                                      return runs.log(id).transform([&](const QList<run::AttemptRecord> &records) { return std::pair(plan, records); });
                                  });
                              })
                              .result();
        if (!read)
            return wrongUse(context, read.error());
        const auto &[plan, all] = *read;
        const QList<run::AttemptRecord> records = wanted(all);
        if (!m_collector.empty())
            return send(context, plan, records);
        const bool isForTerminal = m_output.empty() || m_output == "-";
        if (isForTerminal && m_format == "text") {
            for (const run::AttemptRecord &record : records)
                context.console.print(line(record));
            return kDone;
        }
        const QByteArray bytes = written(plan, records);
        if (isForTerminal) {
            context.console.printBytes(bytes);
            return kDone;
        }
        const auto done = writeFile(fromStd(m_output), bytes);
        return done ? int(kDone) : wrongUse(context, done.error());
    }

private:
    [[nodiscard]] QList<run::AttemptRecord> wanted(const QList<run::AttemptRecord> &all) const
    {
        QList<run::AttemptRecord> records;
        for (const run::AttemptRecord &record : all) {
            const bool isGood = record.attempt.state == run::Attempt::State::answered;
            if ((m_model.empty() || record.model == fromStd(m_model)) && !(m_isErrorsOnly && isGood) && !(m_isUnknownOnly && !record.mayHaveBeenBilled))
                records.append(record);
        }
        return records;
    }

    static QString line(const run::AttemptRecord &record)
    {
        const run::Attempt &attempt = record.attempt;
        QString text = u"%1  %2  %3  %4 #%5  %6 ms"_s.arg(record.itemKey, record.version, record.model, record.outcome ? run::toText(*record.outcome) : u"-"_s,
            QString::number(attempt.number), QString::number(attempt.duration.count()));
        if (record.usage)
            text += u"  %1 in, %2 out"_s.arg(record.usage->input).arg(record.usage->output);
        if (attempt.errorKind)
            text += u"  %1: %2"_s.arg(assay::toText(*attempt.errorKind), attempt.errorMessage.simplified());
        if (record.isCached())
            text += u"  from the cache: nothing was sent"_s;
        if (record.mayHaveBeenBilled)
            text += u"  may have been billed up to $%1: sent %2, %3"_s.arg(attempt.reserved.toDecimal(),
                QDateTime::fromMSecsSinceEpoch(toUnixMs(attempt.startedAt), QTimeZone::UTC).toString(Qt::ISODate),
                attempt.state == run::Attempt::State::sent ? u"nobody saw its end"_s : u"it broke off"_s);
        return text;
    }

    [[nodiscard]] QByteArray written(const run::RunPlan &plan, const QList<run::AttemptRecord> &records) const
    {
        if (m_format == "jsonl")
            return report::attemptsToJsonLines(plan.id, records);
        if (m_format == "otlp")
            return toPrettyJson(report::attemptsToOtlp(plan, records));
        QByteArray text;
        for (const run::AttemptRecord &record : records)
            text += line(record).toUtf8() + '\n';
        return text;
    }

    int send(const Context &context, const run::RunPlan &plan, const QList<run::AttemptRecord> &records) const
    {
        const auto sent = app::sendTraces(QUrl(fromStd(m_collector)), plan, records, {});
        if (!sent)
            return wrongUse(context, sent.error());
        context.console.note(u"%1 spans were sent"_s.arg(*sent));
        return kDone;
    }

    std::string m_file;
    std::string m_run;
    std::string m_format = "text";
    std::string m_model;
    bool m_isErrorsOnly = false;
    bool m_isUnknownOnly = false;
    std::string m_collector;
    std::string m_output;
};

} // namespace

std::unique_ptr<Verb> makeLog()
{
    return std::make_unique<LogVerb>();
}

} // namespace assay::cli
