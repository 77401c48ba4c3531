// SPDX-License-Identifier: GPL-3.0-or-later
// What an expression of a template can be. Immutable and cheap to copy; a value remembers which variable it came from, so that
// printed text can be traced. A missing variable is a value too (`Missing`): it becomes an error only when something other than
// `is defined` or `default` looks at it. At most 512 levels deep.
#pragma once

#include "core/base/json.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace assay::prompt {

struct List;
struct Mapping;

/// Something that is not there, and what to say about it.
struct Missing {
    QString message;
    QString hint;
    qsizetype offset = 0; ///< in the source, where it was asked for
};

/// A number outside 64-bit integers and doubles, as it was written: it can be printed, not computed with.
struct BigNumber {
    QString digits;
};

/// The variable a value came from. Of what a filter made out of a list it is no longer known which element is which.
struct Origin {
    QString path{}; ///< such as "customer.name" or "labels[2]"; empty for what the template's author wrote
    bool hasParts = true;
};

struct Value {
    using ListPointer = std::shared_ptr<const List>;
    using MappingPointer = std::shared_ptr<const Mapping>;
    using MissingPointer = std::shared_ptr<const Missing>;
    /// std::monostate is none. A number that is integral and fits is always a qint64.
    using Data = std::variant<std::monostate, bool, qint64, double, BigNumber, QString, ListPointer, MappingPointer, MissingPointer>;

    Data data{};
    Origin origin{};

    Value() = default;
    explicit Value(bool boolean) : data(boolean) {}
    explicit Value(qint64 integer) : data(integer) {}
    explicit Value(QString text) : data(std::move(text)) {}
    explicit Value(Missing missing) : data(std::make_shared<const Missing>(std::move(missing))) {}
    /// `number` must be finite.
    [[nodiscard]] static Value ofNumber(double number);
    /// Nothing when it would be more than 512 levels deep.
    [[nodiscard]] static std::optional<Value> ofList(std::vector<Value> elements);
    /// A later member replaces an earlier one of the same name.
    [[nodiscard]] static std::optional<Value> ofMapping(std::vector<std::pair<QString, Value>> members);
    /// Nothing when it is more than 512 levels deep.
    [[nodiscard]] static std::optional<Value> fromJson(const Json &json);

    [[nodiscard]] bool isNone() const { return std::holds_alternative<std::monostate>(data); }
    [[nodiscard]] bool isMissing() const { return std::holds_alternative<MissingPointer>(data); }
    [[nodiscard]] bool isNumber() const;
    [[nodiscard]] const QString *text() const { return std::get_if<QString>(&data); }
    [[nodiscard]] const List *list() const;
    [[nodiscard]] const Mapping *mapping() const;
    [[nodiscard]] const Missing *missing() const;
    [[nodiscard]] std::optional<qint64> integer() const;
    /// Of a number or a boolean (0 and 1).
    [[nodiscard]] std::optional<double> number() const;

    /// False for false, 0, the empty text, none and what is missing; true for everything else, empty lists and mappings too, as in Nunjucks.
    [[nodiscard]] bool isTruthy() const;
    [[nodiscard]] int depth() const;
    /// "text", "a number", "a list", …
    [[nodiscard]] QString kindInWords() const;
    [[nodiscard]] Value from(const Origin &newOrigin) const;
};

struct List {
    std::vector<Value> elements;
    int depth = 1;
};

struct Mapping {
    std::vector<std::pair<QString, Value>> members; ///< in the order they were given
    QHash<QString, qsizetype> places;
    int depth = 1;

    [[nodiscard]] const Value *find(const QString &name) const;
    [[nodiscard]] QStringList names() const;
};

/// "`customer.name`, which is text" or "a list", for messages.
[[nodiscard]] QString described(const Value &value);

/// "customer" and "name" make "customer.name"; what is no identifier is put in brackets.
[[nodiscard]] QString memberPath(const QString &base, const QString &name);
[[nodiscard]] bool isIdentifier(QStringView name);
/// A value's member or element came from this.
[[nodiscard]] Origin memberOrigin(const Origin &base, const QString &name);
[[nodiscard]] Origin elementOrigin(const Origin &base, qsizetype index);

} // namespace assay::prompt
