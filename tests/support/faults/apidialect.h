// SPDX-License-Identifier: GPL-3.0-or-later
// How one API writes an answer, plain or streamed, and its troubles: pure text, so that faults can be composed over any of them.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace assay::test {

enum class Ending { natural, length, filtered, refused };
enum class Trouble { badRequest, keyRefused, forbidden, quota, rateLimit, contextTooLong, blocked, serverError, overloaded };

/// As it stands in the answer, so that it may be nonsense.
struct ToldUsage {
    QByteArray input;
    QByteArray output;
};

struct ApiAnswer {
    QString text;
    Ending ending = Ending::natural;
    std::optional<ToldUsage> usage;
    QByteArray extra; ///< further members of the outermost objects: R("novelty":1,)
};

/// Whole events. Without those of `end` an answer is not whole; the last of them is the end mark.
struct ApiStream {
    QList<QByteArray> begin;
    QList<QByteArray> pieces;
    QList<QByteArray> end;

    [[nodiscard]] QList<QByteArray> all() const { return begin + pieces + end; }
};

struct ApiRefusal {
    int status = 400; ///< 200 where an API refuses within a success
    QByteArray body;
};

class ApiDialect {
public:
    ApiDialect(const QString &name, const QString &kind, const QString &path) : m_name(name), m_kind(kind), m_path(path) {}
    virtual ~ApiDialect() = default;

    [[nodiscard]] const QString &name() const { return m_name; } ///< "openai": also the first part of its paths at the fault server
    [[nodiscard]] const QString &kind() const { return m_kind; } ///< of its providers
    [[nodiscard]] const QString &path() const { return m_path; } ///< what follows in the base URL: "/v1"

    [[nodiscard]] virtual bool has(Ending ending) const = 0;
    [[nodiscard]] virtual QByteArray plain(const ApiAnswer &answer) const = 0;
    [[nodiscard]] virtual ApiStream stream(const ApiAnswer &answer) const = 0;
    /// Nothing when the API does not know such a trouble.
    [[nodiscard]] virtual std::optional<ApiRefusal> refusal(Trouble trouble, const QByteArray &words) const = 0;
    /// A server's trouble in the middle of a stream.
    [[nodiscard]] virtual QByteArray errorEvent(const QByteArray &words) const = 0;
    /// The same where a whole answer was expected, with status 200; empty when the API has no such thing.
    [[nodiscard]] virtual QByteArray errorInAnswer(const QByteArray &words) const = 0;
    /// What a later version of the API might send.
    [[nodiscard]] virtual QByteArray unknownEvent() const = 0;

private:
    QString m_name;
    QString m_kind;
    QString m_path;
};

/// Chat Completions as OpenAI, Azure, Mistral, OpenRouter and a local server write them, Responses, Messages, Gemini.
[[nodiscard]] const std::vector<std::unique_ptr<const ApiDialect>> &apiDialects();
[[nodiscard]] const ApiDialect *apiDialect(QStringView name);

// One line an API.
void addChatDialects(std::vector<std::unique_ptr<const ApiDialect>> &all);
void addResponsesDialect(std::vector<std::unique_ptr<const ApiDialect>> &all);
void addMessagesDialect(std::vector<std::unique_ptr<const ApiDialect>> &all);
void addGeminiDialect(std::vector<std::unique_ptr<const ApiDialect>> &all);

/// With quotes.
[[nodiscard]] QByteArray jsonText(const QString &text);
[[nodiscard]] QByteArray dataEvent(const QByteArray &data);
[[nodiscard]] QByteArray namedEvent(const QByteArray &name, const QByteArray &data);
/// In three parts.
[[nodiscard]] QStringList inPieces(const QString &text);

} // namespace assay::test
