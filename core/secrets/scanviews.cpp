// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/scanviews.h"

#include "core/secrets/scanrules.h"

#include <optional>

namespace assay::secrets {

namespace {

struct Unit {
    QChar value;
    qsizetype size = 1; ///< units of the source
};

std::optional<Unit> jsonEscapeAt(QStringView text, qsizetype at)
{
    constexpr QStringView kLetters = u"\"\\/bfnrt";
    constexpr QStringView kMeanings = u"\"\\/\b\f\n\r\t";
    const QChar letter = unitAt(text, at + 1);
    if (const qsizetype known = letter.isNull() ? -1 : kLetters.indexOf(letter); known >= 0)
        return Unit{.value = kMeanings[known], .size = 2};
    bool isNumber = false;
    const uint unit = letter == u'u' && text.size() - at >= 6 ? text.sliced(at + 2, 4).toUInt(&isNumber, 16) : 0;
    return isNumber ? std::optional(Unit{.value = QChar(static_cast<char16_t>(unit)), .size = 6}) : std::nullopt;
}

std::optional<Unit> percentEscapeAt(QStringView text, qsizetype at)
{
    if (!isHex(unitAt(text, at + 1)) || !isHex(unitAt(text, at + 2)))
        return std::nullopt;
    const uint byte = text.sliced(at + 1, 2).toUInt(nullptr, 16);
    // Rules look at ASCII; the bytes of anything else need only be something that no rule has.
    return Unit{.value = byte < 0x80 ? QChar(static_cast<char16_t>(byte)) : QChar(QChar::ReplacementCharacter), .size = 3};
}

template<typename EscapeAt> DecodedView decoded(QStringView text, QChar mark, EscapeAt escapeAt)
{
    DecodedView view;
    qsizetype copied = 0;
    const auto copyTo = [&](qsizetype end) {
        view.text += text.sliced(copied, end - copied);
        for (; copied < end; ++copied)
            view.origins.append(copied);
    };
    for (qsizetype at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at)) {
        const auto unit = escapeAt(text, at);
        if (!unit) {
            ++at;
            continue;
        }
        copyTo(at);
        view.text += unit->value;
        view.origins.append(at);
        at += unit->size;
        copied = at;
    }
    if (copied == 0)
        return {};
    copyTo(text.size());
    view.origins.append(text.size());
    return view;
}

} // namespace

DecodedView withoutJsonEscapes(QStringView text)
{
    return decoded(text, u'\\', jsonEscapeAt);
}

DecodedView withoutPercentEscapes(QStringView text)
{
    return decoded(text, u'%', percentEscapeAt);
}

} // namespace assay::secrets
