// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <QFile>

namespace assay::test {

using namespace Qt::StringLiterals;

namespace {
constexpr int kNeverMs = 120'000;
}

Program::Program() : m_environment(QProcessEnvironment::systemEnvironment())
{
    for (const QString &name : {u"HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_CONFIG_HOME"_s, u"XDG_CACHE_HOME"_s})
        m_environment.insert(name, m_folder.path());
    m_environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    m_environment.remove(u"DISPLAY"_s);
    m_environment.remove(u"WAYLAND_DISPLAY"_s);
}

Ended Program::run(const QStringList &arguments, const QByteArray &input) const
{
    const auto process = start(arguments);
    process->write(input);
    process->closeWriteChannel();
    return endOf(*process);
}

std::unique_ptr<QProcess> Program::start(const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    process->setWorkingDirectory(m_folder.path());
    process->start(QStringLiteral(ASSAY_PROGRAM), arguments);
    return process;
}

Ended Program::endOf(QProcess &process)
{
    if (process.state() != QProcess::NotRunning && !process.waitForFinished(kNeverMs))
        process.kill();
    process.waitForFinished(kNeverMs);
    const bool isOrderly = process.exitStatus() == QProcess::NormalExit && process.error() == QProcess::UnknownError;
    return {.code = isOrderly ? process.exitCode() : -1, .out = process.readAllStandardOutput(), .err = process.readAllStandardError()};
}

QString Program::write(const QString &file, const QByteArray &bytes) const
{
    QFile target(path(file));
    if (!target.open(QIODevice::WriteOnly) || target.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(target.fileName()));
    return target.fileName();
}

QByteArray Program::read(const QString &file) const
{
    QFile source(path(file));
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}

} // namespace assay::test
