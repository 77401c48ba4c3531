// SPDX-License-Identifier: GPL-3.0-or-later
// What a character is to the rules that cut text into pieces (pieces.h). By Unicode 16.0, which the reference encoder goes by, whatever version the Qt at
// hand knows: a count must not change with the machine.
#pragma once

#include <QtTypes>

#include <array>

namespace assay::tokens {

enum CharacterClass : quint8 {
    kUpper = 1,    ///< may stand in the first part of an o200k word: Lu, Lt, Lm, Lo, M
    kLower = 2,    ///< may stand in its second part: Ll, Lm, Lo, M
    kLetter = 4,   ///< L
    kNumber = 8,   ///< N
    kSpace = 16,   ///< White_Space
    kNewline = 32, ///< CR, LF
};

/// Of a character above U+007F.
[[nodiscard]] quint8 classOfWide(char32_t c);

namespace detail {

consteval std::array<quint8, 128> asciiClasses()
{
    std::array<quint8, 128> classes{};
    for (std::size_t c = 'a'; c <= 'z'; ++c) {
        classes[c] = kLetter | kLower;
        classes[c - 'a' + 'A'] = kLetter | kUpper;
    }
    for (std::size_t c = '0'; c <= '9'; ++c)
        classes[c] = kNumber;
    for (const char c : {'\t', '\v', '\f', ' '})
        classes[static_cast<std::size_t>(c)] = kSpace;
    classes['\n'] = classes['\r'] = kSpace | kNewline;
    return classes;
}

} // namespace detail

inline constexpr std::array<quint8, 128> kAsciiClasses = detail::asciiClasses();

} // namespace assay::tokens
