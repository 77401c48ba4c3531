// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that is kept of one request: what it was for, how it went, the answer's own particulars, and the other tries of its cell.
#pragma once

#include "ui/pages/log/logselection.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace assay::ui {

class CodeView;

class LogDetailView final : public QWidget {
    Q_OBJECT

public:
    explicit LogDetailView(QWidget *parent);
    void showNothing();
    /// `tries` are all of the cell, oldest first.
    void showRecord(const run::AttemptRecord &record, const LogRecords &tries, int repeats);
    /// What stands with the answer of the cell that is shown.
    void showKept(const run::CellDetail &cell);
    void refreshColours();

Q_SIGNALS:
    void cellRequested();
    void copyRequested();

private:
    enum Field {
        Sent,
        Took,
        FirstToken,
        Status,
        RequestId,
        Batch,
        RetryAfter,
        AskedModel,
        ReturnedModel,
        Finish,
        Fingerprint,
        Tier,
        Input,
        Output,
        Cost,
        Reserved,
        Verdict,
        FieldCount
    };
    void nameParts();
    void makeFields();
    void arrange();
    void set(Field field, const QString &value);
    void showTries(const run::AttemptRecord &record, const LogRecords &tries);

    QLabel *m_title;
    QLabel *m_outcome;
    CodeView *m_message; ///< wraps anywhere: it may be one long word
    QWidget *m_body;
    QGridLayout *m_grid;
    std::array<std::pair<QLabel *, QLabel *>, FieldCount> m_fields{};
    QLabel *m_triesCaption;
    QLabel *m_tries;
    QLabel *m_rawCaption;
    CodeView *m_raw;
    QPushButton *m_cell;
    QPushButton *m_copy;
    std::optional<run::AttemptRecord> m_record;
};

} // namespace assay::ui
