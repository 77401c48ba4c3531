// SPDX-License-Identifier: GPL-3.0-or-later
// An exact amount of US dollars. Stored in pico-dollars, because a price of one micro-dollar per million tokens is one
// pico-dollar a token: costs are then sums of integers and never rounded. Range: about ±9.2 million dollars.
#pragma once

#include <QString>

#include <compare>
#include <optional>

namespace assay {

class Money {
public:
    constexpr Money() = default;
    [[nodiscard]] static constexpr Money fromPicoUsd(qint64 pico) { return Money(pico); }
    [[nodiscard]] static constexpr Money fromMicroUsd(qint64 micro) { return Money(micro * 1'000'000); }
    /// A decimal such as "2.50" or "0.000375", at most 12 digits after the point; nothing when it is not one or too large.
    [[nodiscard]] static std::optional<Money> fromDecimal(QStringView text);

    [[nodiscard]] constexpr qint64 picoUsd() const { return m_pico; }
    [[nodiscard]] double usd() const { return static_cast<double>(m_pico) / 1e12; }
    /// The exact amount in dollars, without sign of currency or trailing zeros: "0.000375". C locale.
    [[nodiscard]] QString toDecimal() const;

    constexpr Money operator+(Money other) const { return Money(m_pico + other.m_pico); }
    constexpr Money operator-(Money other) const { return Money(m_pico - other.m_pico); }
    constexpr Money operator*(qint64 times) const { return Money(m_pico * times); }
    constexpr Money &operator+=(Money other) { m_pico += other.m_pico; return *this; }
    constexpr Money &operator-=(Money other) { m_pico -= other.m_pico; return *this; }
    constexpr auto operator<=>(const Money &) const = default;

private:
    explicit constexpr Money(qint64 pico) : m_pico(pico) {}
    qint64 m_pico = 0;
};

} // namespace assay
