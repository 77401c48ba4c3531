// SPDX-License-Identifier: GPL-3.0-or-later
// Certificates for servers on this machine, made anew by the openssl command in a folder that goes away with them.
#pragma once

#include <QSslConfiguration>
#include <QTemporaryDir>

namespace assay::test {

class TestCertificates {
public:
    struct Wish {
        QString name;                                                        ///< of the files
        QString hosts = QStringLiteral("DNS:localhost,IP:127.0.0.1,IP:::1"); ///< as in subjectAltName
        QStringList validity = {QStringLiteral("-days"), QStringLiteral("2")};
    };

    /// An authority of its own, and a server's certificate by it.
    TestCertificates();

    /// False when the openssl command is missing or failed.
    [[nodiscard]] bool areMade() const { return m_areMade; }
    [[nodiscard]] QString path(const QString &file) const { return m_folder.filePath(file); }
    [[nodiscard]] QString authority() const { return path(QStringLiteral("ca.pem")); }
    /// Another server's certificate by the same authority.
    bool make(const Wish &wish);
    /// What a server with the certificate of that name needs.
    [[nodiscard]] QSslConfiguration server(const QList<QByteArray> &protocols = {"http/1.1"}, const QString &name = QStringLiteral("server")) const;

    static QStringList longAgo() { return {QStringLiteral("-not_before"), QStringLiteral("20200101000000Z"), QStringLiteral("-not_after"), QStringLiteral("20200201000000Z")}; }

private:
    bool makeAuthority(const QString &name, const QStringList &validity);
    bool openSsl(const QStringList &arguments) const;

    QTemporaryDir m_folder;
    bool m_areMade = false;
};

} // namespace assay::test
