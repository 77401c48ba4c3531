// SPDX-License-Identifier: GPL-3.0-or-later
// A prompt as the rules look at it: each message with its template tags taken out of the prose, and with what the tags print.
#pragma once

#include "core/prompt/lint/itemvalues.h"
#include "core/prompt/rendering.h"

#include <QRegularExpression>

namespace assay::prompt::linting {

struct Range {
    qsizetype start = 0;
    qsizetype length = 0;

    [[nodiscard]] qsizetype end() const { return start + length; }
    [[nodiscard]] bool contains(qsizetype at) const { return at >= start && at < end(); }
    bool operator==(const Range &) const = default;
};

/// `{{ … }}` that prints something of an item.
struct Output {
    Range tag;
    QString path;     ///< as written: "mail.body"
    QString variable; ///< of the item: "mails", when `mail` goes through them
    QStringList filters;
};

struct Message {
    qsizetype index = 0;
    tokens::Role role = tokens::Role::user;
    QString text;
    QString prose; ///< the text with blanks in the place of tags
    QString lower; ///< the prose in small letters; places are the same in all three
    QList<Range> tags;
    QList<Output> outputs;
    bool isAnswered = false; ///< a user's turn that one of the assistant's follows, and more behind it
    bool isExample = false;  ///< a turn of a conversation that shows how to answer, of either side, and tells nothing else
};

/// A place in the prose of a message.
struct Spot {
    qsizetype message = 0;
    Range range;
};

/// A list of values that the text allows.
struct LabelList {
    QString member; ///< of a JSON answer, or "" for the answer itself
    QStringList labels;
    Spot spot;
    bool isPlain = false; ///< said in a sentence ("answer yes or no"): spelling is left open, and so are other answers that the text names elsewhere
};

/// What the words ask of the answer: demands.h.
struct Demands {
    std::optional<Spot> json;      ///< "answer in JSON", and not "the input is JSON"
    std::optional<Spot> otherForm; ///< plain text, Markdown, a table, one word, …: anything that is no JSON
    std::optional<Spot> bullets;   ///< a list of bullets or numbers
    QList<LabelList> labelLists;   ///< "category is one of: a, b, c", "Labels: a, b" and lists of bullets below such words
};

struct Examined {
    Examined(const Content &content, const LintContext &context);

    const Content &content;
    const LintContext &context;
    mutable ItemValues values; ///< looked up when somebody asks
    QList<Message> messages;
    Result<CompiledPrompt> compiled;
    Demands demands;
    QString snippets; ///< the texts that messages include, in small letters

    /// The system message and what else tells what to do: all but examples.
    [[nodiscard]] QList<const Message *> instructions() const;
    /// What the assistant says in examples; never a last message that the model is to go on from.
    [[nodiscard]] QList<const Message *> answers() const;
    /// The first place in the instructions' small letters.
    [[nodiscard]] std::optional<Spot> find(const QRegularExpression &expression) const;
    /// It stands in the instructions or in a snippet.
    [[nodiscard]] bool mentions(const QRegularExpression &expression) const { return find(expression) || expression.match(snippets).hasMatch(); }
    /// Like find(), of places that are not negated ("do not", "never", "no").
    [[nodiscard]] std::optional<Spot> findAffirmed(const QRegularExpression &expression) const;
    [[nodiscard]] QString at(const Spot &spot) const { return messages.at(spot.message).text.sliced(spot.range.start, spot.range.length); }
};

/// Whether a word before `at`, in the same sentence and near, turns what stands there around.
[[nodiscard]] bool isNegated(QStringView lower, qsizetype at);
/// What it says holds for some cases or for a part, and so does not stand against what holds for others.
[[nodiscard]] bool isPartial(QStringView sentence);
/// The sentence or line around a place.
[[nodiscard]] Range sentenceAround(QStringView text, qsizetype at);
[[nodiscard]] qsizetype wordCount(QStringView text);
/// An expression for small letters; compiled once by whoever keeps it.
[[nodiscard]] QRegularExpression pattern(const QString &expression);

} // namespace assay::prompt::linting
