// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keychain.h"

#include "core/base/awaitfuture.h"
#include "core/secrets/keyage.h"

#include <QPromise>

#include <qt6keychain/keychain.h>

#include <memory>

namespace assay::secrets {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"Assay"_s;
const QString kOtherWays = u"Unlock or install a keychain, or take the key from env:NAME, command:PROGRAM or memory:NAME"_s;

// The job lives until it has ended: its signal is the last that it does.
QFuture<bool> started(QKeychain::Job &job)
{
    auto ended = std::make_shared<QPromise<bool>>();
    ended->start();
    job.setAutoDelete(false);
    QObject::connect(&job, &QKeychain::Job::finished, &job, [ended] {
        ended->addResult(true);
        ended->finish();
    });
    QFuture<bool> future = ended->future();
    job.start();
    return future;
}

std::unexpected<Error> noKey(const QString &name, const QKeychain::Job &job)
{
    if (job.error() == QKeychain::EntryNotFound)
        return fail(ErrorKind::secretMissing, u"The keychain is locked, or holds no key named %1"_s.arg(name), u"Unlock it, or store the key: assay key store %1"_s.arg(name));
    return fail(ErrorKind::secretMissing, u"There is no keychain that could be asked for the key %1"_s.arg(name), kOtherWays);
}

QString sourceOf(const QString &name)
{
    return u"keychain:"_s + name;
}

QCoro::Task<Result<Secret>> readEntry(QString name)
{
    auto job = std::make_unique<QKeychain::ReadPasswordJob>(kService);
    job->setKey(name);
    (void)co_await AwaitFuture(started(*job));
    if (job->error() != QKeychain::NoError)
        co_return noKey(name, *job);
    Secret key(job->binaryData().trimmed());
    if (key.isEmpty())
        co_return fail(ErrorKind::secretMissing, u"The key %1 in the keychain is empty"_s.arg(name), u"Store it again: assay key store %1"_s.arg(name));
    co_return key;
}

} // namespace

QString KeychainStore::scheme() const
{
    return u"keychain"_s;
}

QCoro::Task<Result<Secret>> KeychainStore::lookUp(QString name)
{
    return readEntry(std::move(name));
}

QCoro::Task<Result<void>> storeInKeychain(QString name, Secret key)
{
    auto job = std::make_unique<QKeychain::WritePasswordJob>(kService);
    job->setKey(name);
    job->setBinaryData(key.bytes().toByteArray());
    (void)co_await AwaitFuture(started(*job));
    if (job->error() != QKeychain::NoError)
        co_return fail(ErrorKind::secretMissing, u"The keychain did not take the key %1"_s.arg(name), kOtherWays);
    // A keychain that says yes may still have kept nothing.
    const auto again = co_await readEntry(name);
    if (!again || again->bytes() != key.bytes())
        co_return fail(ErrorKind::secretMissing, u"The keychain took the key %1 and does not give it back"_s.arg(name), kOtherWays);
    // A day that cannot be noted must not undo what worked: without it there is no reminder.
    static_cast<void>(KeyDates().stored(sourceOf(name), key, QDate::currentDate()));
    co_return Result<void>();
}

QCoro::Task<Result<void>> removeFromKeychain(QString name)
{
    auto job = std::make_unique<QKeychain::DeletePasswordJob>(kService);
    job->setKey(name);
    (void)co_await AwaitFuture(started(*job));
    if (job->error() != QKeychain::NoError)
        co_return std::unexpected(noKey(name, *job).error());
    static_cast<void>(KeyDates().forget(sourceOf(name)));
    co_return Result<void>();
}

} // namespace assay::secrets
