// SPDX-License-Identifier: GPL-3.0-or-later
// What a template has besides data: macros and what `caller()` gives, `loop`, and the results of `joiner` and `cycler`.
#pragma once

#include "core/prompt/language/ast.h"
#include "core/prompt/language/scopes.h"

namespace assay::prompt {

/// A macro, or the body of a `call` block.
class MacroObject final : public Object {
public:
    MacroObject(std::shared_ptr<const MacroBody> body, Frame *outer, Frame *home, qint32 source) : m_body(std::move(body)), m_outer(outer), m_home(home), m_source(source) {}

    [[nodiscard]] QString kindInWords() const override;
    [[nodiscard]] const MacroBody &body() const { return *m_body; }
    /// Where its body looks for names that it does not have itself.
    [[nodiscard]] Frame *outer() const { return m_outer; }
    [[nodiscard]] Frame *home() const { return m_home; }
    [[nodiscard]] qint32 source() const { return m_source; }

private:
    std::shared_ptr<const MacroBody> m_body;
    Frame *m_outer;
    Frame *m_home;
    qint32 m_source;
};

/// One turn of a `for`.
class LoopObject final : public Object {
public:
    /// Of all turns of one `for`.
    struct Shared {
        Value turns; ///< a list
        qint64 depth = 1;
        std::optional<Value> last{}; ///< what `changed` was asked about
    };

    LoopObject(std::shared_ptr<Shared> shared, std::size_t index) : m_shared(std::move(shared)), m_index(static_cast<qint64>(index)) {}

    [[nodiscard]] QString kindInWords() const override;
    [[nodiscard]] std::optional<Value> member(QStringView name) const override;
    [[nodiscard]] QStringList memberNames() const override;
    [[nodiscard]] qint64 index() const { return m_index; }
    [[nodiscard]] qint64 depth() const { return m_shared->depth; }
    /// Whether it is another value than the last time, and remembers it.
    [[nodiscard]] bool hasChanged(const Value &value, Execution &run) const;

private:
    std::shared_ptr<Shared> m_shared;
    qint64 m_index;
};

/// Gives nothing the first time, its separator from then on.
class JoinerObject final : public Object {
public:
    explicit JoinerObject(QString separator) : m_separator(std::move(separator)) {}
    [[nodiscard]] QString kindInWords() const override;
    [[nodiscard]] QString next() const;

private:
    QString m_separator;
    mutable bool m_isUsed = false;
};

/// Gives one of its values after the other, again and again.
class CyclerObject final : public Object {
public:
    explicit CyclerObject(std::vector<Value> values) : m_values(std::move(values)) {}
    [[nodiscard]] QString kindInWords() const override;
    [[nodiscard]] std::optional<Value> member(QStringView name) const override;
    [[nodiscard]] QStringList memberNames() const override;
    [[nodiscard]] Value next() const;
    void reset() const { m_next = 0; }

private:
    std::vector<Value> m_values;
    mutable std::size_t m_next = 0; ///< 0 before the first; then one behind the current one
};

} // namespace assay::prompt
