// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/batchserver.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTimeZone>

namespace assay::test {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kFileKeyMember = "custom_id"_L1;

QString markIn(const QString &text)
{
    static const QRegularExpression mark(u"v\\d\\|item-\\d+\\|"_s);
    return mark.match(text).captured();
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QString isoTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::UTC).toString(Qt::ISODateWithMs);
}

QByteArray afterLast(const QByteArray &path, char separator)
{
    return path.sliced(path.lastIndexOf(separator) + 1);
}

QByteArray withoutQuery(const QByteArray &path)
{
    const qsizetype query = path.indexOf('?');
    return query < 0 ? path : path.first(query);
}

LoopbackReply notFound()
{
    return LoopbackReply::json(404, R"({"error":{"message":"no such thing","type":"not_found_error","status":"NOT_FOUND","code":404}})");
}

} // namespace

BatchServer::BatchServer(BatchSpeech speech, BatchManners manners)
    : m_speech(speech),
      m_manners(std::move(manners)),
      m_server([this](const LoopbackRequest &request) { return answer(request); })
{
}

QUrl BatchServer::baseUrl() const
{
    return m_server.url(m_speech == BatchSpeech::gemini ? u"/v1beta"_s : u"/v1"_s);
}

QString BatchServer::kind() const
{
    return m_speech == BatchSpeech::openai ? u"openai"_s : m_speech == BatchSpeech::anthropic ? u"anthropic"_s : u"gemini"_s;
}

void BatchServer::setManners(const BatchManners &manners)
{
    const QMutexLocker lock(&m_mutex);
    m_manners = manners;
}

void BatchServer::addForeignJob(int requests)
{
    const QMutexLocker lock(&m_mutex);
    Job job{.id = "foreign_" + QByteArray::number(m_jobs.size()), .tag = "somebody-else", .entries = {}, .createdMs = QDateTime::currentMSecsSinceEpoch(), .looks = 1'000};
    if (m_speech == BatchSpeech::gemini)
        job.id.prepend("batches/");
    for (int i = 0; i < requests; ++i)
        job.entries.append({.key = "theirs-" + QByteArray::number(i), .mark = {}, .fate = Fate::answered});
    m_jobs.append(job);
}

QMap<QString, int> BatchServer::ledger() const
{
    const QMutexLocker lock(&m_mutex);
    return m_ledger;
}

int BatchServer::jobs() const
{
    const QMutexLocker lock(&m_mutex);
    return m_makings;
}

int BatchServer::cancelled() const
{
    const QMutexLocker lock(&m_mutex);
    return m_cancelled;
}

int BatchServer::seen(const QString &what) const
{
    const QMutexLocker lock(&m_mutex);
    return m_seen.value(what);
}

LoopbackReply BatchServer::answer(const LoopbackRequest &request)
{
    const QMutexLocker lock(&m_mutex);
    switch (m_speech) {
    case BatchSpeech::openai:
        return openai(request);
    case BatchSpeech::anthropic:
        return anthropic(request);
    case BatchSpeech::gemini:
        return gemini(request);
    }
    Q_UNREACHABLE_RETURN({});
}

LoopbackReply BatchServer::openai(const LoopbackRequest &request)
{
    const QByteArray path = withoutQuery(request.path);
    if (path == "/v1/files") {
        QList<Entry> entries;
        for (const QByteArray &line : request.body.split('\n')) {
            if (!line.startsWith("{\"custom_id\""))
                continue;
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            entries.append({.key = object.value(kFileKeyMember).toString().toUtf8(), .mark = markIn(QString::fromUtf8(line)), .fate = Fate::answered});
        }
        const QByteArray id = "file-" + QByteArray::number(m_files.size());
        m_files.insert(id, entries);
        return LoopbackReply::json(200, "{\"id\":\"" + id + "\",\"purpose\":\"batch\"}");
    }
    if (path == "/v1/batches" && request.method == "POST") {
        const QJsonObject order = QJsonDocument::fromJson(request.body).object();
        return make(m_files.value(order.value("input_file_id"_L1).toString().toUtf8()), order.value("metadata"_L1).toObject().value("assay"_L1).toString().toUtf8());
    }
    if (path == "/v1/batches")
        return list();
    if (path.endsWith("/cancel"))
        return cancel(afterLast(path.chopped(7), '/'));
    if (path.startsWith("/v1/files/out-"))
        return results(path.sliced(14).chopped(8));
    return look(afterLast(path, '/'));
}

LoopbackReply BatchServer::anthropic(const LoopbackRequest &request)
{
    const QByteArray path = withoutQuery(request.path);
    if (path == "/v1/messages/batches" && request.method == "POST") {
        QList<Entry> entries;
        for (const QJsonValue &value : QJsonDocument::fromJson(request.body).object().value("requests"_L1).toArray()) {
            const QJsonObject object = value.toObject();
            entries.append({.key = object.value("custom_id"_L1).toString().toUtf8(), .mark = markIn(QString::fromUtf8(compact(object))), .fate = Fate::answered});
        }
        return make(entries, {});
    }
    if (path == "/v1/messages/batches")
        return list();
    if (path.endsWith("/cancel"))
        return cancel(afterLast(path.chopped(7), '/'));
    if (path.endsWith("/results"))
        return results(afterLast(path.chopped(8), '/'));
    return look(afterLast(path, '/'));
}

LoopbackReply BatchServer::gemini(const LoopbackRequest &request)
{
    const QByteArray path = withoutQuery(request.path);
    if (path.endsWith(":batchGenerateContent")) {
        const QJsonObject batch = QJsonDocument::fromJson(request.body).object().value("batch"_L1).toObject();
        QList<Entry> entries;
        for (const QJsonValue &value : batch.value("inputConfig"_L1).toObject().value("requests"_L1).toObject().value("requests"_L1).toArray()) {
            const QJsonObject object = value.toObject();
            entries.append(
                {.key = object.value("metadata"_L1).toObject().value("key"_L1).toString().toUtf8(), .mark = markIn(QString::fromUtf8(compact(object))), .fate = Fate::answered});
        }
        return make(entries, batch.value("displayName"_L1).toString().toUtf8());
    }
    if (path == "/v1beta/batches")
        return list();
    if (path.endsWith(":cancel"))
        return cancel("batches/" + afterLast(path.chopped(7), '/'));
    if (path.endsWith(":download"))
        return results("batches/" + afterLast(path.chopped(9), '-'));
    return look("batches/" + afterLast(path, '/'));
}

LoopbackReply BatchServer::make(const QList<Entry> &entries, const QByteArray &tag)
{
    ++m_seen[u"making"_s];
    if (m_manners.holdsMakings)
        return LoopbackReply::stallWithoutAnswer();
    const int number = m_makings;
    const int status = m_manners.makingStatus ? m_manners.makingStatus(m_seen.value(u"making"_s) - 1) : 200;
    if (status != 200)
        return LoopbackReply::json(status, R"({"error":{"message":"not this one","type":"invalid_request_error"}})", {{"Retry-After", "0"}});
    Job job{.id = (m_speech == BatchSpeech::gemini ? "batches/job" : "job") + QByteArray::number(number),
        .tag = tag,
        .entries = entries,
        .createdMs = QDateTime::currentMSecsSinceEpoch()};
    for (Entry &entry : job.entries) {
        const int before = m_ledger[entry.mark]++;
        if (m_manners.fate)
            entry.fate = m_manners.fate(entry.mark, before);
    }
    m_jobs.append(job);
    ++m_makings;
    const auto end = m_manners.makingEnd ? m_manners.makingEnd(number) : LoopbackReply::End::keepAlive;
    if (end == LoopbackReply::End::stall)
        return LoopbackReply::stallWithoutAnswer();
    if (end != LoopbackReply::End::keepAlive)
        return LoopbackReply::closeWithoutAnswer();
    return LoopbackReply::json(200, jobJson(job));
}

BatchServer::Job *BatchServer::find(const QByteArray &id)
{
    const auto found = std::ranges::find(m_jobs, id, &Job::id);
    return found == m_jobs.end() ? nullptr : &*found;
}

LoopbackReply BatchServer::look(const QByteArray &id)
{
    ++m_seen[u"look"_s];
    if (m_manners.holdsLooks)
        return LoopbackReply::stallWithoutAnswer();
    Job *job = find(id);
    if (job == nullptr)
        return notFound();
    ++job->looks;
    return LoopbackReply::json(200, jobJson(*job));
}

LoopbackReply BatchServer::list()
{
    ++m_seen[u"list"_s];
    QByteArrayList jobs;
    if (!m_manners.hidesJobs) {
        for (Job &job : m_jobs) {
            ++job.looks;
            jobs.prepend(jobJson(job));
        }
    }
    return LoopbackReply::json(200, (m_speech == BatchSpeech::gemini ? "{\"operations\":[" : "{\"data\":[") + jobs.join(',') + "]}");
}

LoopbackReply BatchServer::cancel(const QByteArray &id)
{
    ++m_seen[u"cancel"_s];
    Job *job = find(id);
    if (job == nullptr)
        return notFound();
    if (!isDone(*job)) {
        job->isCancelled = true;
        ++m_cancelled;
        // Every other request was done by then.
        for (qsizetype i = 0; i < job->entries.size(); i += 2)
            job->entries[i].fate = Fate::expired;
    }
    return LoopbackReply::json(200, m_speech == BatchSpeech::gemini ? "{}" : jobJson(*job));
}

LoopbackReply BatchServer::results(const QByteArray &id)
{
    ++m_seen[u"results"_s];
    const Job *job = find(id);
    if (job == nullptr)
        return notFound();
    QByteArray body;
    for (const QByteArray &line : resultLines(*job))
        body += line + '\n';
    LoopbackReply reply = LoopbackReply::json(200, body);
    if (m_manners.holdsResults) {
        reply.declaredLength = body.size();
        reply.body = {{.bytes = body.first(body.size() / 2)}};
        reply.end = LoopbackReply::End::stall;
    }
    return reply;
}

bool BatchServer::isDone(const Job &job) const
{
    return job.isCancelled || job.looks > m_manners.looksUntilDone;
}

int BatchServer::count(const Job &job, Fate fate) const
{
    return static_cast<int>(std::ranges::count(job.entries, fate, &Entry::fate));
}

QByteArray BatchServer::jobJson(const Job &job) const
{
    const bool done = isDone(job);
    const int total = static_cast<int>(job.entries.size());
    const int failed = count(job, Fate::failed) + count(job, Fate::refused);
    const int expired = count(job, Fate::expired);
    const int succeeded = total - failed - expired - (m_speech == BatchSpeech::anthropic ? 0 : count(job, Fate::missing));
    const int shown = done ? succeeded : total / 2;
    const bool hasFailed = done && m_manners.refusesJobs;
    const bool hasExpired = done && (m_manners.expires || (expired > 0 && !job.isCancelled));
    QJsonObject json;
    switch (m_speech) {
    case BatchSpeech::openai:
        json = {{u"id"_s, QString::fromLatin1(job.id)},
            {u"status"_s,
                !done                 ? u"in_progress"_s
                    : hasFailed       ? u"failed"_s
                    : job.isCancelled ? u"cancelled"_s
                    : hasExpired      ? u"expired"_s
                                      : u"completed"_s},
            {u"created_at"_s, job.createdMs / 1000}, {u"metadata"_s, QJsonObject{{u"assay"_s, QString::fromLatin1(job.tag)}}},
            {u"request_counts"_s, QJsonObject{{u"total"_s, total}, {u"completed"_s, shown}, {u"failed"_s, done ? failed : 0}}}};
        if (hasFailed)
            json.insert(u"errors"_s, QJsonObject{{u"data"_s, QJsonArray{QJsonObject{{u"message"_s, u"the whole file is wrong"_s}, {u"line"_s, 1}}}}});
        else if (done)
            json.insert(u"output_file_id"_s, QString::fromLatin1("out-" + job.id));
        break;
    case BatchSpeech::anthropic:
        json = {{u"id"_s, QString::fromLatin1(job.id)}, {u"processing_status"_s, done ? u"ended"_s : u"in_progress"_s}, {u"created_at"_s, isoTime(job.createdMs)},
            {u"request_counts"_s,
                QJsonObject{{u"processing"_s, done ? 0 : total - shown}, {u"succeeded"_s, shown}, {u"errored"_s, done ? failed : 0},
                    {u"canceled"_s, done && job.isCancelled ? expired : 0}, {u"expired"_s, done && !job.isCancelled ? expired : 0}}}};
        if (job.isCancelled)
            json.insert(u"cancel_initiated_at"_s, isoTime(job.createdMs));
        break;
    case BatchSpeech::gemini: {
        const QString state = !done ? u"RUNNING"_s : hasFailed ? u"FAILED"_s : job.isCancelled ? u"CANCELLED"_s : hasExpired ? u"EXPIRED"_s : u"SUCCEEDED"_s;
        json = {{u"name"_s, QString::fromLatin1(job.id)}, {u"done"_s, done}};
        json.insert(u"metadata"_s,
            QJsonObject{{u"displayName"_s, QString::fromLatin1(job.tag)}, {u"createTime"_s, isoTime(job.createdMs)}, {u"state"_s, QString(u"BATCH_STATE_"_s + state)},
                {u"batchStats"_s,
                    QJsonObject{{u"requestCount"_s, QString::number(total)}, {u"successfulRequestCount"_s, QString::number(shown)},
                        {u"failedRequestCount"_s, QString::number(done ? failed : 0)}}}});
        if (hasFailed)
            json.insert(u"error"_s, QJsonObject{{u"code"_s, 3}, {u"message"_s, u"the whole file is wrong"_s}});
        else if (done)
            json.insert(u"response"_s, QJsonObject{{u"responsesFile"_s, QString::fromLatin1("files/out-" + afterLast(job.id, '/'))}});
        break;
    }
    }
    return compact(json);
}

QByteArray BatchServer::resultJson(const Entry &entry) const
{
    const QByteArray padding(m_manners.padding, 'x');
    const QByteArray key = entry.key;
    const bool isAnswered = entry.fate == Fate::answered || entry.fate == Fate::twice;
    switch (m_speech) {
    case BatchSpeech::openai:
        if (isAnswered)
            return R"({"custom_id":")" + key + R"(","response":{"status_code":200,"request_id":"r","body":{"model":"m-1","unread":")" + padding
                + R"(","choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":3}}},"error":null})";
        if (entry.fate == Fate::expired)
            return R"({"custom_id":")" + key + R"(","response":null,"error":{"code":"batch_expired","message":"late"}})";
        return R"({"custom_id":")" + key + R"(","response":{"status_code":)" + (entry.fate == Fate::failed ? "500" : "400")
            + R"(,"body":{"error":{"message":"this one failed","type":")" + (entry.fate == Fate::failed ? "server_error" : "invalid_request_error") + R"("}}},"error":null})";
    case BatchSpeech::anthropic:
        if (isAnswered)
            return R"({"custom_id":")" + key + R"(","result":{"type":"succeeded","message":{"id":"msg","type":"message","role":"assistant","model":"m-1","unread":")" + padding
                + R"(","content":[{"type":"text","text":"ok"}],"stop_reason":"end_turn","usage":{"input_tokens":12,"output_tokens":3}}}})";
        if (entry.fate == Fate::expired)
            return R"({"custom_id":")" + key + R"(","result":{"type":"expired"}})";
        return R"({"custom_id":")" + key + R"(","result":{"type":"errored","error":{"type":"error","error":{"type":")"
            + (entry.fate == Fate::failed ? "api_error" : "invalid_request_error") + R"(","message":"this one failed"}}}})";
    case BatchSpeech::gemini:
        if (isAnswered)
            return R"({"key":")" + key + R"(","response":{"unread":")" + padding
                + R"(","candidates":[{"content":{"parts":[{"text":"ok"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":12,"candidatesTokenCount":3},"modelVersion":"m-1"}})";
        if (entry.fate == Fate::expired)
            return R"({"key":")" + key + R"(","error":{"code":1,"message":"stopped"}})";
        return R"({"key":")" + key + R"(","error":{"code":)" + (entry.fate == Fate::failed ? "13" : "3") + R"(,"message":"this one failed"}})";
    }
    Q_UNREACHABLE_RETURN({});
}

QList<QByteArray> BatchServer::resultLines(const Job &job) const
{
    QList<QByteArray> lines;
    for (const Entry &entry : job.entries) {
        if (entry.fate == Fate::missing)
            continue;
        lines.append(entry.fate == Fate::garbage ? QByteArray("{\"garbage\": [") : resultJson(entry));
        if (entry.fate == Fate::twice)
            lines.append(resultJson(entry));
    }
    if (m_manners.isBackwards)
        std::ranges::reverse(lines);
    if (m_manners.hasForeignAnswer)
        lines.append(resultJson({.key = "nobody-sent-this", .mark = {}, .fate = Fate::answered}));
    return lines;
}

} // namespace assay::test
