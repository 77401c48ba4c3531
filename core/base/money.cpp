// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/money.h"

#include <limits>

namespace assay {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kPicoPerUsd = 1'000'000'000'000;
constexpr int kDecimals = 12;
} // namespace

std::optional<Money> Money::fromDecimal(QStringView text)
{
    const bool negative = text.startsWith(u'-');
    const QStringView digits = negative ? text.sliced(1) : text;
    qint64 pico = 0;
    int decimals = -1;
    bool anyDigit = false;
    for (const QChar c : digits) {
        if (c == u'.' && decimals < 0) {
            decimals = 0;
            continue;
        }
        if (c < u'0' || c > u'9' || decimals == kDecimals)
            return std::nullopt;
        const int digit = c.unicode() - u'0';
        if (pico > (std::numeric_limits<qint64>::max() - digit) / 10)
            return std::nullopt;
        pico = pico * 10 + digit;
        anyDigit = true;
        if (decimals >= 0)
            ++decimals;
    }
    if (!anyDigit)
        return std::nullopt;
    for (int i = std::max(decimals, 0); i < kDecimals; ++i) {
        if (pico > std::numeric_limits<qint64>::max() / 10)
            return std::nullopt;
        pico *= 10;
    }
    return Money(negative ? -pico : pico);
}

QString Money::toDecimal() const
{
    const bool negative = m_pico < 0;
    const quint64 amount = negative ? ~static_cast<quint64>(m_pico) + 1 : static_cast<quint64>(m_pico);
    QString text = QString::number(amount / kPicoPerUsd);
    QString fraction = QString::number(amount % kPicoPerUsd).rightJustified(kDecimals, u'0');
    while (fraction.endsWith(u'0'))
        fraction.chop(1);
    if (!fraction.isEmpty())
        text += u"."_s + fraction;
    return negative ? QString(u"-"_s + text) : text;
}

} // namespace assay
