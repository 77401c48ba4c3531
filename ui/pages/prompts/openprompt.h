// SPDX-License-Identifier: GPL-3.0-or-later
// The prompt that the page has open, as the workspace has it: its versions and how they did, its labels, its draft. What is typed is written down within a
// second, so that nothing is lost with the program.
#pragma once

#include "core/store/labelrepository.h"
#include "ui/document/document.h"

#include <QMap>

class QTimer;

namespace assay::ui {

/// What is on record of a prompt.
struct PromptRecord {
    QList<prompt::Version> versions; ///< newest first
    std::optional<store::Draft> draft;
    QMap<QString, int> labels;
    QList<store::LabelMove> moves; ///< newest first
    QMap<QString, run::LabelGate> gates;
    QList<store::ColumnHistory> columns; ///< newest run first
};

class OpenPrompt final : public QObject {
    Q_OBJECT

public:
    static constexpr int kDraft = 0;     ///< stands for the draft where a version has its number
    static constexpr int kNowhere = -1; ///< where a label goes that is removed

    OpenPrompt(Document &document, QObject *parent);

    [[nodiscard]] const QString &name() const { return m_name; } ///< empty: none is open
    [[nodiscard]] const PromptRecord &record() const { return m_record; }
    [[nodiscard]] const QList<prompt::Version> &versions() const { return m_record.versions; }
    [[nodiscard]] const prompt::Version *version(int number) const;
    [[nodiscard]] int newest() const { return m_record.versions.isEmpty() ? kDraft : m_record.versions.first().number; }
    [[nodiscard]] bool hasDraft() const { return m_record.draft.has_value(); }
    [[nodiscard]] const store::Draft &draft() const { return *m_record.draft; } ///< there must be one
    [[nodiscard]] bool hasDiscarded() const { return m_discarded.has_value(); }
    /// The version that the draft began from; kDraft: none.
    [[nodiscard]] int base() const { return m_record.draft ? m_record.draft->parent.value_or(newest()) : kDraft; }

    /// loaded() follows; `number`: what is to be shown then.
    void load(const QString &name, std::optional<int> number);
    void begin(const QString &name);  ///< a new prompt with an empty draft; loaded() follows at once
    void rename(const QString &name); ///< of one without versions

    void setDraft(const prompt::Content &content, const QString &note, const Json &editing); ///< written down within a second
    void flush();                                  ///< now
    void editFrom(int number);                     ///< a draft of that version; one that was there is discarded
    void discardDraft();                           ///< can be taken back until something else is loaded
    void restoreDraft();                           ///< the one that was discarded; the one that was made since is discarded
    /// loaded() follows with it, or duplicates() when a version has this content already.
    void saveVersion(const prompt::Content &content, const QString &note);

    void moveLabel(const QString &label, int to, const QString &forcedBecause = {});
    void removeLabel(const QString &label, const QString &forcedBecause = {});
    void rollBack(const QString &label);
    void reloadHistory(); ///< historyChanged() follows when runs did something

    void protect(const QString &label, const run::LabelGate &gate);
    void unprotect(const QString &label);

Q_SIGNALS:
    void loaded(std::optional<int> number); ///< all of it is new
    void listChanged(int show);             ///< versions or the draft's being there; `show`: the number to show then
    void labelsChanged();
    void historyChanged();
    void labelMoved(const assay::store::LabelMove &move);
    /// A gate did not let it pass, or there is no step back.
    void labelRefused(const QString &label, int to, const assay::Error &error);
    void duplicates(int number, const assay::Error &error);

private:
    static Result<PromptRecord> read(store::Database &database, const QString &name);
    void writeDraft(const QString &name, const std::optional<store::Draft> &draft);
    void takeMove(const QString &name, const QString &label, int to, const Result<std::optional<store::LabelMove>> &move);
    void reloadLabels();

    Document &m_document;
    QFuture<QString> m_author;
    QTimer *m_timer;
    QString m_name;
    PromptRecord m_record;
    std::optional<store::Draft> m_discarded;
    bool m_isDirty = false;
    int m_job = 0;
};

} // namespace assay::ui
