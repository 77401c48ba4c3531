// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/wire/batchrequests.h"

#include <QRegularExpression>
#include <QSet>

namespace assay::provider::wire {

using namespace Qt::StringLiterals;

namespace {

bool isKey(const QString &text)
{
    static const QRegularExpression form(u"\\A[A-Za-z0-9_-]{1,64}\\z"_s);
    return form.match(text).hasMatch();
}

} // namespace

Result<void> checkBatch(const QList<BatchRequest> &requests, const QString &tag, const BatchLimits &limits)
{
    if (!isKey(tag))
        return fail(ErrorKind::invalidInput, u"The tag of a batch takes up to 64 of A-Z, a-z, 0-9, _ and -"_s);
    if (requests.isEmpty())
        return fail(ErrorKind::invalidInput, u"A batch needs at least one request"_s);
    if (requests.size() > limits.requests)
        return fail(
            ErrorKind::tooLarge, u"%1 requests are more than the %2 that a batch may hold"_s.arg(requests.size()).arg(limits.requests), u"Hand them over in several batches"_s);
    QSet<QByteArray> keys;
    for (const BatchRequest &request : requests) {
        if (!isKey(QString::fromUtf8(request.key)) || keys.contains(request.key))
            return fail(ErrorKind::invalidInput, u"The key \"%1\" of a batch request cannot be used, or stands twice"_s.arg(QString::fromUtf8(request.key)));
        if (request.request.model != requests.first().request.model)
            return fail(ErrorKind::invalidInput, u"A batch is of one model, and this one asks for %1 and %2"_s.arg(requests.first().request.model, request.request.model));
        keys.insert(request.key);
    }
    return {};
}

std::unexpected<Error> batchTooLarge(const BatchLimits &limits)
{
    return fail(ErrorKind::tooLarge, u"The requests are more than the %1 bytes that a batch may hold"_s.arg(limits.bytes), u"Hand them over in several batches"_s);
}

bool isBatchId(QStringView id)
{
    static const QRegularExpression form(u"\\A[A-Za-z0-9_:-][A-Za-z0-9_.:-]{0,199}\\z"_s);
    return form.matchView(id).hasMatch();
}

std::unexpected<Error> notAnswered()
{
    return fail(ErrorKind::cancelled, u"The batch ended before this request was answered"_s, u"It was not billed and can be asked again"_s);
}

QList<QByteArrayView> linesOf(QByteArrayView text)
{
    QList<QByteArrayView> lines;
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        const QByteArrayView line = (end < 0 ? text : text.first(end)).trimmed();
        text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
        if (!line.isEmpty())
            lines.append(line);
    }
    return lines;
}

qsizetype wholeLines(QByteArrayView text)
{
    const qsizetype lines = linesOf(text).size();
    const QByteArrayView end = text.trimmed();
    const bool isCut = !end.isEmpty() && !text.endsWith('\n') && !end.endsWith('}');
    return isCut ? lines - 1 : lines;
}

std::unexpected<Error> notAllCame(qsizetype came, qsizetype of, const QString &job)
{
    return fail(
        ErrorKind::reset, u"%1 of the %2 answers of batch %3 came"_s.arg(QString::number(came), QString::number(of), job), u"Fetch them again; they are kept by the provider"_s);
}

} // namespace assay::provider::wire
