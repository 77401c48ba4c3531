// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/faultserver.h"

#include "core/base/json.h"

#include <QRegularExpression>

namespace assay::test {

using namespace Qt::StringLiterals;

namespace {

struct Read {
    const ApiDialect *dialect = nullptr;
    AskedCell cell;
};

// The name between this part of a path and what ends it.
QString nameAfter(const QString &path, const QString &part, QChar end)
{
    const qsizetype at = path.indexOf(part);
    return at < 0 ? QString() : path.sliced(at + part.size()).section(end, 0, 0);
}

Read readRequest(const LoopbackRequest &request)
{
    static const QRegularExpression mark(u"#([a-z0-9-]+)#"_s);
    const QString path = QString::fromUtf8(request.path);
    const auto body = parseJson(QByteArrayView(request.body));
    Read read;
    read.dialect = apiDialect(path.section(u'/', 1, 1));
    if (read.dialect == nullptr || request.method != "POST" || !body || !body->is_object())
        return {};
    AskedCell &cell = read.cell;
    cell.api = read.dialect->name();
    cell.isStreamed = path.contains(u":streamGenerateContent") || (body->contains("stream") && body->at("stream").as<bool>());
    cell.model = body->contains("model") ? toQString(body->at("model")) : QString();
    if (cell.api == u"azure")
        cell.model = nameAfter(path, u"/deployments/"_s, u'/');
    else if (cell.api == u"gemini")
        cell.model = nameAfter(path, u"/models/"_s, u':');
    cell.mark = mark.match(QString::fromUtf8(request.body)).captured(1);
    return cell.model.isEmpty() || cell.mark.isEmpty() ? Read() : read;
}

} // namespace

QString AskedCell::name() const
{
    return QStringList{api, isStreamed ? u"streamed"_s : u"plain"_s, model, mark}.join(u'/');
}

QString FaultServer::byModelAndMark(const AskedCell &asked)
{
    const bool isMet = asked.mark == u"always" || (asked.mark == u"once" && asked.before == 0);
    return isMet ? asked.model : u"sound"_s;
}

FaultServer::FaultServer(Choice choice)
    : m_choice(std::move(choice)),
      m_server(std::make_unique<LoopbackServer>([this](const LoopbackRequest &request) { return answer(request); }))
{
}

QMap<QString, FaultCell> FaultServer::cells() const
{
    const QMutexLocker lock(&m_mutex);
    return m_cells;
}

QStringList FaultServer::strays() const
{
    const QMutexLocker lock(&m_mutex);
    return m_strays;
}

LoopbackReply FaultServer::answer(const LoopbackRequest &request)
{
    Read read = readRequest(request);
    const QMutexLocker lock(&m_mutex);
    FaultCell *cell = read.dialect == nullptr ? nullptr : &m_cells[read.cell.name()];
    const bool isRedirected = request.path.contains("followed=1");
    if (cell != nullptr)
        read.cell.before = isRedirected ? cell->requests - 1 : cell->requests;
    const Fault *met = cell == nullptr ? nullptr : fault(m_choice(read.cell));
    auto reply = met == nullptr ? std::nullopt
                                : met->reply({.dialect = *read.dialect,
                                      .isStreamed = read.cell.isStreamed,
                                      .path = request.path,
                                      .server = QUrl(u"http://"_s + QString::fromLatin1(request.header("host"))),
                                      .key = keyIn(request)});
    if (!reply) {
        m_strays.append(QString::fromUtf8(request.method + ' ' + request.path));
        return LoopbackReply::json(404, "{}");
    }
    cell->requests += !isRedirected;
    cell->redirected += isRedirected;
    const bool isRedirect = reply->status >= 300 && reply->status < 400;
    if (met->billed == Fault::Billed::whole && !isRedirect)
        cell->tokens += kFaultInput + kFaultOutput;
    reply->delay += m_latency.load();
    return *std::move(reply);
}

QByteArray keyIn(const LoopbackRequest &request)
{
    for (const auto *name : {"x-api-key", "api-key", "x-goog-api-key"}) {
        if (const QByteArray key = request.header(name); !key.isEmpty())
            return key;
    }
    const QByteArray bearer = request.header("authorization");
    return bearer.startsWith("Bearer ") ? bearer.sliced(7) : QByteArray();
}

} // namespace assay::test
