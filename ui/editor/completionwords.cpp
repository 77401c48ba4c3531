// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/completionwords.h"

#include "core/prompt/language/tags.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostOffered = 60;
constexpr qsizetype kMostMembers = 300;
constexpr qsizetype kShownValue = 32;
constexpr int kDeepest = 8;

QString tr(const char *text)
{
    return QCoreApplication::translate("completionwords", text);
}

// What an item has there, shortened: it tells more than a kind.
QString sampleOf(const Json &value)
{
    if (value.is_array())
        return tr("list of %1").arg(value.size());
    if (value.is_object())
        return tr("mapping");
    QString text = value.is_string() ? toQString(value) : QString::fromUtf8(toJson(value));
    text = text.simplified();
    return text.size() > kShownValue ? text.first(kShownValue) + u'\u2026' : text;
}

void addMembers(QList<Offer> &all, const Json &value)
{
    if (!value.is_object())
        return;
    for (const auto &member : value.object_range()) {
        if (all.size() < kMostMembers)
            all.append({QString::fromStdString(std::string(member.key())), sampleOf(member.value())});
    }
}

const Json *elementOf(const Json *value)
{
    return value != nullptr && value->is_array() && !value->empty() ? &value->at(0) : nullptr;
}

// What stands at a path of the sample: own names are followed to what they come from.
const Json *valueAt(const QString &path, const prompt::Completion &place, const CompletionWords &words, int depth = 0)
{
    static const QRegularExpression step(u"^\\.?([A-Za-z_]\\w*)|^\\[\\s*(?:'([^']*)'|\"([^\"]*)\"|-?\\d+)\\s*\\]"_s);
    const Json *value = &words.variables;
    bool isFirst = true;
    for (QStringView rest = path; value != nullptr && !rest.isEmpty();) {
        const QRegularExpressionMatch match = step.matchView(rest);
        if (!match.hasMatch())
            return nullptr;
        rest = rest.sliced(match.capturedLength());
        const QString name = match.captured(1) + match.captured(2) + match.captured(3);
        if (isFirst) {
            isFirst = false;
            const auto own = std::ranges::find(place.ownNames, name, &prompt::OwnName::name);
            if (own != place.ownNames.end()) {
                value = own->path.isEmpty() || depth > kDeepest ? nullptr : valueAt(own->path, place, words, depth + 1);
                value = own->isElement ? elementOf(value) : value;
                continue;
            }
        }
        if (name.isEmpty())
            value = elementOf(value);
        else
            value = value->is_object() && value->contains(name.toStdString()) ? &value->at(name.toStdString()) : nullptr;
    }
    return value;
}

QList<Offer> wordOffers(const prompt::Completion &place)
{
    using enum prompt::Completion::Kind;
    QList<Offer> all;
    for (const QString &word : place.words) {
        Offer offer{word};
        if (place.kind == filter)
            offer.detail = prompt::filterHelp(word).summary;
        else if (place.kind == test)
            offer.detail = prompt::testHelp(word).summary;
        else if (place.kind == value || place.kind == member)
            offer.detail = prompt::functionHelp(word).summary;
        else if (const prompt::TagSpec *spec = place.kind == tag ? prompt::findTag(word) : nullptr)
            offer.detail = spec->summary.toString();
        all.append(offer);
    }
    return all;
}

QList<Offer> allOffers(const prompt::Completion &place, const CompletionWords &words)
{
    using enum prompt::Completion::Kind;
    QList<Offer> all;
    if (place.kind == value || place.kind == argument) {
        for (const prompt::OwnName &own : place.ownNames)
            all.append({own.name, own.path.isEmpty() ? tr("set in this message") : own.path});
        addMembers(all, words.variables);
    } else if (place.kind == member) {
        if (const Json *value = valueAt(place.path, place, words))
            addMembers(all, *value);
    } else if (place.kind == snippet) {
        for (const QString &name : words.snippets)
            all.append({name, tr("snippet")});
    }
    return all + wordOffers(place);
}

} // namespace

QList<Offer> offersFor(const prompt::Completion &place, const QString &written, const CompletionWords &words)
{
    QList<Offer> first;
    QList<Offer> inside;
    for (const Offer &each : allOffers(place, words)) {
        if (each.text.startsWith(written, Qt::CaseInsensitive))
            first.append(each);
        else if (written.size() > 1 && each.text.contains(written, Qt::CaseInsensitive))
            inside.append(each);
    }
    first += inside;
    if (first.size() == 1 && first.first().text == written)
        return {};
    first.resize(std::min(first.size(), kMostOffered));
    return first;
}

} // namespace assay::ui
