// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/author.h"

#include <QProcess>

#include <pwd.h>
#include <unistd.h>

namespace assay::settings {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 1000;
constexpr qsizetype kLongest = 100;

QString gitName()
{
    QProcess git;
    git.start(u"git"_s, {u"config"_s, u"--get"_s, u"user.name"_s}, QIODevice::ReadOnly);
    if (!git.waitForFinished(kPatienceMs)) {
        git.kill();
        git.waitForFinished(kPatienceMs);
        return {};
    }
    return git.exitStatus() == QProcess::NormalExit && git.exitCode() == 0 ? QString::fromUtf8(git.readAllStandardOutput()).simplified() : QString();
}

QString accountName()
{
    const passwd *account = ::getpwuid(::getuid());
    if (account == nullptr)
        return {};
    // The first field of several that offices once filled in.
    const QString full = QString::fromLocal8Bit(account->pw_gecos).section(u',', 0, 0).simplified();
    return full.isEmpty() ? QString::fromLocal8Bit(account->pw_name) : full;
}

} // namespace

QString author()
{
    QString name = qEnvironmentVariable("ASSAY_AUTHOR").simplified();
    if (name.isEmpty())
        name = gitName();
    if (name.isEmpty())
        name = accountName();
    return name.left(kLongest);
}

} // namespace assay::settings
