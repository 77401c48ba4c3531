// SPDX-License-Identifier: GPL-3.0-or-later
// Standard output and error of the command line: results go to the first, everything else to the second.
#pragma once

#include "core/base/error.h"
#include "core/base/json.h"

#include <QString>

namespace assay::cli {

class Console {
public:
    explicit Console(bool isQuiet = false);

    /// A line of result. Whatever a terminal would act on is shown instead, here and below: names and answers come from elsewhere.
    void print(const QString &line) const;
    /// A file's content as it is.
    void printBytes(const QByteArray &bytes) const;
    void printJson(const Json &json) const;
    /// A line about what goes on; left out with --quiet.
    void note(const QString &line) const;
    /// "assay: message", never left out.
    void complain(const Error &error) const;
    void complain(const QString &line) const;

    void setQuiet(bool isQuiet) { m_isQuiet = isQuiet; }
    [[nodiscard]] bool isQuiet() const { return m_isQuiet; }
    /// Standard error is a terminal that understands cursor movement: progress may redraw itself there.
    [[nodiscard]] bool isLive() const { return m_isLive && !m_isQuiet; }
    [[nodiscard]] bool hasColours() const { return m_hasColours; }
    [[nodiscard]] int width() const; ///< columns of the terminal
    /// Raw text to standard error, flushed.
    void draw(const QString &text) const;

    enum class Colour { none, green, red, yellow, blue, grey, bold };
    /// False once standard output has refused something, such as on a full disk.
    [[nodiscard]] bool isWhole() const { return m_writeError == 0; }
    /// Who read standard output has gone, as head does when it has enough: nothing more is written there.
    [[nodiscard]] bool isReaderGone() const;
    /// What the system said; empty while all was written.
    [[nodiscard]] QString writeError() const;
    [[nodiscard]] QString coloured(const QString &text, Colour colour) const;

private:
    bool m_isQuiet;
    bool m_isLive;
    bool m_hasColours;
    void writeResult(const QByteArray &bytes) const;
    mutable int m_writeError = 0; ///< of standard output, the first
};

} // namespace assay::cli
