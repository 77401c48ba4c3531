// SPDX-License-Identifier: GPL-3.0-or-later
// The tokens inside one tag, `{{ … }}` or `{% … %}`: names, numbers, strings and signs.
#pragma once

#include "core/prompt/language/lexer.h"

namespace assay::prompt {

class TagLexer {
public:
    /// `opening` is the offset of the tag's first brace.
    TagLexer(QStringView source, qsizetype opening, bool isOutput, OnFault onFault);

    /// Appends what is inside, then the closing token. False when reading is over instead.
    [[nodiscard]] bool read(TokenList &list);
    /// After the closing braces.
    [[nodiscard]] qsizetype end() const { return m_at; }
    [[nodiscard]] bool stripsAfter() const { return m_stripsAfter; }
    /// Closed by `+%}`.
    [[nodiscard]] bool keepsLineEnd() const { return m_keepsLineEnd; }

private:
    bool readClosing();
    bool readToken();
    void readName();
    void readNumber();
    bool readString();
    bool readSymbol();
    bool recover();
    [[nodiscard]] QString neverClosed() const;
    [[nodiscard]] bool isOpeningAt(qsizetype at) const;
    bool fail(qsizetype offset, const QString &message, const QString &hint = {});
    void add(TokenKind kind, qsizetype start, Symbol symbol = Symbol::none);
    [[nodiscard]] QChar unitAt(qsizetype at) const { return at < m_source.size() ? m_source.at(at) : QChar(); }

    QStringView m_source;
    qsizetype m_opening;
    qsizetype m_at;
    bool m_isOutput;
    OnFault m_onFault;
    bool m_stripsAfter = false;
    bool m_keepsLineEnd = false;
    bool m_hasReadOpening = false; ///< of another tag: this one lacks its end
    int m_braces = 0; ///< open `{` of mappings, within which `}}` does not close the tag
    TokenList *m_list = nullptr;
};

} // namespace assay::prompt
