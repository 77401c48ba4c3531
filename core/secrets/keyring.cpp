// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keyring.h"

#include "core/base/awaitfuture.h"

#include <QPromise>

#include <algorithm>
#include <utility>

namespace assay::secrets {

using namespace Qt::StringLiterals;

struct KeyRing::Entry {
    Secret key;
    std::chrono::steady_clock::time_point foundAt;
    bool isLookingUp = false;
    std::vector<std::shared_ptr<QPromise<bool>>> waiters;
};

namespace {

Secret copyOf(const Secret &key)
{
    return Secret(key.bytes().toByteArray());
}

} // namespace

void KeyRing::add(std::unique_ptr<KeyStore> store)
{
    std::erase_if(m_stores, [&store](const auto &other) { return other->scheme() == store->scheme(); });
    m_stores.push_back(std::move(store));
}

KeyStore *KeyRing::storeOf(const QString &scheme) const
{
    const auto store = std::ranges::find(m_stores, scheme, [](const auto &candidate) { return candidate->scheme(); });
    return store == m_stores.end() ? nullptr : store->get();
}

Result<KeySource::Part> KeyRing::partOf(const QString &source, const QString &label) const
{
    const auto parsed = KeySource::fromText(source);
    if (!parsed)
        return std::unexpected(parsed.error());
    const KeySource::Part *part = parsed->forLabel(label);
    if (part == nullptr)
        return fail(ErrorKind::secretMissing,
            label.isEmpty() ? u"The provider has keys for labels only, and this run has no label"_s : u"The provider has no key for the label %1"_s.arg(label),
            u"Add a source without a label for all others, such as env:NAME"_s);
    if (storeOf(part->scheme) == nullptr) {
        QStringList known;
        for (const auto &candidate : m_stores)
            known.append(candidate->scheme() + u":NAME"_s);
        // What was written may be the key itself, so it is not repeated.
        return fail(
            ErrorKind::invalidInput, u"The provider's key source is of no known kind"_s, u"Write it as %1, or leave it empty when no key is needed"_s.arg(known.join(u" or "_s)));
    }
    return *part;
}

void KeyRing::tellFound(const KeySource::Part &part, const Result<Secret> &found) const
{
    if (m_onFound && found && !found->isEmpty() && part.scheme != u"memory")
        m_onFound(part.scheme + u':' + part.name, *found);
}

QCoro::Task<Result<Secret>> KeyRing::lookUp(QString source, QString label)
{
    if (source.isEmpty())
        co_return Secret();
    const auto part = partOf(source, label);
    if (!part)
        co_return std::unexpected(part.error());
    KeyStore *const store = storeOf(part->scheme);
    if (!store->isSlow()) {
        auto found = co_await store->lookUp(part->name);
        tellFound(*part, found);
        co_return found;
    }
    auto &known = m_entries[part->scheme + u':' + part->name];
    if (!known)
        known = std::make_shared<Entry>();
    const std::shared_ptr<Entry> entry = known;
    while (entry->isLookingUp) {
        auto promise = std::make_shared<QPromise<bool>>();
        promise->start();
        entry->waiters.push_back(promise);
        (void)co_await AwaitFuture(promise->future());
    }
    if (!entry->key.isEmpty() && std::chrono::steady_clock::now() - entry->foundAt < kKept)
        co_return copyOf(entry->key);
    entry->isLookingUp = true;
    auto found = co_await store->lookUp(part->name);
    entry->isLookingUp = false;
    entry->key = found ? copyOf(*found) : Secret();
    entry->foundAt = std::chrono::steady_clock::now();
    tellFound(*part, found);
    // Those who waited look again: after a failure each asks for itself, since it may have been a passing one.
    for (const auto &waiter : std::exchange(entry->waiters, {})) {
        waiter->addResult(true);
        waiter->finish();
    }
    co_return found;
}

void KeyRing::forget(const QString &source, const QString &label)
{
    const auto part = partOf(source, label);
    if (!part)
        return;
    const auto entry = m_entries.find(part->scheme + u':' + part->name);
    if (entry != m_entries.end())
        entry->second->key = Secret();
}

} // namespace assay::secrets
