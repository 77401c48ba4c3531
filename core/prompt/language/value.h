// SPDX-License-Identifier: GPL-3.0-or-later
// What an expression of a template can be. Immutable and cheap to copy; a value remembers which variable it came from, so that
// printed text can be traced. A missing variable is a value too (`Missing`): it becomes an error only when something other than
// `is defined` or `default` looks at it. At most 512 levels deep.
#pragma once

#include "core/base/json.h"
#include "core/prompt/language/origin.h"

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
class Object;

/// Something that is not there, and what to say about it.
struct Missing {
    QString message; ///< empty while nobody asked for it: see Execution::explains()
    QString hint;
    qsizetype offset = 0; ///< in the source, where it was asked for
};

/// A number outside 64-bit integers and doubles, as it was written: it can be printed, not computed with.
struct BigNumber {
    QString digits;
};

struct Value {
    using ListPointer = std::shared_ptr<const List>;
    using MappingPointer = std::shared_ptr<const Mapping>;
    using MissingPointer = std::shared_ptr<const Missing>;
    using ObjectPointer = std::shared_ptr<const Object>;
    /// std::monostate is none. A number that is integral and fits is always a qint64.
    using Data = std::variant<std::monostate, bool, qint64, double, BigNumber, QString, ListPointer, MappingPointer, MissingPointer, ObjectPointer>;

    Data data{};
    const Origin *origin = nullptr; ///< null for what the template's author wrote
    bool isEscaped = false;         ///< `escape` leaves it as it is

    Value() = default;
    explicit Value(bool boolean) : data(boolean) {}
    explicit Value(qint64 integer) : data(integer) {}
    explicit Value(QString text) : data(std::move(text)) {}
    explicit Value(Missing missing) : data(std::make_shared<const Missing>(std::move(missing))) {}
    explicit Value(ObjectPointer object) : data(std::move(object)) {}
    /// `number` must be finite.
    [[nodiscard]] static Value ofNumber(double number);
    /// Nothing when it would be more than 512 levels deep.
    [[nodiscard]] static std::optional<Value> ofList(std::vector<Value> elements);
    /// The same; of two members of one name the last counts.
    [[nodiscard]] static std::optional<Value> ofMapping(std::vector<std::pair<QString, Value>> members);
    [[nodiscard]] static std::optional<Value> fromJson(const Json &json);
    /// Missing, without anything to say about it.
    [[nodiscard]] static Value ofNothing();

    [[nodiscard]] bool isNone() const { return std::holds_alternative<std::monostate>(data); }
    [[nodiscard]] bool isMissing() const { return std::holds_alternative<MissingPointer>(data); }
    [[nodiscard]] bool isNumber() const;
    [[nodiscard]] const QString *text() const { return std::get_if<QString>(&data); }
    [[nodiscard]] const List *list() const;
    [[nodiscard]] const Mapping *mapping() const;
    [[nodiscard]] const Missing *missing() const;
    [[nodiscard]] const Object *object() const;
    /// Of an integer or a boolean (0 and 1).
    [[nodiscard]] std::optional<qint64> integer() const;
    /// Of a number or a boolean (0 and 1).
    [[nodiscard]] std::optional<double> number() const;

    /// False for false, 0, the empty text, none and what is missing; true for everything else, empty lists and mappings too, as in Nunjucks.
    [[nodiscard]] bool isTruthy() const;
    [[nodiscard]] int depth() const;
    /// "text", "a number", "a list", …
    [[nodiscard]] QString kindInWords() const;
    [[nodiscard]] Value from(const Origin *newOrigin) const;
};

struct List {
    std::vector<Value> elements;
    int depth = 1;
};

struct Mapping {
    std::vector<std::pair<QString, Value>> members; ///< in the order they were given
    QHash<QString, qsizetype> places;               ///< empty while there are few
    int depth = 1;

    [[nodiscard]] std::optional<std::size_t> placeOf(QStringView name) const;
    [[nodiscard]] const Value *find(QStringView name) const;
    [[nodiscard]] QStringList names() const;
};

/// What a template has besides data: `loop`, macros, and what `cycler` and `joiner` give.
class Object {
public:
    Object() = default;
    Object(const Object &) = delete;
    Object &operator=(const Object &) = delete;
    virtual ~Object() = default;

    [[nodiscard]] virtual QString kindInWords() const = 0;
    [[nodiscard]] virtual std::optional<Value> member(QStringView name) const;
    [[nodiscard]] virtual QStringList memberNames() const { return {}; }
};

/// "`customer.name`, which is text" or "a list", for messages.
[[nodiscard]] QString described(const Value &value);

} // namespace assay::prompt
