// SPDX-License-Identifier: GPL-3.0-or-later
// Where values came from, so that each piece of the result can be traced to a variable or to the template's own text. An origin is
// one step of a path, or several origins at once; it lives as long as the rendering whose Origins made it, and is never changed.
#pragma once

#include <QString>
#include <QStringView>

#include <array>
#include <cstddef>
#include <memory_resource>
#include <span>
#include <vector>

namespace assay::prompt {

struct Origin;

/// A piece of text, with the place in a source that put it there.
struct Piece {
    qsizetype length = 0;
    const Origin *origin = nullptr; ///< null for what the template's author wrote
    qint32 source = 0;              ///< 0 is the template, others are its snippets
    qint32 from = 0;
    qint32 fromLength = 0; ///< equal to `length` where the text was taken over, unit by unit
};

struct Origin {
    enum class Kind : quint8 {
        variable,
        member,
        element,
        whole,   ///< made of all of `base`: of its parts nothing is known
        several, ///< made of all of `bases`
        pieces   ///< a text put together of `pieces`
    };

    Kind kind = Kind::variable;
    bool isMixed = false;         ///< the author's text went into it, too, and nobody knows where it is
    const Origin *base = nullptr; ///< of pieces all their origins together
    QStringView name{};
    qint64 index = 0;
    std::span<const Origin *const> bases{};
    std::span<const Piece> pieces{};

    [[nodiscard]] bool hasParts() const { return kind == Kind::variable || kind == Kind::member || kind == Kind::element; }
};

/// Makes origins. Of what has no parts, or of null, a member or an element is the same origin again.
class Origins {
public:
    /// While it is off all origins are null.
    explicit Origins(bool isOn = true) : m_isOn(isOn), m_arena(m_first.data(), m_first.size()) {}
    Origins(const Origins &) = delete;
    Origins &operator=(const Origins &) = delete;

    [[nodiscard]] const Origin *variable(QStringView name);
    [[nodiscard]] const Origin *member(const Origin *base, QStringView name) { return base && base->hasParts() ? madeMember(base, name) : base; }
    [[nodiscard]] const Origin *element(const Origin *base, qint64 index)
    {
        return base && base->hasParts() ? made({.kind = Origin::Kind::element, .base = base, .index = index}) : base;
    }
    /// Of pieces all their origins together.
    [[nodiscard]] const Origin *whole(const Origin *base)
    {
        if (base && base->kind == Origin::Kind::pieces)
            return mixed(several(std::span(&base, 1)), base);
        return base && base->hasParts() ? made({.kind = Origin::Kind::whole, .base = base}) : base;
    }
    /// The origin of what was made of `pieces`, and of more perhaps: mixed when one of them is the author's.
    [[nodiscard]] const Origin *mixed(const Origin *origin, const Origin *pieces);
    /// Null when all are; each once, at most eight.
    [[nodiscard]] const Origin *several(std::span<const Origin *const> origins);
    /// Where a rendering has made very many, of all of them together.
    [[nodiscard]] const Origin *pieces(std::span<const Piece> pieces);

    /// Pieces are worked on; false when a rendering has had very many.
    [[nodiscard]] bool spendOnPieces(std::size_t count) { return (m_pieces += count) <= kMostPieces; }

private:
    // So that a text that grows turn by turn does not take all memory.
    static constexpr std::size_t kMostPieces = 500'000;

    [[nodiscard]] const Origin *made(const Origin &origin);
    [[nodiscard]] const Origin *madeMember(const Origin *base, QStringView name);
    template<typename T> [[nodiscard]] std::span<const T> kept(std::span<const T> values);

    bool m_isOn;
    std::array<std::byte, 4096> m_first;
    std::pmr::monotonic_buffer_resource m_arena;
    std::size_t m_pieces = 0;
};

/// "customer.orders[0]"; of several the first one's; empty for null.
[[nodiscard]] QString pathOf(const Origin *origin);
/// All of them, each once.
[[nodiscard]] std::vector<const Origin *> variablesOf(const Origin *origin);

/// "customer" and "name" make "customer.name"; what is no identifier is put in brackets.
[[nodiscard]] QString memberPath(const QString &base, QStringView name);
[[nodiscard]] bool isIdentifier(QStringView name);

} // namespace assay::prompt
