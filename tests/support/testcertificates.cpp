// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testcertificates.h"

#include <QFile>
#include <QProcess>
#include <QSslKey>

namespace assay::test {

using namespace Qt::StringLiterals;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList newKey(const QString &name)
{
    return {
        u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-keyout"_s, name + u".key"_s, u"-out"_s, name + u".pem"_s};
}

} // namespace

TestCertificates::TestCertificates()
{
    m_areMade = makeAuthority(u"ca"_s, {u"-days"_s, u"2"_s}) && makeAuthority(u"expired-ca"_s, longAgo()) && make({.name = u"server"_s});
}

bool TestCertificates::makeAuthority(const QString &name, const QStringList &validity)
{
    return openSsl(newKey(name) + QStringList{u"-subj"_s, u"/CN=test authority"_s} + validity);
}

bool TestCertificates::make(const Wish &wish)
{
    return openSsl(newKey(wish.name)
        + QStringList{u"-subj"_s, u"/CN=test server"_s, u"-addext"_s, QString(u"subjectAltName="_s + wish.hosts), u"-addext"_s, u"basicConstraints=critical,CA:FALSE"_s, u"-CA"_s,
            u"ca.pem"_s, u"-CAkey"_s, u"ca.key"_s}
        + wish.validity);
}

QSslConfiguration TestCertificates::server(const QList<QByteArray> &protocols, const QString &name) const
{
    QSslConfiguration made;
    made.setLocalCertificate(QSslCertificate(contents(path(name + u".pem"_s))));
    made.setPrivateKey(QSslKey(contents(path(name + u".key"_s)), QSsl::Ec));
    made.setAllowedNextProtocols(protocols);
    return made;
}

bool TestCertificates::openSsl(const QStringList &arguments) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(u"openssl"_s, arguments);
    return process.waitForFinished(20'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

} // namespace assay::test
