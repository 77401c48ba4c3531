// SPDX-License-Identifier: GPL-3.0-or-later
// A provider of batches on this machine, in the words of OpenAI, Anthropic or Gemini. It keeps its jobs, counts in a ledger how often each request was
// taken into one, and misbehaves as it is told: at the making of jobs, at looks, in results. Requests are told by a mark in their text ("v1|item-007|").
#pragma once

#include "tests/support/loopbackserver.h"

#include <QMap>
#include <QMutex>

namespace assay::test {

enum class BatchSpeech { openai, anthropic, gemini };

/// What becomes of one request in a job.
enum class Fate {
    answered,
    failed,  ///< with an error of the server
    refused, ///< with an error of its own
    expired,
    missing, ///< without a word
    twice,   ///< answered two times
    garbage  ///< with a line that is no JSON
};

struct BatchManners {
    int looksUntilDone = 1; ///< looks that find a job at work
    /// By mark, in the n-th job that holds it, from 0.
    std::function<Fate(const QString &mark, int before)> fate;
    std::function<int(int job)> makingStatus;             ///< of the answer to the n-th making, from 0; other than 200: no job is made
    std::function<LoopbackReply::End(int job)> makingEnd; ///< other than keepAlive: the job is made, and nothing is answered
    bool holdsMakings = false;                            ///< no answer, and no job
    bool holdsLooks = false;                              ///< likewise for looks
    bool holdsResults = false;                            ///< half of the results, and then nothing
    bool refusesJobs = false;                             ///< each ends as failed
    bool expires = false;                                 ///< jobs end as expired
    bool isBackwards = false;                             ///< results in the reverse order
    bool hasForeignAnswer = false;                        ///< one more, of a key that nobody sent
    bool hidesJobs = false;                               ///< the list of jobs is empty
    qsizetype padding = 0;                                ///< bytes in each answer that nobody reads
};

class BatchServer {
public:
    explicit BatchServer(BatchSpeech speech, BatchManners manners = {});

    [[nodiscard]] QUrl baseUrl() const;
    [[nodiscard]] QString kind() const; ///< of a provider that speaks so

    void setManners(const BatchManners &manners);
    /// A job of somebody else's, with as many requests as told.
    void addForeignJob(int requests);

    [[nodiscard]] QMap<QString, int> ledger() const; ///< by mark: jobs that hold it
    [[nodiscard]] int jobs() const;                  ///< that were made
    [[nodiscard]] int cancelled() const;
    /// Requests that have begun: "making", "look", "results", "list", "cancel".
    [[nodiscard]] int seen(const QString &what) const;

private:
    struct Entry {
        QByteArray key;
        QString mark;
        Fate fate = Fate::answered;
    };
    struct Job {
        QByteArray id;
        QByteArray tag;
        QList<Entry> entries;
        qint64 createdMs = 0;
        int looks = 0;
        bool isCancelled = false;
    };
    LoopbackReply answer(const LoopbackRequest &request);
    LoopbackReply openai(const LoopbackRequest &request);
    LoopbackReply anthropic(const LoopbackRequest &request);
    LoopbackReply gemini(const LoopbackRequest &request);
    LoopbackReply make(const QList<Entry> &entries, const QByteArray &tag);
    LoopbackReply look(const QByteArray &id);
    LoopbackReply results(const QByteArray &id);
    LoopbackReply list();
    LoopbackReply cancel(const QByteArray &id);
    [[nodiscard]] Job *find(const QByteArray &id);
    [[nodiscard]] bool isDone(const Job &job) const;
    [[nodiscard]] int count(const Job &job, Fate fate) const;
    [[nodiscard]] QByteArray jobJson(const Job &job) const;
    [[nodiscard]] QByteArray resultJson(const Entry &entry) const;
    [[nodiscard]] QList<QByteArray> resultLines(const Job &job) const;

    BatchSpeech m_speech;
    mutable QMutex m_mutex;
    BatchManners m_manners;
    QMap<QByteArray, QList<Entry>> m_files;
    QList<Job> m_jobs;
    QMap<QString, int> m_ledger;
    QMap<QString, int> m_seen;
    int m_makings = 0;
    int m_cancelled = 0;
    LoopbackServer m_server; ///< last: its thread uses the rest
};

} // namespace assay::test
