// SPDX-License-Identifier: GPL-3.0-or-later
// Collects what is wrong with a file, line by line, so that its author sees everything at once.
#pragma once

#include "core/base/error.h"

#include <QHash>

namespace assay::importexport {

class BadLines {
public:
    explicit BadLines(QString file) : m_file(std::move(file)) {}

    void add(ErrorKind kind, qint64 line, const QString &why);
    /// Notes the key's line; a second time it is a bad line that names both.
    void noteKey(const QString &key, qint64 line);
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    /// One error: the first bad line as its place, up to 20 of them in the message.
    [[nodiscard]] Error error() const;

private:
    QString m_file;
    ErrorKind m_kind = ErrorKind::parse;
    qint64 m_firstLine = 0;
    qsizetype m_count = 0;
    QStringList m_reasons;
    QHash<QString, qint64> m_keys;
};

/// Why a line is bad, in one line: message, column and hint.
[[nodiscard]] QString reasonOf(const Error &error);

} // namespace assay::importexport
