// SPDX-License-Identifier: GPL-3.0-or-later
// An exact amount of US dollars. Stored in pico-dollars, because a price of one micro-dollar per million tokens is one
// pico-dollar a token: costs are then sums of integers and never rounded. Range: about ±9.2 million dollars; what would be beyond stays at its end, so
// that a sum never turns its sign.
#pragma once

#include <QString>

#include <compare>
#include <limits>
#include <optional>

namespace assay {

class Money {
public:
    constexpr Money() = default;
    [[nodiscard]] static constexpr Money fromPicoUsd(qint64 pico) { return Money(pico); }
    [[nodiscard]] static constexpr Money fromMicroUsd(qint64 micro) { return Money(micro) * 1'000'000; }
    /// A decimal such as "2.50" or "0.000375", at most 12 digits after the point; nothing when it is not one or too large.
    [[nodiscard]] static std::optional<Money> fromDecimal(QStringView text);

    [[nodiscard]] constexpr qint64 picoUsd() const { return m_pico; }
    [[nodiscard]] double usd() const { return static_cast<double>(m_pico) / 1e12; }
    /// The exact amount in dollars, without sign of currency or trailing zeros: "0.000375". C locale.
    [[nodiscard]] QString toDecimal() const;

    constexpr Money operator+(Money other) const
    {
        qint64 sum = 0;
        return Money(__builtin_add_overflow(m_pico, other.m_pico, &sum) ? end(m_pico < 0) : sum);
    }
    constexpr Money operator-(Money other) const
    {
        qint64 rest = 0;
        return Money(__builtin_sub_overflow(m_pico, other.m_pico, &rest) ? end(m_pico < 0) : rest);
    }
    constexpr Money operator*(qint64 times) const
    {
        qint64 product = 0;
        return Money(__builtin_mul_overflow(m_pico, times, &product) ? end((m_pico < 0) != (times < 0)) : product);
    }
    constexpr Money &operator+=(Money other) { return *this = *this + other; }
    constexpr Money &operator-=(Money other) { return *this = *this - other; }
    constexpr auto operator<=>(const Money &) const = default;

private:
    explicit constexpr Money(qint64 pico) : m_pico(pico) {}
    static constexpr qint64 end(bool isNegative) { return isNegative ? std::numeric_limits<qint64>::min() : std::numeric_limits<qint64>::max(); }

    qint64 m_pico = 0;
};

} // namespace assay
