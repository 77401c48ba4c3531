// SPDX-License-Identifier: GPL-3.0-or-later
// The real program as a process of its own, with a home of its own that goes away at the end.
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace assay::test {

struct Ended {
    int code = -1; ///< -1 when it crashed, did not start or did not end
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QByteArray said() const { return out + err; }
};

class Program {
public:
    Program();

    /// Runs it to its end, with `input` on standard input.
    [[nodiscard]] Ended run(const QStringList &arguments, const QByteArray &input = {}) const;
    /// Runs it beside the test.
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &arguments) const;
    /// Waits for one that was started.
    [[nodiscard]] static Ended endOf(QProcess &process);

    void setVariable(const QString &name, const QString &value) { m_environment.insert(name, value); }
    [[nodiscard]] const QProcessEnvironment &environment() const { return m_environment; }
    /// Of a file in the test's folder.
    [[nodiscard]] QString path(const QString &file) const { return m_folder.filePath(file); }
    /// Writes a file there and gives its path.
    QString write(const QString &file, const QByteArray &bytes) const;
    [[nodiscard]] QByteArray read(const QString &file) const;

private:
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
};

} // namespace assay::test
