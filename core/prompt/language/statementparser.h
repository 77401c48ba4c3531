// SPDX-License-Identifier: GPL-3.0-or-later
// The statements of one source made into their tree.
#pragma once

#include "core/prompt/language/expressionparser.h"

#include <expected>

namespace assay::prompt {

struct SnippetFault {
    QString message;
    QString hint{};
    bool isMissing = false; ///< there is none of that name
};

/// Reads the snippets that a source asks for.
class SnippetLibrary {
public:
    virtual ~SnippetLibrary() = default;
    /// The number of the snippet's source. `start` and `length` are the place of its name.
    [[nodiscard]] virtual std::expected<qint32, SnippetFault> use(qint32 source, qsizetype start, qsizetype length, const QString &name) = 0;
};

struct NumberedSource {
    qint32 source = 0;
    QStringView text;
};

class StatementParser {
public:
    StatementParser(NumberedSource source, const TemplateOptions &options, OnFault onFault, Symbols &symbols, SnippetLibrary &library);

    /// What could be read of it.
    [[nodiscard]] Block run();
    [[nodiscard]] const std::vector<Fault> &faults() const { return m_tokens.faults(); }

private:
    // A tag whose end has not come yet.
    struct OpenTag {
        QStringView name;
        qsizetype offset = 0;
        bool mayGoOn = false; ///< with `else` and the like
        const OpenTag *outer = nullptr;
    };

    Block parseBlock(const OpenTag *open);
    void parseOutput(Block &block);
    bool parseTag(Block &block, const OpenTag *open);
    bool isClosedFurtherOut(QStringView name, const OpenTag *open) const;
    std::optional<Statement::Node> parseStatement(const Token &name, const OpenTag *outer);
    Statement::Node parseIf(OpenTag open);
    Statement::Node parseFor(OpenTag open);
    Statement::Node parseSet(OpenTag open);
    Statement::Node parseMacro(OpenTag open);
    Statement::Node parseCall(OpenTag open);
    Statement::Node parseFilter(OpenTag open);
    std::optional<Statement::Node> parseInclude();
    std::optional<Statement::Node> parseImport();
    std::optional<Statement::Node> parseFrom();

    std::vector<Target> parseTargets(const QString &purpose);
    /// The snippet's source; -1 when it is missing and may be.
    std::optional<qint32> parseSnippet(QStringView tag);
    bool skipContext();
    void closeTag();
    /// The end of a block that is over; nothing when it ended with one further out.
    void closeBlock(QStringView name);
    QString endInWords(const OpenTag &open) const;
    void failTag(const Token &name, const OpenTag *open);

    qint32 m_source;
    TokenStream m_tokens;
    Symbols &m_symbols;
    ExpressionParser m_expressions;
    SnippetLibrary &m_library;
    int m_includes = 0;
};

} // namespace assay::prompt
