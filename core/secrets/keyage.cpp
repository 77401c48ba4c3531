// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keyage.h"

#include "core/base/jsonfile.h"
#include "core/secrets/keysource.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace assay::secrets {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kDigestBytes = 4; // enough to see that a key is another one, far too little to find one

QByteArray freshSalt()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words);
}

QByteArray saltOf(Json &file)
{
    const Json known = file.get_value_or<Json>("salt", Json());
    if (known.is_string())
        return QByteArray::fromHex(QByteArray::fromStdString(known.as<std::string>()));
    const QByteArray salt = freshSalt();
    file.insert_or_assign("salt", salt.toHex().toStdString());
    return salt;
}

std::string digestOf(const QByteArray &salt, const QString &source, const Secret &key)
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, salt);
    code.addData(source.toUtf8());
    code.addData(QByteArrayView("\0", 1));
    code.addData(key.bytes());
    return code.result().first(kDigestBytes).toHex().toStdString();
}

std::string textOf(const Json &object, std::string_view name)
{
    const Json value = object.is_object() ? object.get_value_or<Json>(name, Json()) : Json();
    return value.is_string() ? value.as<std::string>() : std::string();
}

Json keysOf(const Json &file)
{
    const Json keys = file.get_value_or<Json>("keys", Json());
    return keys.is_object() ? keys : Json(jsoncons::json_object_arg);
}

QDate dateOf(const Json &entry)
{
    return QDate::fromString(QString::fromStdString(textOf(entry, "since")), Qt::ISODate);
}

} // namespace

qint64 KeyAge::days(QDate today) const
{
    return std::max<qint64>(0, since.daysTo(today));
}

QString reminder(const KeyAge &age, QDate today, int oldAfterDays)
{
    if (!age.isOld(today, oldAfterDays))
        return {};
    const QString what = age.wasStored ? u"was stored"_s : u"was first seen"_s;
    return u"The key of %1 %2 %3 days ago; providers advise to change keys"_s.arg(age.source, what, QString::number(age.days(today)));
}

QString KeyDates::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/key-dates.json"_s;
}

Result<void> KeyDates::note(const QString &source, const Secret &key, QDate today, bool isStored) const
{
    return changeJsonFile(m_path, [&](Json &file) -> Result<void> {
        const std::string digest = digestOf(saltOf(file), source, key);
        Json keys = keysOf(file);
        const std::string name = source.toStdString();
        const Json known = keys.get_value_or<Json>(name, Json());
        if (!isStored && textOf(known, "digest") == digest && dateOf(known).isValid())
            return {};
        Json entry(jsoncons::json_object_arg);
        entry.insert_or_assign("since", today.toString(Qt::ISODate).toStdString());
        entry.insert_or_assign("how", isStored ? "stored" : "seen");
        entry.insert_or_assign("digest", digest);
        keys.insert_or_assign(name, std::move(entry));
        file.insert_or_assign("keys", std::move(keys));
        return {};
    });
}

Result<void> KeyDates::seen(const QString &source, const Secret &key, QDate today) const
{
    return note(source, key, today, false);
}

Result<void> KeyDates::stored(const QString &source, const Secret &key, QDate today) const
{
    return note(source, key, today, true);
}

Result<void> KeyDates::forget(const QString &source) const
{
    return changeJsonFile(m_path, [&](Json &file) -> Result<void> {
        Json keys = keysOf(file);
        keys.erase(source.toStdString());
        file.insert_or_assign("keys", std::move(keys));
        return {};
    });
}

QList<KeyAge> KeyDates::ages(const QString &keySource) const
{
    QList<KeyAge> ages;
    const auto source = KeySource::fromText(keySource);
    const auto file = readJsonFile(m_path);
    if (!source || !file)
        return ages;
    const Json keys = keysOf(*file);
    for (const KeySource::Part &part : source->parts()) {
        const QString name = part.scheme + u':' + part.name;
        const Json entry = keys.get_value_or<Json>(name.toStdString(), Json());
        if (const QDate since = dateOf(entry); since.isValid())
            ages.append({.source = name, .since = since, .wasStored = textOf(entry, "how") == "stored"});
    }
    return ages;
}

QString ageReminder(const QString &keySource, QDate today, int oldAfterDays, const KeyDates &dates)
{
    QStringList sentences;
    for (const KeyAge &age : dates.ages(keySource)) {
        if (const QString sentence = reminder(age, today, oldAfterDays); !sentence.isEmpty())
            sentences.append(sentence);
    }
    return sentences.join(u". "_s);
}

} // namespace assay::secrets
