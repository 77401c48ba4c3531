// SPDX-License-Identifier: GPL-3.0-or-later
// The template language: one template with a loop and many filters over 500 items, a large template read, and Nunjucks beside it.
#include "core/prompt/language/template.h"
#include "tests/bench/sections.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <algorithm>
#include <ctime>

#include <malloc.h>

namespace assay::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int kItems = 500;
constexpr int kRounds = 20;
constexpr qsizetype kLarge = 1'000'000;

QString prose(int sentences)
{
    return u"You are a careful support agent who reads each ticket in full before you answer. Keep to the facts that the ticket gives, and say so when something is not known. "_s
        .repeated(sentences);
}

// About 4 kB.
QString ticketTemplate()
{
    return u"{# triage #}\n"_s + prose(8)
        + u"\nCustomer: {{ customer.name | title }} ({{ customer.plan | upper }})\nSubject: {{ subject | trim | capitalize }}\n"
          u"{% if customer.vip %}This customer is a VIP.{% else %}Standard service.{% endif %}\n"
          u"{% for m in messages %}{{ loop.index }}. {{ m.author | lower }} wrote: {{ m.text | replace('\\n', ' ') | truncate(120) }}{% if not loop.last %},{% endif %}\n"
          u"{% endfor %}\n"_s
        + prose(8)
        + u"Tags: {{ tags | sort | join(', ') }}\nCount: {{ messages | length }}, score {{ score | round(2) }}\nAllowed labels:\n{% for l in labels %}- {{ l }}\n{% endfor %}\n"_s
        + prose(6) + u"\nReference: {{ note | default('none') | indent(2) }}\n"_s;
}

Json ticket(int number)
{
    const QString n = QString::number(number);
    QString messages;
    for (int i = 0; i < 6; ++i)
        messages += (i > 0 ? u","_s : QString())
            + u"{\"author\":\"Author%1\",\"text\":\"%2\"}"_s.arg(
                QString::number(i), u"Hello there,\\nI have a question about item %1 and %2. "_s.arg(n, QString::number(i)).repeated(4));
    return *parseJson(u"{\"customer\":{\"name\":\"ada lovelace %1\",\"plan\":\"%2\",\"vip\":%3},\"subject\":\"  my printer is on FIRE %1 \",\"tags\":[\"b\",\"a\",\"c%1\"],"
                      u"\"score\":%4,\"labels\":[\"billing\",\"bug\",\"how-to\",\"other\"],\"note\":\"line one\\nline two %1\",\"messages\":[%5]}"_s.arg(
                          n, number % 2 ? u"pro"_s : u"free"_s, number % 3 == 0 ? u"true"_s : u"false"_s, QString::number(number / 7.0), messages));
}

std::vector<Json> tickets()
{
    std::vector<Json> items;
    for (int i = 0; i < kItems; ++i)
        items.push_back(ticket(i));
    return items;
}

// Of this thread's time on a processor, so that what else runs does not count.
double now()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double milliseconds(const auto &work)
{
    const double start = now();
    work();
    return now() - start;
}

double best(int rounds, const auto &work)
{
    double least = milliseconds(work);
    for (int i = 1; i < rounds; ++i)
        least = std::min(least, milliseconds(work));
    return least;
}

// What the process takes at most while it works, beyond what it had.
double peakMegabytes(const auto &work)
{
    const auto figure = [](const QByteArray &name) {
        QFile status(u"/proc/self/status"_s);
        if (!status.open(QIODevice::ReadOnly))
            return 0.0;
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith(name))
                return line.mid(name.size()).trimmed().split(' ').first().toDouble() / 1024;
        }
        return 0.0;
    };
    malloc_trim(0);
    QFile clear(u"/proc/self/clear_refs"_s);
    if (!clear.open(QIODevice::WriteOnly) || clear.write("5") != 1) // the peak begins anew
        return 0;
    clear.close();
    const double before = figure("VmRSS:");
    work();
    return figure("VmHWM:") - before;
}

// The same template with once and four times as much to go through: about 1 and 4 million characters of text, which is the most that a template may give.
void addMemory(Json &json)
{
    const QString loop = u"{% for m in messages %}{{ loop.index }} {{ m | upper | replace('A', 'b') | trim }}\n{% endfor %}"_s;
    const auto source = prompt::Template::parse(loop);
    for (const int thousands : {1, 4}) {
        Json messages(jsoncons::json_array_arg);
        for (int i = 0; i < thousands * 1000; ++i)
            messages.push_back(jsonString(u"a message of some length. "_s.repeated(38)));
        Json variables(jsoncons::json_object_arg);
        variables.insert_or_assign("messages", std::move(messages));
        qsizetype size = 0;
        for (const auto &[trace, name] : {std::pair(prompt::Trace::none, "render %1 M characters MB"), std::pair(prompt::Trace::spans, "with spans %1 M characters MB")}) {
            const double peak = peakMegabytes([&] {
                const auto rendered = source->render(variables, trace);
                size = rendered ? rendered->text.size() : -1;
            });
            json.insert_or_assign(QString::fromLatin1(name).arg(static_cast<double>(size) / 1e6, 0, 'f', 1).toStdString(), peak);
        }
        const QString text = ticketTemplate().repeated(thousands * 250);
        const double peak = peakMegabytes([&] { (void)prompt::Template::parse(text); });
        json.insert_or_assign(u"parse %1 M characters MB"_s.arg(static_cast<double>(text.size()) / 1e6, 0, 'f', 1).toStdString(), peak);
    }
}

QString nunjucksFolder()
{
    return QStringLiteral(ASSAY_SOURCE_DIR "/tests/nunjucks");
}

// Where this process sees no node, `./dev bench` has measured outside.
Json nunjucksFigures(const QByteArray &input)
{
    if (QFile measured(qEnvironmentVariable("ASSAY_NUNJUCKS_FIGURES")); measured.open(QIODevice::ReadOnly))
        return parseJson(QByteArrayView(measured.readAll().trimmed())).value_or(Json::null());
    const QString node = QStandardPaths::findExecutable(u"node"_s);
    if (node.isEmpty() || !QDir(nunjucksFolder() + u"/node_modules/nunjucks"_s).exists())
        return Json::null();
    QProcess process;
    process.setWorkingDirectory(nunjucksFolder());
    process.start(node, {u"bench.js"_s});
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(120'000);
    return parseJson(QByteArrayView(process.readAllStandardOutput().trimmed())).value_or(Json::null());
}

// Like for like are both sides read anew for each item, or both kept compiled. Who comes from a tool that reads anew to one that keeps, as Assay's runs do,
// sees the ratio of the two.
void compare(Json &json, const Json &theirs, double first, double warm, double fromSource, double parse)
{
    if (theirs.is_null()) {
        json.insert_or_assign("nunjucks", "needs node, and `npm install` in tests/nunjucks; `assay_bench --template-input` is what its bench.js reads");
        return;
    }
    json.insert_or_assign("nunjucks", theirs);
    json.insert_or_assign("times nunjucks, both read for each item (renderString)", theirs.at("fromSource").as<double>() / fromSource);
    json.insert_or_assign("times nunjucks, both parsed once, first round", theirs.at("first").as<double>() / first);
    json.insert_or_assign("times nunjucks, both parsed once, warm", theirs.at("warm").as<double>() / warm);
    json.insert_or_assign("times nunjucks, reading alone", theirs.at("compile").as<double>() / parse);
    json.insert_or_assign("not like for like: ours parsed once, as a run does, theirs read for each item, as promptfoo does", theirs.at("fromSource").as<double>() / warm);
}

} // namespace

QByteArray templateInput()
{
    Json input(jsoncons::json_object_arg);
    input.insert_or_assign("template", jsonString(ticketTemplate()));
    Json items(jsoncons::json_array_arg);
    for (Json &item : tickets())
        items.push_back(std::move(item));
    input.insert_or_assign("items", std::move(items));
    return toJson(input);
}

Json templates()
{
    const QString source = ticketTemplate();
    const std::vector<Json> items = tickets();
    const auto parsed = prompt::Template::parse(source);
    const QString large = source.repeated(kLarge / source.size() + 1);
    qsizetype characters = 0;
    const auto renderAll = [&](prompt::Trace trace) {
        characters = 0;
        for (const Json &item : items)
            characters += parsed->render(item, trace)->text.size();
    };
    Json json(jsoncons::json_object_arg);
    addMemory(json);
    const double first = milliseconds([&] { renderAll(prompt::Trace::none); });
    const double warm = best(kRounds, [&] { renderAll(prompt::Trace::none); });
    const double traced = best(kRounds, [&] { renderAll(prompt::Trace::spans); });
    const double parse = best(kRounds, [&] { (void)prompt::Template::parse(source); });
    const double fromSource = best(3, [&] {
        for (const Json &item : items)
            (void)prompt::Template::parse(source)->render(item, prompt::Trace::none);
    });
    const double parseLarge = best(5, [&] { (void)prompt::Template::parse(large); });
    json.insert_or_assign("template characters", source.size());
    json.insert_or_assign("500 items ms, first", first);
    json.insert_or_assign("500 items ms", warm);
    json.insert_or_assign("500 items with spans ms", traced);
    json.insert_or_assign("500 items, parsed each time ms", fromSource);
    json.insert_or_assign("parse 4 kB ms", parse);
    json.insert_or_assign("parse 1 MB ms", parseLarge);
    json.insert_or_assign("characters of 500 items", characters);
    compare(json, nunjucksFigures(templateInput()), first, warm, fromSource, parse);
    json.insert_or_assign("limit", "500 items below 25 ms, 1 MB below 100 ms, 20 times Nunjucks where both read for each item, as promptfoo does");
    return json;
}

} // namespace assay::bench
