// SPDX-License-Identifier: GPL-3.0-or-later
// Counting tokens: how fast on texts of several kinds, and what the tables cost.
#include "core/tokens/encoding.h"
#include "tests/bench/sections.h"

#include <QElapsedTimer>
#include <QFile>

#include <random>

namespace assay::bench {

namespace {

constexpr qsizetype kBytes = 32 * 1024 * 1024;
constexpr double kMega = 1e6;

// English prose, word by word: what people write to models, without a rhythm that a cache could learn.
QByteArray english(qsizetype bytes)
{
    static const QList<QByteArray> words
        = QByteArray("the of and to in is that it for was on are as with they at be this from have or by one had not but what all were when we there can an your which their said "
                     "if do will each about "
                     "how up out them then she many some so these would other into has more her two like him see time could no make than first been its who now people my made "
                     "over did down only way find "
                     "use may water long little very after words called just where most know get through back much before go good new write our used me man too any day same right "
                     "look think also around "
                     "another came come work three word must because does part even place well such here take why things help put years different away again off went old number "
                     "great tell men say small "
                     "every found still between name should home big give air line set own under read last never us left end along while might next sound below saw something "
                     "thought both few those always "
                     "looked show large often together asked house world going want school important until form food keep children feet land side without boy once animals life "
                     "enough took sometimes four "
                     "customer refund order delivery account password invoice please describe category urgency summary answer response language model prompt evaluation regression")
              .split(' ');
    std::mt19937 random(5); // NOLINT: the same text every time
    QByteArray text;
    text.reserve(bytes + 32);
    int inSentence = 0;
    while (text.size() < bytes) {
        QByteArray word = words.at(std::uniform_int_distribution<qsizetype>(0, words.size() - 1)(random));
        if (inSentence == 0)
            word[0] = static_cast<char>(word.at(0) - 32);
        text += word;
        ++inSentence;
        const int next = std::uniform_int_distribution(0, 99)(random);
        if (inSentence > 4 && next < 10) {
            text += next == 0 ? ".\n\n" : ". ";
            inSentence = 0;
        } else {
            text += next > 95 ? ", " : " ";
        }
    }
    return text;
}

// What people write in earnest, with its names, typing errors and JSON around it: the lines of a bundled set, shuffled.
QByteArray mail(qsizetype bytes)
{
    QFile file(QStringLiteral(":/assay/evalsets/support-triage/items.jsonl"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    std::mt19937 random(7); // NOLINT: the same text every time
    QByteArray text;
    text.reserve(bytes + 4'096);
    while (text.size() < bytes)
        text += lines.at(std::uniform_int_distribution<qsizetype>(0, lines.size() - 1)(random)) + '\n';
    return text;
}

// Written without spaces, three bytes a character.
QByteArray chinese(qsizetype bytes)
{
    std::mt19937 random(9); // NOLINT: the same text every time
    QString text;
    while (text.size() * 3 < bytes)
        text += std::uniform_int_distribution(0, 11)(random) == 0 ? QChar(u'，') : QChar(std::uniform_int_distribution<char16_t>(0x4e00, 0x5fff)(random));
    return text.toUtf8();
}

double residentMegabytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    constexpr double kPage = 4096;
    return file.readAll().split(' ').value(1).toDouble() * kPage / kMega;
}

double megabytesPerSecond(qsizetype bytes, const QElapsedTimer &timer)
{
    return static_cast<double>(bytes) / kMega / (static_cast<double>(timer.nsecsElapsed()) / 1e9);
}

} // namespace

Json tokens()
{
    Json json(jsoncons::json_object_arg);
    const QByteArray prose = english(kBytes);
    const QByteArray mails = mail(kBytes);
    const QByteArray han = chinese(kBytes / 4);
    for (const auto name : {assay::tokens::EncodingName::o200kBase, assay::tokens::EncodingName::cl100kBase}) {
        const double before = residentMegabytes();
        QElapsedTimer timer;
        timer.start();
        const auto encoding = assay::tokens::Encoding::get(name);
        if (!encoding) {
            json.insert_or_assign("error", jsonString(encoding.error().describe()));
            return json;
        }
        const std::string prefix = assay::tokens::toText(name).toStdString();
        json.insert_or_assign(prefix + " load ms", static_cast<double>(timer.nsecsElapsed()) / 1e6);
        json.insert_or_assign(prefix + " resident MB", residentMegabytes() - before);
        timer.restart();
        const qint64 count = (*encoding)->count(prose);
        json.insert_or_assign(prefix + " MB/s", megabytesPerSecond(prose.size(), timer));
        json.insert_or_assign(prefix + " bytes a token", static_cast<double>(prose.size()) / static_cast<double>(count));
        timer.restart();
        const qint64 inMails = (*encoding)->count(mails);
        json.insert_or_assign(prefix + " MB/s, mails in JSON", megabytesPerSecond(mails.size(), timer));
        json.insert_or_assign(prefix + " bytes a token, mails in JSON", static_cast<double>(mails.size()) / static_cast<double>(std::max<qint64>(1, inMails)));
        timer.restart();
        const qint64 inHan = (*encoding)->count(han);
        json.insert_or_assign(prefix + " MB/s, Chinese", megabytesPerSecond(han.size(), timer) * (inHan > 0 ? 1 : 0));
    }
    json.insert_or_assign("limit", "o200k_base at least 30 MB/s on English text");
    return json;
}

} // namespace assay::bench
