// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log/logexport.h"

#include "core/report/attemptlog.h"
#include "ui/pages/log/collectordialog.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFutureWatcher>
#include <QGuiApplication>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>
#include <QtConcurrentRun>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

const QString kCollectorKey = u"log/collector"_s;

struct WholeLog {
    run::RunPlan plan;
    LogRecords records;
};

Result<WholeLog> readWhole(store::Database &database, run::RunId run, bool goesOn)
{
    store::RunRepository runs(database);
    auto plan = runs.plan(run);
    if (!plan)
        return std::unexpected(plan.error());
    auto records = runs.log(*plan, 0, plan->cellCount(), goesOn);
    if (!records)
        return std::unexpected(records.error());
    return WholeLog{*std::move(plan), *std::move(records)};
}

Result<qint64> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return std::unexpected(fail(ErrorKind::io, file.errorString(), LogExport::tr("Choose another place for the file.")).error().with(u"file"_s, path));
    return bytes.size();
}

template<typename T, typename Done> void later(QObject *context, QFuture<T> future, Done done)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)] {
        watcher->deleteLater();
        done(watcher->result());
    });
    watcher->setFuture(future);
}

} // namespace

LogExport::LogExport(Document &document, TraceSender sender, QWidget *parent) : QObject(parent), m_document(document), m_sender(std::move(sender)), m_parent(parent) {}

LogExport::~LogExport()
{
    m_stop.request_stop();
}

void LogExport::copy(run::RunId run, const LogRecords &records)
{
    if (records.isEmpty())
        return;
    const QByteArray text = records.size() == 1 ? toPrettyJson(report::attemptToJson(run, records.first())) : report::attemptsToJsonLines(run, records);
    QGuiApplication::clipboard()->setText(QString::fromUtf8(text).trimmed());
    Q_EMIT done(tr("%n request(s) copied as JSON", nullptr, static_cast<int>(records.size())));
}

void LogExport::askForFile(const QString &suggested, const QString &filter, std::function<void(const QString &path)> then)
{
    auto *dialog = new QFileDialog(m_parent, tr("Save the log"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), filter);
    dialog->setObjectName(u"logFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suggested.section(u'.', -1));
    dialog->selectFile(suggested);
    connect(dialog, &QFileDialog::fileSelected, this, [then = std::move(then)](const QString &path) { then(path); });
    dialog->open();
}

void LogExport::write(const QString &path, std::function<QByteArray()> content)
{
    later(this, QtConcurrent::run([path, content = std::move(content)] { return writeFile(path, content()); }), [this, path](const Result<qint64> &written) {
        if (written)
            Q_EMIT done(tr("Written to %1").arg(QDir::toNativeSeparators(path)));
        else
            Q_EMIT failed(written.error());
    });
}

void LogExport::saveShown(run::RunId run, const LogRecords &records)
{
    askForFile(u"run-%1-shown.jsonl"_s.arg(run.value), tr("JSON lines (*.jsonl)"),
        [this, run, records](const QString &path) { write(path, [run, records] { return report::attemptsToJsonLines(run, records); }); });
}

void LogExport::saveRun(run::RunId run, LogFormat format)
{
    const bool isOtlp = format == LogFormat::otlp;
    const auto save = [this, run, isOtlp](const QString &path) {
        const bool goesOn = m_document.isRunning() && m_document.currentRun() == run;
        m_document.read(
            this, [run, goesOn](store::Database &database) { return readWhole(database, run, goesOn); },
            [this, path, isOtlp](const Result<WholeLog> &log) {
                if (!log) {
                    Q_EMIT failed(log.error());
                    return;
                }
                write(path,
                    [log = *log, isOtlp] { return isOtlp ? toPrettyJson(report::attemptsToOtlp(log.plan, log.records)) : report::attemptsToJsonLines(log.plan.id, log.records); });
            });
    };
    if (isOtlp)
        askForFile(u"run-%1-traces.json"_s.arg(run.value), tr("OpenTelemetry traces (*.json)"), save);
    else
        askForFile(u"run-%1.jsonl"_s.arg(run.value), tr("JSON lines (*.jsonl)"), save);
}

void LogExport::send(run::RunId run)
{
    const QUrl usual = QSettings().value(kCollectorKey, QUrl(u"http://localhost:4318/v1/traces"_s)).toUrl();
    auto *dialog = new CollectorDialog(run.value, usual, m_parent);
    connect(dialog, &CollectorDialog::confirmed, this, [this, run](const QUrl &collector) {
        QSettings().setValue(kCollectorKey, collector);
        sendTo(run, collector);
    });
    dialog->open();
}

void LogExport::sendTo(run::RunId run, const QUrl &collector)
{
    m_isSending = true;
    m_stop = {};
    Q_EMIT sendingChanged();
    const auto end = [this](const Result<qsizetype> &sent) {
        m_isSending = false;
        Q_EMIT sendingChanged();
        if (sent)
            Q_EMIT done(tr("Sent: %n span(s)", nullptr, static_cast<int>(*sent)));
        else
            Q_EMIT failed(sent.error());
    };
    const bool goesOn = m_document.isRunning() && m_document.currentRun() == run;
    m_document.read(
        this, [run, goesOn](store::Database &database) { return readWhole(database, run, goesOn); },
        [this, collector, end](const Result<WholeLog> &log) {
            if (!log) {
                end(std::unexpected(log.error()));
                return;
            }
            const auto job = [sender = m_sender, collector, log = *log, stop = m_stop.get_token()] { return sender(collector, log.plan, log.records, stop); };
            later(this, QtConcurrent::run(job), end);
        });
}

void LogExport::stopSending()
{
    m_stop.request_stop();
}

} // namespace assay::ui
