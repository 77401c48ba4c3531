// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/jcs.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace assay {

namespace {

// ECMA-262, "Number::toString": plain digits where the point stands from 6 places before to 21 places behind the first digit.
constexpr int kMostPlainDigits = 21;
constexpr int kMostLeadingZeros = 6;

/// The shortest digits that read back as the same number, and where the point stands in them.
struct Digits {
    std::string text;
    int point = 0; ///< digits before it; negative: zeros behind it
};

Digits shortestDigits(double positive)
{
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), positive, std::chars_format::scientific).ptr;
    const std::string_view written(buffer.data(), end);
    const auto e = written.find('e');
    Digits digits;
    digits.text = written.substr(0, e);
    std::erase(digits.text, '.');
    int exponent = 0;
    const std::size_t sign = written.at(e + 1) == '+' ? 1 : 0;
    std::from_chars(written.data() + e + 1 + sign, end, exponent);
    digits.point = exponent + 1;
    return digits;
}

std::string positiveNumber(double value)
{
    auto [digits, point] = shortestDigits(value);
    const int count = static_cast<int>(digits.size());
    if (point > kMostPlainDigits || point <= -kMostLeadingZeros) {
        const int exponent = point - 1;
        if (count > 1)
            digits.insert(1, ".");
        return digits + (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
    }
    if (point >= count)
        return digits + std::string(static_cast<std::size_t>(point - count), '0');
    if (point > 0)
        return digits.insert(static_cast<std::size_t>(point), ".");
    return "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
}

std::string number(double value)
{
    if (value == 0)
        return "0";
    return value < 0 ? "-" + positiveNumber(-value) : positiveNumber(value);
}

void appendText(std::string &out, std::string_view utf8)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    out += '"';
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        const auto found = std::string_view("\b\t\n\f\r\"\\").find(c);
        if (found != std::string_view::npos) {
            out += '\\';
            out += "btnfr\"\\"[found];
        } else if (byte < 0x20) {
            out += "\\u00";
            out += kHex[byte >> 4];
            out += kHex[byte & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

class Writer {
public:
    explicit Writer(LargeIntegers large) : m_large(large) {}

    void write(const Json &value)
    {
        if (value.is_object())
            object(value);
        else if (value.is_array())
            array(value);
        else if (value.is_number())
            m_out += numberText(value);
        else if (value.is_string())
            appendText(m_out, value.as_string_view());
        else
            value.dump(m_out);
    }

    [[nodiscard]] QByteArray bytes() const { return QByteArray::fromStdString(m_out); }

private:
    void array(const Json &value)
    {
        const char *separator = "[";
        for (const Json &element : value.array_range()) {
            m_out += separator;
            write(element);
            separator = ",";
        }
        m_out += value.empty() ? "[]" : "]";
    }

    void object(const Json &value)
    {
        std::vector<std::pair<QString, const Json *>> members;
        for (const auto &member : value.object_range())
            members.emplace_back(QString::fromUtf8(member.key()), &member.value());
        std::ranges::sort(members, {}, &std::pair<QString, const Json *>::first); // QString compares by UTF-16 units
        const char *separator = "{";
        for (const auto &[name, member] : members) {
            m_out += separator;
            appendText(m_out, name.toStdString());
            m_out += ':';
            write(*member);
            separator = ",";
        }
        m_out += value.empty() ? "{}" : "}";
    }

    [[nodiscard]] std::string numberText(const Json &value) const
    {
        const bool isInteger = value.is<qint64>() || value.is<quint64>();
        return isInteger && m_large == LargeIntegers::exact ? value.as<std::string>() : number(value.as<double>());
    }

    LargeIntegers m_large;
    std::string m_out;
};

} // namespace

QByteArray toJcs(const Json &value, LargeIntegers large)
{
    Writer writer(large);
    writer.write(value);
    return writer.bytes();
}

} // namespace assay
