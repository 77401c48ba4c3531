// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/commandkeystore.h"

#include "core/base/awaitfuture.h"

#include <QProcess>
#include <QPromise>
#include <QTimer>

#include <csignal>

#include <unistd.h>

#include <algorithm>

namespace assay::secrets {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostOutput = 16 * 1024;
constexpr qsizetype kMostQuoted = 200;

std::unexpected<Error> missing(const QString &message, const QString &hint = {})
{
    return fail(ErrorKind::secretMissing, message, hint.isEmpty() ? u"Try the command in a terminal, or change the provider's key source"_s : hint);
}

QString firstLine(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes.trimmed().split('\n').first().left(kMostQuoted)).simplified();
}

// One program, from its start to its end.
class Command {
public:
    explicit Command(std::chrono::milliseconds patience)
    {
        m_ended.start();
        // A group of its own, so that what the program starts ends with it.
        m_process.setChildProcessModifier([] { ::setsid(); });
        m_process.setStandardInputFile(QProcess::nullDevice());
        m_clock.setSingleShot(true);
        QObject::connect(&m_process, &QProcess::finished, &m_process, [this] { finish(); });
        QObject::connect(&m_process, &QProcess::errorOccurred, &m_process, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                finish();
        });
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] {
            if (m_process.bytesAvailable() > kMostOutput)
                kill();
        });
        QObject::connect(&m_clock, &QTimer::timeout, &m_process, [this] {
            m_isLate = true;
            kill();
        });
        m_clock.start(patience);
    }
    ~Command() { kill(); }
    Command(const Command &) = delete;
    Command &operator=(const Command &) = delete;

    [[nodiscard]] QFuture<bool> run(const QStringList &words)
    {
        m_process.start(words.first(), words.mid(1), QIODevice::ReadOnly);
        return m_ended.future();
    }

    [[nodiscard]] Result<Secret> key(const QString &program)
    {
        if (m_isLate)
            return missing(u"The command %1 gave no key in time"_s.arg(program));
        if (m_process.error() == QProcess::FailedToStart)
            return missing(u"The command %1 cannot be started"_s.arg(program), u"Check that it is installed and in the PATH"_s);
        QByteArray output = m_process.readAllStandardOutput();
        const Secret whole(std::move(output)); // wiped whatever happens
        if (m_process.exitStatus() != QProcess::NormalExit || m_process.exitCode() != 0) {
            const QString said = firstLine(m_process.readAllStandardError());
            return missing(u"The command %1 failed with exit code %2%3"_s.arg(program, QString::number(m_process.exitCode()), said.isEmpty() ? QString() : u": "_s + said));
        }
        const auto line = whole.bytes().trimmed();
        Secret found(line.first(std::max<qsizetype>(line.indexOf('\n'), line.contains('\n') ? 0 : line.size())).trimmed().toByteArray());
        if (found.isEmpty())
            return missing(u"The command %1 printed nothing"_s.arg(program));
        if (!std::ranges::all_of(found.bytes(), [](char c) { return c > 0x20 && c < 0x7f; }))
            return missing(u"What the command %1 printed cannot be a key: it holds blanks or characters outside ASCII"_s.arg(program));
        return found;
    }

private:
    void finish()
    {
        if (std::exchange(m_hasEnded, true))
            return;
        m_clock.stop();
        m_ended.addResult(true);
        m_ended.finish();
    }

    void kill()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        ::kill(-static_cast<pid_t>(m_process.processId()), SIGKILL);
        m_process.kill();
        m_process.waitForFinished(1'000);
    }

    QPromise<bool> m_ended;
    bool m_hasEnded = false;
    bool m_isLate = false;
    QTimer m_clock;
    QProcess m_process; // last: its end tells the others
};

QCoro::Task<Result<Secret>> fromCommand(QString text, std::chrono::milliseconds patience)
{
    const auto words = wordsOf(text);
    if (!words || words->isEmpty())
        co_return missing(u"The key source's command has an unfinished quote, or no words"_s, u"Write it such as command:op read op://vault/item/field"_s);
    auto command = std::make_unique<Command>(patience);
    (void)co_await AwaitFuture(command->run(*words));
    co_return command->key(words->first());
}

} // namespace

std::optional<QStringList> wordsOf(QStringView command)
{
    QStringList words;
    QString word;
    bool hasWord = false;
    QChar quote;
    for (qsizetype i = 0; i < command.size(); ++i) {
        const QChar c = command.at(i);
        if (c == u'\\' && quote != u'\'' && i + 1 < command.size()) {
            word += command.at(++i);
            hasWord = true;
        } else if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
            else
                word += c;
        } else if (c == u'"' || c == u'\'') {
            quote = c;
            hasWord = true;
        } else if (!c.isSpace()) {
            word += c;
            hasWord = true;
        } else if (std::exchange(hasWord, false)) {
            words.append(std::exchange(word, {}));
        }
    }
    if (!quote.isNull())
        return std::nullopt;
    if (hasWord)
        words.append(word);
    return words;
}

QString CommandKeyStore::scheme() const
{
    return u"command"_s;
}

QCoro::Task<Result<Secret>> CommandKeyStore::lookUp(QString name)
{
    return fromCommand(std::move(name), m_patience);
}

} // namespace assay::secrets
