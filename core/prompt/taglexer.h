// SPDX-License-Identifier: GPL-3.0-or-later
// The tokens inside one tag, `{{ … }}` or `{% … %}`: names, numbers, strings and signs.
#pragma once

#include "core/prompt/lexer.h"

namespace assay::prompt {

class TagLexer {
public:
    /// `opening` is the offset of the tag's first brace.
    TagLexer(QStringView source, qsizetype opening, bool isOutput);

    /// Appends what is inside, then the closing token. False when a failure token was appended instead.
    [[nodiscard]] bool read(std::vector<Token> &tokens);
    /// After the closing braces.
    [[nodiscard]] qsizetype end() const { return m_at; }
    [[nodiscard]] bool stripsAfter() const { return m_stripsAfter; }

private:
    bool readClosing();
    bool readToken();
    void readName();
    bool readNumber();
    bool readString();
    bool readEscape(QString *text);
    bool readUnicodeEscape(QString *text, qsizetype digits);
    bool readSymbol();
    bool fail(qsizetype offset, const QString &message, const QString &hint = {});
    void add(Token token);
    [[nodiscard]] QChar unitAt(qsizetype at) const { return at < m_source.size() ? m_source.at(at) : QChar(); }
    [[nodiscard]] bool startsWith(QStringView text) const { return m_source.sliced(m_at).startsWith(text); }

    QStringView m_source;
    qsizetype m_opening;
    qsizetype m_at;
    bool m_isOutput;
    bool m_stripsAfter = false;
    int m_braces = 0; ///< open `{` of mappings, within which `}}` does not close the tag
    std::vector<Token> *m_tokens = nullptr;
};

} // namespace assay::prompt
