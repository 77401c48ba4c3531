// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/origin.h"

#include <algorithm>
#include <new>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostOfSeveral = 8;

bool isSame(const Origin *a, const Origin *b)
{
    if (a == b)
        return true;
    if (!a || !b || a->kind != b->kind || a->name != b->name || a->index != b->index || a->kind == Origin::Kind::several || a->kind == Origin::Kind::pieces)
        return false;
    return isSame(a->base, b->base);
}

void collect(const Origin *origin, std::vector<const Origin *> *found)
{
    if (!origin || found->size() >= kMostOfSeveral)
        return;
    switch (origin->kind) {
    case Origin::Kind::whole:
    case Origin::Kind::pieces:
        return collect(origin->base, found);
    case Origin::Kind::several:
        for (const Origin *base : origin->bases)
            collect(base, found);
        return;
    default:
        if (std::ranges::none_of(*found, [&](const Origin *other) { return isSame(other, origin); }))
            found->push_back(origin);
    }
}

} // namespace

const Origin *Origins::made(const Origin &origin)
{
    return new (m_arena.allocate(sizeof(Origin), alignof(Origin))) Origin(origin);
}

template<typename T> std::span<const T> Origins::kept(std::span<const T> values)
{
    auto *copies = static_cast<T *>(m_arena.allocate(values.size_bytes(), alignof(T)));
    std::uninitialized_copy(values.begin(), values.end(), copies);
    return {copies, values.size()};
}

const Origin *Origins::variable(QStringView name)
{
    if (!m_isOn)
        return nullptr;
    const auto letters = kept(std::span<const QChar>(name.data(), static_cast<std::size_t>(name.size())));
    return made({.kind = Origin::Kind::variable, .name = QStringView(letters.data(), name.size())});
}

const Origin *Origins::madeMember(const Origin *base, QStringView name)
{
    const auto letters = kept(std::span<const QChar>(name.data(), static_cast<std::size_t>(name.size())));
    return made({.kind = Origin::Kind::member, .base = base, .name = QStringView(letters.data(), name.size())});
}

const Origin *Origins::several(std::span<const Origin *const> origins)
{
    std::vector<const Origin *> found;
    for (const Origin *origin : origins)
        collect(origin, &found);
    if (found.size() < 2)
        return found.empty() ? nullptr : whole(found.front());
    return made({.kind = Origin::Kind::several, .bases = kept(std::span<const Origin *const>(found))});
}

const Origin *Origins::mixed(const Origin *origin, const Origin *pieces)
{
    const bool isMixed = origin && pieces && pieces->kind == Origin::Kind::pieces && std::ranges::contains(pieces->pieces, nullptr, &Piece::origin);
    if (!isMixed)
        return origin;
    Origin copy = *origin;
    copy.isMixed = true;
    return made(copy);
}

const Origin *Origins::pieces(std::span<const Piece> pieces)
{
    std::vector<const Origin *> origins;
    for (const Piece &piece : pieces) {
        if (origins.empty() || origins.back() != piece.origin)
            origins.push_back(piece.origin);
    }
    const Origin *together = several(origins);
    return spendOnPieces(pieces.size()) ? made({.kind = Origin::Kind::pieces, .base = together, .pieces = kept(pieces)}) : together;
}

QString pathOf(const Origin *origin)
{
    if (!origin)
        return {};
    switch (origin->kind) {
    case Origin::Kind::variable:
        return origin->name.toString();
    case Origin::Kind::member:
        return memberPath(pathOf(origin->base), origin->name);
    case Origin::Kind::element:
        return u"%1[%2]"_s.arg(pathOf(origin->base), QString::number(origin->index));
    case Origin::Kind::whole:
        return pathOf(origin->base);
    default: {
        const auto variables = variablesOf(origin);
        return variables.empty() ? QString() : pathOf(variables.front());
    }
    }
}

std::vector<const Origin *> variablesOf(const Origin *origin)
{
    std::vector<const Origin *> found;
    collect(origin, &found);
    return found;
}

bool isIdentifier(QStringView name)
{
    const auto fits = [](QChar unit) { return unit.isLetterOrNumber() || unit == u'_' || unit.isMark() || unit.isSurrogate(); };
    return !name.isEmpty() && !name.front().isDigit() && std::ranges::all_of(name, fits);
}

QString memberPath(const QString &base, QStringView name)
{
    if (isIdentifier(name))
        return base + u'.' + name;
    return base + u"[\""_s + name + u"\"]"_s;
}

} // namespace assay::prompt
