// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keysource.h"

#include "core/secrets/scan.h"

#include <QRegularExpression>

#include <algorithm>

namespace assay::secrets {

using namespace Qt::StringLiterals;

namespace {

const QRegularExpression kPart(u"^(?:([A-Za-z0-9._-]+)=)?([a-z][a-z0-9-]*):(.+)$"_s);
// How keys begin that people have: one that stands where a name belongs was pasted there.
const QRegularExpression kLikeAKey(u"^(?:sk-|sk_|rk_|AIza|gsk_|xai-|hf_|pplx-|r8_|AKIA|ABSK|ghp_|github_pat_)"_s);
const QRegularExpression kAny(u"."_s);
const QRegularExpression kVariable(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
const QRegularExpression kLabelled(u"^[A-Za-z0-9._-]+=[a-z][a-z0-9-]*:"_s);

// What the text holds, for people; empty when it is no key.
QString keyIn(const QString &text)
{
    static const QRegularExpression whole(kLikeAKey.pattern() + u"[A-Za-z0-9_-]{16,}$"_s);
    const QString known = secretIn(text);
    return known.isEmpty() && whole.match(text.trimmed()).hasMatch() ? u"a key"_s : known;
}

} // namespace

Result<KeySource> KeySource::fromText(const QString &text)
{
    KeySource source;
    if (text.isEmpty())
        return source;
    // A command may hold anything; only a list that begins with a label is one.
    const QStringList texts = kLabelled.match(text).hasMatch() ? text.split(u';', Qt::SkipEmptyParts) : QStringList{text};
    for (const QString &each : texts) {
        const auto match = kPart.match(each.trimmed());
        const bool isName = match.hasMatch() && (match.captured(2) == u"env" ? kVariable : kAny).match(match.captured(3)).hasMatch();
        if (!isName || kLikeAKey.match(match.captured(1)).hasMatch() || kLikeAKey.match(match.captured(3)).hasMatch() || !secretIn(each).isEmpty())
            return fail(ErrorKind::invalidInput, u"The provider's key source is of no known form"_s,
                u"Write it such as env:NAME or command:op read op://vault/item/field, or as label=env:NAME;env:OTHER; never the key itself"_s);
        const Part part{.label = match.captured(1), .scheme = match.captured(2), .name = match.captured(3)};
        if (std::ranges::contains(source.m_parts, part.label, &Part::label))
            return fail(ErrorKind::invalidInput, u"The provider's key source has two parts for one label"_s, u"Leave one of them out"_s);
        source.m_parts.append(part);
    }
    return source;
}

const KeySource::Part *KeySource::forLabel(QStringView label) const
{
    const auto own = std::ranges::find_if(m_parts, [label](const Part &part) { return !part.label.isEmpty() && part.label == label; });
    if (own != m_parts.end())
        return &*own;
    const auto others = std::ranges::find_if(m_parts, [](const Part &part) { return part.label.isEmpty(); });
    return others == m_parts.end() ? nullptr : &*others;
}

Result<void> checkNoKey(const QString &what, const QString &text)
{
    const QString found = keyIn(text);
    if (found.isEmpty())
        return {};
    return fail(ErrorKind::invalidInput, u"%1 holds what looks like %2"_s.arg(what, found),
        u"It would be kept and shown in the open: write a name, and say with the key source where the key comes from."_s);
}

} // namespace assay::secrets
