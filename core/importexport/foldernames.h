// SPDX-License-Identifier: GPL-3.0-or-later
// Names of prompts and snippets as names of files that every system takes, that read like the name, and that give it back.
#pragma once

#include <QSet>
#include <QString>

#include <optional>

namespace assay::importexport {

/// Letters and digits of all scripts, blanks and "-_.+,()" stay; everything else, a dot or blank at an end and names that Windows keeps for itself are
/// written as %XX of their UTF-8, so are letters that a system would put together or take apart. A name too long for a file is cut and gets its hash.
[[nodiscard]] QString fileNameOf(const QString &name);
/// The name that gave the file name, also with a number behind "~"; nothing for one that was cut.
[[nodiscard]] std::optional<QString> nameOfFile(const QString &fileName);

/// File names that may stand beside each other on every system: no two differ by capitals alone.
class FileNames {
public:
    /// Keeps a file name that is there already.
    void take(const QString &fileName) { m_taken.insert(folded(fileName)); }
    /// fileNameOf(), with "~2", "~3" … behind it where that is taken.
    [[nodiscard]] QString newName(const QString &name);

private:
    [[nodiscard]] static QString folded(const QString &fileName) { return fileName.toCaseFolded(); }
    QSet<QString> m_taken;
};

} // namespace assay::importexport
