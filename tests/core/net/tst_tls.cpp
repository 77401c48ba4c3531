// SPDX-License-Identifier: GPL-3.0-or-later
// What holds over TLS too, with HTTP/1.1 and HTTP/2: the certificate is checked, and a request leaves once whatever the connection does.
#include "core/net/connectionpool.h"

#include <QCoro/QCoroTask>
#include <QProcess>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace assay;
using namespace assay::net;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

enum class Behaviour { answers, closesUnanswered, cutsTheBody };

// Frames of RFC 9113, section 4.1, as few as one answer needs.
constexpr char kHeaders = 1;
constexpr char kSettings = 4;
constexpr char kPing = 6;
constexpr char kGoAway = 7;

QByteArray frame(char type, char flags, quint32 stream, const QByteArray &payload)
{
    QByteArray bytes;
    bytes.append(static_cast<char>(payload.size() >> 16)).append(static_cast<char>(payload.size() >> 8)).append(static_cast<char>(payload.size()));
    bytes.append(type).append(flags);
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.append(static_cast<char>(stream >> shift));
    return bytes + payload;
}

class TlsServer final : public QSslServer {
public:
    TlsServer(const QSslConfiguration &configuration, Behaviour behaviour) : m_behaviour(behaviour)
    {
        setSslConfiguration(configuration);
        connect(this, &QSslServer::pendingConnectionAvailable, this, [this] {
            while (auto *socket = qobject_cast<QSslSocket *>(nextPendingConnection())) {
                connect(socket, &QSslSocket::readyRead, this, [this, socket] { read(socket); });
                connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port");
    }

    [[nodiscard]] QUrl url() const { return QUrl(u"https://localhost:%1/v1/chat"_s.arg(serverPort())); }

    int requests = 0; ///< whose head came
    int whole = 0;    ///< whose body came too
    QByteArray protocol;

private:
    void read(QSslSocket *socket)
    {
        QByteArray &buffer = m_buffers[socket];
        buffer += socket->readAll();
        protocol = socket->sslConfiguration().nextNegotiatedProtocol();
        if (protocol == "h2")
            readFrames(socket, buffer);
        else
            readHttp1(socket, buffer);
    }

    void readHttp1(QSslSocket *socket, QByteArray &buffer)
    {
        const qsizetype head = buffer.indexOf("\r\n\r\n");
        if (head < 0)
            return;
        const bool hasBody = buffer.startsWith("POST");
        if (hasBody && !buffer.endsWith('}'))
            return;
        ++requests;
        ++whole;
        buffer.clear();
        if (m_behaviour == Behaviour::answers)
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        else if (m_behaviour == Behaviour::cutsTheBody)
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nok");
        if (m_behaviour != Behaviour::answers)
            socket->disconnectFromHost();
    }

    void readFrames(QSslSocket *socket, QByteArray &buffer)
    {
        const QByteArray preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        if (buffer.startsWith(preface)) {
            buffer.remove(0, preface.size());
            socket->write(frame(kSettings, 0, 0, {}));
        }
        while (buffer.size() >= 9) {
            const auto byte = [&buffer](qsizetype at) { return static_cast<quint32>(static_cast<uchar>(buffer.at(at))); };
            const quint32 length = byte(0) << 16 | byte(1) << 8 | byte(2);
            const char type = buffer.at(3);
            const auto flags = byte(4);
            const quint32 stream = (byte(5) << 24 | byte(6) << 16 | byte(7) << 8 | byte(8)) & 0x7fffffff;
            if (buffer.size() < 9 + qsizetype(length))
                return;
            buffer.remove(0, 9 + qsizetype(length));
            if (type == kSettings && flags == 0)
                socket->write(frame(kSettings, 1, 0, {}));
            if (type == kPing && flags == 0)
                socket->write(frame(kPing, 1, 0, QByteArray(8, '\0')));
            requests += type == kHeaders;
            if ((type == 0 || type == kHeaders) && (flags & 1)) {
                ++whole;
                answerFrames(socket, stream);
            }
        }
    }

    void answerFrames(QSslSocket *socket, quint32 stream)
    {
        // The static entry ":status: 200" of RFC 7541, appendix A, is number 8.
        const QByteArray head = frame(kHeaders, 4, stream, QByteArray(1, char(0x88)));
        if (m_behaviour == Behaviour::answers) {
            socket->write(head + frame(0, 1, stream, "ok"));
        } else if (m_behaviour == Behaviour::cutsTheBody) {
            socket->write(head + frame(0, 0, stream, "ok"));
            socket->disconnectFromHost();
        } else {
            socket->write(frame(kGoAway, 0, 0, QByteArray(8, '\0')));
            socket->disconnectFromHost();
        }
    }

    Behaviour m_behaviour;
    QHash<QSslSocket *, QByteArray> m_buffers;
};

HttpRequest requestTo(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    request.body = "{\"a\":1}";
    request.headers.append("Content-Type", "application/json");
    request.timeouts = {.connect = 10s, .idle = 1s, .total = 20s};
    return request;
}

} // namespace

class TestTls : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_authority;
    QSslConfiguration m_configuration;

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    bool openSsl(const QStringList &arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(u"openssl"_s, arguments);
        return process.waitForFinished(20'000) && process.exitCode() == 0;
    }

    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QSslConfiguration configuration(bool offersHttp2) const
    {
        QSslConfiguration made = m_configuration;
        QList<QByteArray> protocols;
        if (offersHttp2)
            protocols.append("h2");
        made.setAllowedNextProtocols(protocols + QList<QByteArray>{"http/1.1"});
        return made;
    }

    HttpResult ask(const QUrl &url, const QString &caFile, QByteArray *body = nullptr)
    {
        ConnectionPool pool;
        const auto transport = pool.lease(url, 4, caFile);
        if (!transport) {
            HttpResult refused;
            refused.error = transport.error();
            return refused;
        }
        const ChunkSink sink = [body](const HttpHead &, QByteArrayView piece) {
            if (body != nullptr)
                body->append(piece);
            return Flow::more;
        };
        return QCoro::waitFor((*transport)->send(requestTo(url), sink, {}));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_authority = path(u"ca.pem"_s);
        QVERIFY2(openSsl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=test authority"_s, u"-keyout"_s, u"ca.key"_s,
                     u"-out"_s, u"ca.pem"_s}),
            "openssl is needed");
        QVERIFY(openSsl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=localhost"_s, u"-addext"_s,
            u"subjectAltName=DNS:localhost"_s, u"-addext"_s, u"basicConstraints=critical,CA:FALSE"_s, u"-CA"_s, u"ca.pem"_s, u"-CAkey"_s, u"ca.key"_s, u"-keyout"_s,
            u"server.key"_s, u"-out"_s, u"server.pem"_s}));
        m_configuration.setLocalCertificate(QSslCertificate(contents(path(u"server.pem"_s))));
        m_configuration.setPrivateKey(QSslKey(contents(path(u"server.key"_s)), QSsl::Rsa));
    }

    void aCertificateOfAnAuthorityOfOnesOwnIsTrustedWhenItIsNamed()
    {
        TlsServer server(configuration(false), Behaviour::answers);
        QByteArray body;
        const HttpResult result = ask(server.url(), m_authority, &body);
        QVERIFY2(!result.error, result.error ? qPrintable(result.error->describe()) : "");
        QCOMPARE(result.head.status, 200);
        QCOMPARE(body, "ok");
    }

    void anUnknownAuthorityIsRefusedAndSaid()
    {
        TlsServer server(configuration(false), Behaviour::answers);
        const HttpResult result = ask(server.url(), {});
        QVERIFY(result.error);
        QCOMPARE(result.error->kind, ErrorKind::connect);
        QVERIFY2(result.error->message.contains(u"localhost"_s) && result.error->message.contains(u"certificate"_s), qPrintable(result.error->message));
        QVERIFY2(result.error->hint.contains(u"caFile"_s), qPrintable(result.error->hint));
        QCOMPARE(server.requests, 0);
    }

    void aFileWithoutACertificateIsRefusedByName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("says");
        QTest::newRow("missing") << u"nothing.pem"_s << u"cannot be read"_s;
        QTest::newRow("a key") << u"ca.key"_s << u"holds no certificate"_s;
    }

    void aFileWithoutACertificateIsRefusedByName()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, says);
        const HttpResult result = ask(QUrl(u"https://localhost:1/"_s), path(name));
        QVERIFY(result.error);
        QCOMPARE(result.error->kind, ErrorKind::invalidInput);
        QVERIFY2(result.error->message.contains(says), qPrintable(result.error->message));
        QCOMPARE(result.error->contextValue(u"file"), path(name));
    }

    void http2IsSpokenWhereItIsOffered()
    {
        TlsServer server(configuration(true), Behaviour::answers);
        QByteArray body;
        const HttpResult result = ask(server.url(), m_authority, &body);
        QVERIFY2(!result.error, result.error ? qPrintable(result.error->describe()) : "");
        QCOMPARE(server.protocol, "h2");
        QCOMPARE(body, "ok");
        QCOMPARE(server.requests, 1);
    }

    void aRequestLeavesOnceWhateverTheConnectionDoes_data()
    {
        QTest::addColumn<bool>("offersHttp2");
        QTest::addColumn<Behaviour>("behaviour");
        for (const bool offersHttp2 : {false, true}) {
            QTest::addRow("%s, closed unanswered", offersHttp2 ? "HTTP/2" : "HTTP/1.1") << offersHttp2 << Behaviour::closesUnanswered;
            QTest::addRow("%s, cut in the body", offersHttp2 ? "HTTP/2" : "HTTP/1.1") << offersHttp2 << Behaviour::cutsTheBody;
        }
    }

    void aRequestLeavesOnceWhateverTheConnectionDoes()
    {
        QFETCH(const bool, offersHttp2);
        QFETCH(const Behaviour, behaviour);
        TlsServer server(configuration(offersHttp2), behaviour);
        const HttpResult result = ask(server.url(), m_authority);
        QVERIFY(result.error);
        // Over TLS, Qt does not tell the end of a connection that breaks right after data: then the idle clock ends the call.
        QVERIFY(result.error->kind == ErrorKind::reset || (behaviour == Behaviour::cutsTheBody && result.error->kind == ErrorKind::timeout));
        QCOMPARE(server.protocol, offersHttp2 ? "h2" : "http/1.1");
        QCOMPARE(server.whole, 1);
        QCOMPARE(server.requests, 1);
    }

    void manyCallsShareOneConnectionOverHttp2()
    {
        TlsServer server(configuration(true), Behaviour::answers);
        ConnectionPool pool;
        const auto transport = pool.lease(server.url(), 64, m_authority);
        QVERIFY(transport);
        std::vector<QCoro::Task<HttpResult>> tasks;
        for (int call = 0; call < 64; ++call)
            tasks.push_back((*transport)->send(requestTo(server.url()), [](const HttpHead &, QByteArrayView) { return Flow::more; }, {}));
        for (auto &task : tasks) {
            const HttpResult result = QCoro::waitFor(std::move(task));
            QVERIFY2(!result.error, result.error ? qPrintable(result.error->describe()) : "");
        }
        QCOMPARE(server.requests, 64);
    }
};

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
