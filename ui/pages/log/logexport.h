// SPDX-License-Identifier: GPL-3.0-or-later
// Hands a log on: into the clipboard, a file, or to a collector of traces. What is written is what `assay log` writes. Files and network are the business
// of pool threads.
#pragma once

#include "ui/document/document.h"
#include "ui/pages/log/logselection.h"

#include <QUrl>

#include <stop_token>

namespace assay::ui {

/// Sends a whole log and returns how many spans went out. Called on a pool thread; takes as long as it takes.
using TraceSender = std::function<Result<qsizetype>(const QUrl &collector, const run::RunPlan &plan, const QList<run::AttemptRecord> &records, const std::stop_token &stop)>;

enum class LogFormat { jsonLines, otlp };

class LogExport final : public QObject {
    Q_OBJECT

public:
    LogExport(Document &document, TraceSender sender, QWidget *parent);
    /// Stops what is being sent.
    ~LogExport() override;

    void copy(run::RunId run, const LogRecords &records);
    /// Asks for a file, then writes these records as JSON lines.
    void saveShown(run::RunId run, const LogRecords &records);
    /// Asks for a file, then writes all of the run, as it is on record then.
    void saveRun(run::RunId run, LogFormat format);
    /// Asks for the address, then sends all of the run.
    void send(run::RunId run);
    void stopSending();
    [[nodiscard]] bool isSending() const { return m_isSending; }

Q_SIGNALS:
    void sendingChanged();
    void done(const QString &text);
    void failed(const assay::Error &error);

private:
    void askForFile(const QString &suggested, const QString &filter, std::function<void(const QString &path)> then);
    void write(const QString &path, std::function<QByteArray()> content);
    void sendTo(run::RunId run, const QUrl &collector);

    Document &m_document;
    TraceSender m_sender;
    QWidget *m_parent;
    std::stop_source m_stop;
    bool m_isSending = false;
};

} // namespace assay::ui
