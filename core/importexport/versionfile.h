// SPDX-License-Identifier: GPL-3.0-or-later
// One prompt version as a Markdown file, made to be read, reviewed and kept in git. The head (frontmatter.h) has number, parent, note, author, date, the
// content hash and the parameters; below it stand the messages, then, where there are any, schema, tools, snippets and examples (textsections.h). Keys of the
// head have the spellings that spelling.h understands.
#pragma once

#include "core/importexport/textsections.h"
#include "core/importexport/versionsections.h"
#include "core/importexport/yaml.h"
#include "core/prompt/promptversion.h"

namespace assay::importexport {

struct VersionFile {
    QString prompt;             ///< empty: the file does not say
    int number = 0;             ///< 0: the file does not say
    prompt::Version version;    ///< its content hash is that of the content as it was read; a date at 1970-01-01T00:00Z is not told
    QString statedHash;         ///< as the file says; empty: it does not, as one written by hand
    QList<qint64> messageLines; ///< where each message's text begins, line ends of its own left out
    SectionPlaces memberLines;  ///< of what stands below the head: "responseSchema", "tools[0]"
    bool saysTemplateOptions = false;
    qint64 hashLine = 1;
    qint64 mergeMarkLine = 0; ///< of a line in a text that is like a mark of a merge; 0: there is none

    /// The file says that it is another text: it was edited since it was written.
    [[nodiscard]] bool isEdited() const { return !statedHash.isEmpty() && statedHash != version.contentHash; }
};

/// Reading it back gives the same version but for its ids. Errors: invalidInput for a text with half a character, which no file can hold.
[[nodiscard]] Result<QByteArray> toBytes(const prompt::Version &version);

/// A mark of a merge is text where the hash fits with it: an earlier Assay wrote such lines as they are. Otherwise it is a fault.
/// Errors: parse or invalidInput, with file, line, and the member where there is one. Templates are not looked into.
[[nodiscard]] Result<VersionFile> versionFromBytes(const QByteArray &bytes, const QString &file);

} // namespace assay::importexport
