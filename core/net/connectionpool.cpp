// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/connectionpool.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace assay::net {

using namespace Qt::StringLiterals;

namespace {

Result<QList<QSslCertificate>> certificatesOf(const QString &path)
{
    if (path.isEmpty())
        return QList<QSslCertificate>();
    const auto refuse = [&path](const QString &message) -> Result<QList<QSslCertificate>> {
        return std::unexpected(
            fail(ErrorKind::invalidInput, message, u"Give a file with certificates in PEM form, or take the option \"caFile\" out"_s).error().with(u"file"_s, path));
    };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refuse(u"the file of certificates cannot be read: %1"_s.arg(file.errorString()));
    const QList<QSslCertificate> certificates = QSslCertificate::fromDevice(&file, QSsl::Pem);
    if (certificates.isEmpty())
        return refuse(u"the file holds no certificate"_s);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto isValid = [&now](const QSslCertificate &certificate) { return certificate.effectiveDate() <= now && now <= certificate.expiryDate(); };
    if (std::ranges::none_of(certificates, isValid))
        return refuse(u"the certificates in the file have expired, or are not valid yet"_s);
    return certificates;
}

} // namespace

Result<std::shared_ptr<HttpTransport>> ConnectionPool::lease(const QUrl &url, int connections, const QString &caFile)
{
    if (connections < 1 || connections > HttpTransport::kMaxConnectionsPerHost)
        return fail(ErrorKind::invalidInput, u"A concurrency of %1 is not possible"_s.arg(connections), u"Set it to between 1 and %1"_s.arg(HttpTransport::kMaxConnectionsPerHost));
    const QString written = caFile.isEmpty() ? QString() : QFileInfo(caFile).lastModified().toString(Qt::ISODateWithMs);
    const QString host = QStringList{url.scheme(), url.authority(), caFile, written}.join(u' ');
    auto found = std::ranges::find_if(m_entries, [&](const auto &entry) { return entry->host == host && entry->reserved + connections <= HttpTransport::kMaxConnectionsPerHost; });
    if (found == m_entries.end()) {
        const auto certificates = certificatesOf(caFile);
        if (!certificates)
            return std::unexpected(certificates.error());
        m_entries.append(std::make_shared<Entry>(*certificates));
        found = std::prev(m_entries.end());
        (*found)->host = host;
    }
    const std::shared_ptr<Entry> entry = *found;
    entry->reserved += connections;
    return std::shared_ptr<HttpTransport>(&entry->transport, [entry, connections](HttpTransport *) { entry->reserved -= connections; });
}

} // namespace assay::net
