// SPDX-License-Identifier: GPL-3.0-or-later
// A key that can be recognised, with every API and every way of a server to send it back: it is in no file, no output, no argument and no other
// process's environment, in whatever form.
#include "tests/support/faults/faultserver.h"
#include "tests/support/faults/keyforms.h"
#include "tests/support/program.h"
#include "tests/support/rawsqlite.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

const QString kWorkspace = u"w.assay"_s;

// At the first request, so that what is asked again comes to an end.
QString choose(const AskedCell &asked)
{
    return asked.before == 0 && asked.mark != u"plain" ? asked.mark : u"sound"_s;
}

QByteArray itemsOf(const QStringList &marks)
{
    QByteArray lines;
    for (const QString &mark : marks)
        lines += R"({"key":")" + mark.toUtf8() + R"(","vars":{"mark":")" + mark.toUtf8() + R"("},"assertions":[{"type":"contains","value":"ok"}]})" + "\n";
    return lines;
}

QStringList marks(const ApiDialect &dialect, bool isStreamed)
{
    QStringList all{u"plain"_s};
    for (const Fault &echo : echoes()) {
        const bool isPossible = echo.reply({.dialect = dialect, .isStreamed = isStreamed, .path = "/x", .server = QUrl(u"http://127.0.0.1:1"_s), .key = canaryKey()}).has_value();
        if (isPossible && echo.name != u"echo-in-a-refused-key")
            all.append(echo.name);
    }
    return all;
}

class Searched {
public:
    explicit Searched(const Program &assay) : m_assay(assay) {}

    /// Runs it and keeps what it said.
    int run(const QStringList &arguments)
    {
        const Ended ended = m_assay.run(arguments);
        take(u"said by "_s + arguments.join(u' '), ended.said());
        return ended.code;
    }
    void take(const QString &where, const QByteArray &bytes)
    {
        m_words += bytes;
        for (const QString &form : formsFoundIn(bytes, canaryKey()))
            m_found.append(where + u": "_s + form);
    }
    [[nodiscard]] QByteArray found() const { return QStringList(m_found + formsFoundBelow(m_assay.path(u"."_s), canaryKey())).join(u"\n"_s).toUtf8(); }
    [[nodiscard]] const QByteArray &words() const { return m_words; }

private:
    const Program &m_assay;
    QStringList m_found;
    QByteArray m_words;
};

QByteArray procFile(const QProcess &process, const QString &name)
{
    QFile file(u"/proc/%1/%2"_s.arg(process.processId()).arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QStringList kRun{u"run"_s, kWorkspace, u"--set"_s, u"items"_s, u"--prompt"_s, u"p@1"_s, u"--prompt"_s, u"p@2"_s, u"--model"_s, u"m"_s, u"--cache"_s, u"off"_s};

} // namespace

class TestCanary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSearchFindsEveryForm()
    {
        const QByteArray key = canaryKey();
        QStringList found = formsFoundIn(everyFormOf(key).toUtf8(), key);
        const QString text = QString::fromUtf8(key);
        const QByteArray utf16(reinterpret_cast<const char *>(text.utf16()), 2 * text.size());
        found += formsFoundIn("x" + utf16, key);
        found += formsFoundIn("x" + QByteArray(1, '\0') + utf16.chopped(1), key);
        QCOMPARE(found.removeDuplicates(), 0);
        QCOMPARE(found.size(), 13);
    }

    void aKeyThatIsSentBackIsNowhere_data()
    {
        QTest::addColumn<QString>("api");
        QTest::addColumn<bool>("isStreamed");
        for (const auto &dialect : apiDialects()) {
            QTest::addRow("%s, streamed", qPrintable(dialect->name())) << dialect->name() << true;
            QTest::addRow("%s, plain", qPrintable(dialect->name())) << dialect->name() << false;
        }
    }

    void aKeyThatIsSentBackIsNowhere()
    {
        QFETCH(const QString, api);
        QFETCH(const bool, isStreamed);
        const ApiDialect &dialect = *apiDialect(api);
        const FaultServer server(&choose);
        Program assay;
        assay.setVariable(u"CANARY_KEY"_s, QString::fromUtf8(canaryKey()));
        makeWorkspace(assay, server, dialect, isStreamed);
        Searched searched(assay);
        searched.run(kRun + QStringList{u"--report"_s, u"a.html"_s, u"--json"_s, u"a.json"_s});
        const qsizetype asked = server.wire().requests().size();
        QCOMPARE(keyIn(server.wire().requests().first()), canaryKey());
        // It came back, and what it came back in was kept.
        QVERIFY(asked >= 2 * marks(dialect, isStreamed).size());
        QVERIFY(assay.read(u"a.json"_s).contains("[REDACTED:key]"));
        reportEverything(searched);
        QCOMPARE(searched.found(), QByteArray());
        QVERIFY(searched.words().contains("[REDACTED:key]"));
        QCOMPARE(server.strays(), QStringList());
    }

    void aKilledRunLeavesNoKeyBehind()
    {
        const FaultServer server([](const AskedCell &asked) { return asked.mark == u"plain" ? u"stall-in-the-body"_s : choose(asked); });
        Program assay;
        assay.setVariable(u"CANARY_KEY"_s, QString::fromUtf8(canaryKey()));
        makeWorkspace(assay, server, *apiDialect(u"openai"), true);
        Searched searched(assay);
        const auto running = assay.start(kRun);
        QTRY_VERIFY_WITH_TIMEOUT(server.wire().requestCount() >= 20, 60'000);
        searched.take(u"arguments"_s, procFile(*running, u"cmdline"_s));
        QVERIFY(procFile(*running, u"limits"_s).simplified().contains("Max core file size 0 0"));
        ::kill(static_cast<pid_t>(running->processId()), SIGABRT);
        searched.take(u"said"_s, Program::endOf(*running).said());
        QVERIFY(QFile::exists(assay.path(kWorkspace + u"-wal"_s)));
        QCOMPARE(searched.found(), QByteArray());
    }

    void aKeyOfACommandReachesNoOtherProcess()
    {
        const FaultServer server(&choose);
        const QTemporaryDir vault;
        Program assay;
        // The vault's own folder holds the key, and is not searched.
        const auto script = [](const QString &path, const QByteArray &text) {
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(text) > 0 && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        };
        QVERIFY(script(vault.filePath(u"first"_s), "#!/bin/sh\ncat <<'END'\n" + canaryKey() + "\nEND\n"));
        QVERIFY(script(assay.path(u"second"_s), "#!/bin/sh\nenv > env-of-second.txt\ntr '\\0' ' ' < /proc/$PPID/cmdline > arguments-of-parent.txt\necho another-key-0001\n"));
        makeWorkspace(assay, server, *apiDialect(u"openai"), true, u"command:"_s + vault.filePath(u"first"_s));
        QCOMPARE(assay
                     .run({u"model"_s, kWorkspace, u"--name"_s, u"m2"_s, u"--api-name"_s, u"loopback-1"_s, u"--kind"_s, u"openai"_s, u"--base-url"_s,
                         server.base(*apiDialect(u"openai")).toString(), u"--key"_s, u"command:"_s + assay.path(u"second"_s)})
                     .code,
            0);
        Searched searched(assay);
        searched.run(kRun + QStringList{u"--model"_s, u"m2"_s, u"--concurrency"_s, u"1"_s});
        const QList<LoopbackRequest> requests = server.wire().requests();
        QVERIFY(std::ranges::any_of(requests, [](const LoopbackRequest &request) { return keyIn(request) == canaryKey(); }));
        QVERIFY(assay.read(u"env-of-second.txt"_s).contains("PATH="));
        QVERIFY(assay.read(u"arguments-of-parent.txt"_s).contains("run"));
        QCOMPARE(searched.found(), QByteArray());
    }

    void aRefusedKeyIsNotQuoted_data()
    {
        QTest::addColumn<QString>("api");
        for (const auto &dialect : apiDialects())
            QTest::newRow(qPrintable(dialect->name())) << dialect->name();
    }

    void aRefusedKeyIsNotQuoted()
    {
        QFETCH(const QString, api);
        const FaultServer server([](const AskedCell &) { return u"echo-in-a-refused-key"_s; });
        Program assay;
        assay.setVariable(u"CANARY_KEY"_s, QString::fromUtf8(canaryKey()));
        makeWorkspace(assay, server, *apiDialect(api), true);
        Searched searched(assay);
        QCOMPARE(searched.run(kRun + QStringList{u"--report"_s, u"a.md"_s}), 3);
        QVERIFY2(searched.words().contains("you sent"), searched.words().constData());
        QVERIFY(searched.words().contains("[REDACTED:key]"));
        QCOMPARE(searched.found(), QByteArray());
    }

private:
    void makeWorkspace(const Program &assay, const FaultServer &server, const ApiDialect &dialect, bool isStreamed, const QString &key = u"env:CANARY_KEY"_s)
    {
        QStringList import{u"import"_s, kWorkspace, assay.write(u"items.jsonl"_s, itemsOf(marks(dialect, isStreamed)))};
        for (const QByteArray version : {"1", "2"})
            import.append(assay.write(QString::fromLatin1("p-" + version + ".yaml"),
                "prompt: p\nparameters: {maxOutputTokens: 10}\nmessages:\n  - role: user\n    template: 'v" + version + " #{{ mark }}#'\n"));
        QCOMPARE(assay.run(import).code, 0);
        const Ended added = assay.run({u"model"_s, kWorkspace, u"--name"_s, u"m"_s, u"--api-name"_s, u"loopback-"_s + (isStreamed ? u"s"_s : u"p"_s), u"--kind"_s, dialect.kind(),
            u"--base-url"_s, server.base(dialect).toString(), u"--key"_s, key});
        QVERIFY2(added.code == 0, added.err.constData());
        if (!isStreamed)
            rawExecute(assay.path(kWorkspace), u"UPDATE models SET stream = 0"_s);
    }

    // Everything that writes or shows what a run holds.
    void reportEverything(Searched &searched)
    {
        const LoopbackServer collector([](const LoopbackRequest &) { return LoopbackReply::json(200, "{}"); });
        for (const QString &report : {u"b.html"_s, u"b.md"_s, u"b.json"_s})
            QCOMPARE(searched.run({u"report"_s, kWorkspace, report}), 0);
        for (const QString &format : {u"text"_s, u"jsonl"_s, u"otlp"_s})
            QCOMPARE(searched.run({u"log"_s, kWorkspace, u"last"_s, u"--format"_s, format}), 0);
        QCOMPARE(searched.run({u"log"_s, kWorkspace, u"last"_s, u"--send"_s, collector.url(u"/v1/traces"_s).toString()}), 0);
        for (const LoopbackRequest &request : collector.requests())
            searched.take(u"sent to a collector"_s, request.body);
        QCOMPARE(searched.run({u"compare"_s, kWorkspace, u"--items"_s}), 0);
        QCOMPARE(searched.run({u"show"_s, kWorkspace}), 0);
        searched.run({u"regrade"_s, kWorkspace, u"last"_s});
        QCOMPARE(searched.run({u"export"_s, kWorkspace, u"--set"_s, u"items"_s, u"--output"_s, u"items-again.jsonl"_s}), 0);
    }
};

QTEST_GUILESS_MAIN(TestCanary)
#include "tst_canary.moc"
