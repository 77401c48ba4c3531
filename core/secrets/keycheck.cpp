// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keycheck.h"

namespace assay::secrets {

using namespace Qt::StringLiterals;

namespace {

KeyFinding::State stateOf(const Error &error, const QString &scheme)
{
    if (error.kind == ErrorKind::invalidInput)
        return KeyFinding::State::unusable;
    return scheme == u"keychain" ? KeyFinding::State::lockedOrMissing : KeyFinding::State::missing;
}

QCoro::Task<KeyFinding> checkPart(KeyRing &keys, QString source, KeySource::Part part, bool startsCommands)
{
    KeyFinding finding{.label = part.label, .scheme = part.scheme, .name = part.name, .state = KeyFinding::State::found, .reason = {}};
    if (part.scheme == u"command" && !startsCommands) {
        finding.state = KeyFinding::State::notAsked;
        finding.reason = u"The command is started when the key is used"_s;
        co_return finding;
    }
    keys.forget(source, part.label);
    const auto key = co_await keys.lookUp(source, part.label);
    if (!key) {
        finding.state = stateOf(key.error(), part.scheme);
        finding.reason = key.error().describe();
    }
    co_return finding;
}

} // namespace

QCoro::Task<QList<KeyFinding>> checkKeys(KeyRing &keys, QString source, bool startsCommands)
{
    const auto parsed = KeySource::fromText(source);
    if (!parsed)
        co_return {KeyFinding{.label = {}, .scheme = {}, .name = {}, .state = KeyFinding::State::unusable, .reason = parsed.error().describe()}};
    if (parsed->parts().isEmpty())
        co_return {KeyFinding()};
    QList<KeyFinding> findings;
    for (const KeySource::Part &part : parsed->parts())
        findings.append(co_await checkPart(keys, source, part, startsCommands));
    co_return findings;
}

} // namespace assay::secrets
