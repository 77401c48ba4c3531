// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/modelfacts.h"

#include "core/net/endpointpolicy.h"
#include "core/stats/quantile.h"
#include "ui/format/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>

namespace assay::ui::facts {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMicro = 1e6;

QString tr(const char *text)
{
    return QCoreApplication::translate("modelfacts", text);
}

std::optional<Milliseconds> median(const QList<qint64> &values)
{
    const QList<double> numbers(values.begin(), values.end());
    return stats::quantileType7(numbers, 0.5).transform([](double ms) { return Milliseconds(std::llround(ms)); });
}

QString dollars(qint64 microUsdPerMTok)
{
    return format::money(Money::fromPicoUsd(microUsdPerMTok * 1'000'000));
}

QString stateText(secrets::KeyFinding::State state)
{
    using enum secrets::KeyFinding::State;
    switch (state) {
    case notNeeded:
        return tr("no key needed");
    case found:
        return tr("found");
    case missing:
        return tr("missing");
    case lockedOrMissing:
        return tr("locked or missing");
    case notAsked:
        return tr("asked when used");
    case unusable:
        return tr("unusable");
    }
    Q_UNREACHABLE_RETURN({});
}

Tone stateTone(secrets::KeyFinding::State state)
{
    using enum secrets::KeyFinding::State;
    switch (state) {
    case found:
        return Tone::pass;
    case notNeeded:
    case notAsked:
        return Tone::skipped;
    case missing:
    case lockedOrMissing:
    case unusable:
        return Tone::error;
    }
    Q_UNREACHABLE_RETURN(Tone::neutral);
}

QString partText(const secrets::KeyFinding &finding)
{
    if (finding.scheme.isEmpty())
        return stateText(finding.state);
    const QString source = format::oneLine(finding.scheme + u':' + finding.name, 40);
    const QString text = u"%1 %2 %3"_s.arg(source, theme::mark(stateTone(finding.state)), stateText(finding.state));
    return finding.label.isEmpty() ? text : QString(finding.label + u": "_s + text);
}

QString row(const QString &caption, const QString &value)
{
    if (value.isEmpty())
        return {};
    return u"<tr><td style='color:%1; padding-right:10px; padding-bottom:3px'>%2</td><td style='padding-bottom:3px'>%3</td></tr>"_s.arg(
        theme::secondaryText().name(), caption.toHtmlEscaped().replace(u' ', u"&nbsp;"_s), value);
}

QString table(const QStringList &rows)
{
    return u"<table cellspacing='0' cellpadding='0'>"_s + rows.join(QString()) + u"</table>"_s;
}

QString toned(Tone tone, const QString &text)
{
    return u"<span style='color:%1'>%2</span>"_s.arg(theme::foreground(tone).name(), text.toHtmlEscaped());
}

QString priceRow(const run::PlannedModel &model)
{
    if (model.provider.isSimulated())
        return toned(Tone::simulated, tr("%1 simulated: nothing is charged").arg(theme::mark(Tone::simulated)));
    if (!model.price)
        return toned(Tone::error, tr("%1 unknown: no budget can hold with it").arg(theme::mark(Tone::error)));
    QStringList lines{tr("%1 in, %2 out").arg(dollars(model.price->inputMicroUsdPerMTok), dollars(model.price->outputMicroUsdPerMTok))};
    if (model.price->cachedInputMicroUsdPerMTok)
        lines.append(tr("%1 read from the cache").arg(dollars(*model.price->cachedInputMicroUsdPerMTok)));
    if (model.price->cacheWriteMicroUsdPerMTok)
        lines.append(tr("%1 written to the cache").arg(dollars(*model.price->cacheWriteMicroUsdPerMTok)));
    for (const pricing::LongPromptTier &tier : model.price->longPromptTiers)
        lines.append(
            tr("above %1 tokens: %2 in, %3 out").arg(format::tokens(tier.promptTokensAbove), dollars(tier.rates.inputMicroUsdPerMTok), dollars(tier.rates.outputMicroUsdPerMTok)));
    if (model.price->batchMillionths)
        lines.append(tr("in a batch %1 % of it").arg(QLocale().toString(static_cast<double>(*model.price->batchMillionths) / kMicro * 100, 'g', 4)));
    const QString since = model.price->date.isEmpty() ? QString() : tr(", %1").arg(model.price->date);
    lines.append(u"<span style='color:%1'>%2</span>"_s.arg(theme::secondaryText().name(), QString(model.price->source + since).toHtmlEscaped()));
    return lines.join(u"<br>"_s);
}

QString abilityRow(const provider::Capabilities &abilities)
{
    const std::array<std::pair<QString, std::optional<bool>>, 8> all{
        {{tr("JSON"), abilities.json}, {tr("JSON Schema"), abilities.schema}, {tr("tools"), abilities.tools}, {tr("reasoning"), abilities.reasoning},
            {tr("temperature"), abilities.sampling}, {tr("seed"), abilities.seed}, {tr("stop texts"), abilities.stop}, {tr("images"), abilities.vision}}};
    QStringList can;
    QStringList cannot;
    for (const auto &[name, ability] : all) {
        if (ability)
            (*ability ? can : cannot).append(name);
    }
    QStringList lines;
    if (!can.isEmpty())
        lines.append(can.join(u", "_s));
    if (!cannot.isEmpty())
        lines.append(tr("not: %1").arg(cannot.join(u", "_s)));
    return lines.isEmpty() ? tr("not known") : lines.join(u"<br>"_s);
}

QString sizeText(std::optional<qint64> tokens)
{
    return tokens ? tr("%1 tokens").arg(format::tokens(*tokens)) : tr("not known");
}

QString nameRow(const provider::Capabilities &abilities, const QString &apiName)
{
    QString text = apiName.toHtmlEscaped();
    if (abilities.isAlias)
        text += u"<br>"_s + toned(Tone::error, tr("%1 a floating alias: it moves on to newer models").arg(theme::mark(Tone::error)));
    if (!abilities.deprecatedOn.isEmpty())
        text += u"<br>"_s + toned(Tone::error, tr("%1 ends on %2").arg(theme::mark(Tone::error), abilities.deprecatedOn));
    return text;
}

QString speedRow(const ModelSpeed &seen)
{
    if (!seen.latency)
        return tr("not seen in the last runs");
    const QString first = seen.timeToFirstToken ? tr(", first token after %1").arg(format::duration(*seen.timeToFirstToken, true)) : QString();
    return tr("%1 an answer%2; median of %3, newest %4")
        .arg(format::duration(*seen.latency, true), first, format::count(seen.answers), format::relativeTime(seen.newest, SystemClock().utcNow()))
        .toHtmlEscaped();
}

} // namespace

ModelSpeed speedOf(const store::SeenSpeed &seen)
{
    return {.latency = median(seen.latencyMs), .timeToFirstToken = median(seen.timeToFirstTokenMs), .answers = seen.latencyMs.size(), .newest = seen.newest};
}

QString kindTitle(const ProviderEntry &entry)
{
    if (entry.config.isSimulated())
        return tr("simulated");
    return entry.kind.title.isEmpty() ? entry.config.kind : entry.kind.title;
}

QString address(const ProviderEntry &entry)
{
    if (entry.config.isSimulated())
        return tr("no network");
    return net::hostText(QUrl(entry.config.baseUrl.isEmpty() ? entry.kind.baseUrl : entry.config.baseUrl));
}

QString keyText(const ProviderEntry &entry)
{
    if (entry.config.keySource.isEmpty())
        return tr("no key needed");
    QStringList parts;
    for (const secrets::KeyFinding &finding : entry.keys)
        parts.append(partText(finding));
    if (parts.isEmpty())
        parts.append(tr("looking for the key…"));
    if (!entry.reminder.isEmpty())
        parts.append(tr("%1 old").arg(theme::mark(Tone::error)));
    return parts.join(u" · "_s);
}

Tone keyTone(const ProviderEntry &entry)
{
    if (!entry.reminder.isEmpty())
        return Tone::error;
    Tone tone = Tone::skipped;
    for (const secrets::KeyFinding &finding : entry.keys) {
        const Tone own = stateTone(finding.state);
        if (own == Tone::error)
            return own;
        if (own == Tone::pass)
            tone = own;
    }
    return tone;
}

QString price(const run::PlannedModel &model)
{
    if (!model.price)
        return tr("unknown");
    return u"%1 / %2"_s.arg(dollars(model.price->inputMicroUsdPerMTok), dollars(model.price->outputMicroUsdPerMTok));
}

QString limits(const provider::ModelConfig &model)
{
    QStringList parts;
    if (model.requestsPerMinute)
        parts.append(tr("%1 RPM").arg(format::tokens(*model.requestsPerMinute)));
    if (model.tokensPerMinute)
        parts.append(tr("%1 TPM").arg(format::tokens(*model.tokensPerMinute)));
    parts.append(tr("%1 at once").arg(format::count(model.concurrency)));
    return parts.join(u" · "_s);
}

QString abilities(const provider::Capabilities &abilities)
{
    QStringList parts;
    if (abilities.contextWindow)
        parts.append(format::tokens(*abilities.contextWindow));
    for (const auto &[name, ability] : {std::pair(tr("schema"), abilities.schema), {tr("tools"), abilities.tools}, {tr("reasons"), abilities.reasoning}}) {
        if (ability.value_or(false))
            parts.append(name);
    }
    return parts.isEmpty() ? u"–"_s : parts.join(u" · "_s);
}

QString speed(const ModelSpeed &speed)
{
    if (!speed.latency)
        return u"–"_s;
    const QString whole = format::duration(*speed.latency, true);
    return speed.timeToFirstToken ? QString(whole + u" / "_s + format::duration(*speed.timeToFirstToken, true)) : whole;
}

QString providerTable(const ProviderEntry &entry)
{
    if (entry.config.isSimulated())
        return table({row(tr("Kind"), toned(Tone::simulated, tr("%1 simulated: no key, no network, no cost").arg(theme::mark(Tone::simulated))))});
    QStringList keys;
    for (const secrets::KeyFinding &finding : entry.keys) {
        keys.append(toned(stateTone(finding.state), partText(finding)));
        if (!finding.reason.isEmpty() && stateTone(finding.state) == Tone::error)
            keys.append(finding.reason.toHtmlEscaped());
    }
    if (!entry.reminder.isEmpty())
        keys.append(toned(Tone::error, theme::mark(Tone::error) + u' ' + entry.reminder));
    if (keys.isEmpty())
        keys.append(keyText(entry).toHtmlEscaped());
    const Json &options = entry.config.options;
    const bool isPlain = options.contains("allowPlainHttp") && options.at("allowPlainHttp").is_bool() && options.at("allowPlainHttp").as<bool>();
    const QString insecure = isPlain ? toned(Tone::error, tr("%1 plain http is allowed").arg(theme::mark(Tone::error))) : QString();
    return table({row(tr("Kind"), kindTitle(entry).toHtmlEscaped()), row(tr("Goes to"), address(entry).toHtmlEscaped()), row(QString(), insecure),
        row(tr("Proxy"), entry.proxy.isEmpty() ? tr("none") : entry.proxy.toHtmlEscaped()), row(tr("Key"), keys.join(u"<br>"_s))});
}

QString modelTable(const ModelEntry &entry)
{
    const provider::Capabilities &known = entry.abilities;
    return table(
        {row(tr("Asked as"), nameRow(known, entry.planned.model.apiName)), row(tr("Price per 1 M"), priceRow(entry.planned)), row(tr("Context"), sizeText(known.contextWindow)),
            row(tr("Longest answer"), sizeText(known.maxOutput)), row(tr("Can do"), abilityRow(known)), row(tr("Last seen"), speedRow(entry.speed))});
}

} // namespace assay::ui::facts
