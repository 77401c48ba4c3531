// SPDX-License-Identifier: GPL-3.0-or-later
// "\ud83d\ude00" in a double-quoted YAML text is one character, as JSON writes it, but yaml-cpp refuses half a pair. Whether a text is double-quoted is known
// to yaml-cpp alone, so each pair is read as an escape that is as long and is nowhere else in the file, and put back in what was read: as the character
// where yaml-cpp took it for an escape, as it was where it did not.
#pragma once

#include <QByteArray>
#include <QList>

#include <string>

namespace assay::importexport {

class EscapedPairs {
public:
    explicit EscapedPairs(const QByteArray &yaml);

    /// What to read instead: as long, line by line.
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    /// A text that was read.
    [[nodiscard]] std::string restored(const std::string &text) const;

private:
    struct Pair {
        QByteArray written;
        QByteArray character;
    };
    QByteArray m_bytes;
    QList<Pair> m_pairs;
    QByteArray m_escape; ///< such as "\uf8ff"; the pair's number stands behind it
    QByteArray m_read;   ///< the character that it is
};

} // namespace assay::importexport
