// SPDX-License-Identifier: GPL-3.0-or-later
// Runs LLVMFuzzerTestOneInput() where there is no libFuzzer: replays a corpus, or mutates it and keeps what reaches new code. Coverage
// comes from GCC's -fsanitize-coverage=trace-pc, which calls this at every edge; without it every input is as good as another.
#include "tests/fuzz/mutator.h"
#include "tests/fuzz/seeds.h"

#include <QElapsedTimer>
#include <QFile>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <sys/time.h>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const quint8 *data, std::size_t size);

using namespace assay;
using namespace assay::fuzz;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kEdges = 1 << 16;
constexpr qsizetype kLongestInput = 4096;
constexpr double kSlowMs = 2000;
constexpr unsigned kHangSeconds = 20;

std::array<quint8, kEdges> s_hits;
std::array<quint8, kEdges> s_seen;
QByteArray s_current;
QByteArray s_crashPath;

struct Options {
    QStringList folders;
    QString table;
    QString output;
    qint64 seconds = 0; ///< 0: replay only
    quint32 seed = 1;
};

// Also called by the sanitizers when they find something: what was being run is kept.
void keepCurrent()
{
    QFile file(QString::fromLocal8Bit(s_crashPath));
    if (!s_crashPath.isEmpty() && file.open(QIODevice::WriteOnly))
        file.write(s_current);
}

void onSignal(int number)
{
    keepCurrent();
    std::fprintf(stderr, number == SIGPROF ? "hang: an input took more than %u s; it is in %s\n" : "stopped by signal %u; the input is in %s\n",
        number == SIGPROF ? kHangSeconds : static_cast<unsigned>(number), s_crashPath.constData());
    _exit(1);
}

// In time on a processor, so that a busy machine is no hang.
double processorMs()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

void limitTo(unsigned seconds)
{
    const itimerval limit{.it_interval = {}, .it_value = {.tv_sec = seconds, .tv_usec = 0}};
    setitimer(ITIMER_PROF, &limit, nullptr);
}

// How often an edge was hit counts only in steps, as AFL does it.
quint8 bucketOf(quint8 hits)
{
    return hits <= 3 ? quint8(1 << hits >> 1) : hits <= 7 ? 8 : hits <= 15 ? 16 : hits <= 31 ? 32 : hits <= 127 ? 64 : 128;
}

bool runFindsNew(const QByteArray &input)
{
    s_hits.fill(0);
    s_current = input;
    limitTo(kHangSeconds);
    const double start = processorMs();
    LLVMFuzzerTestOneInput(reinterpret_cast<const quint8 *>(input.constData()), static_cast<std::size_t>(input.size()));
    limitTo(0);
    if (const double took = processorMs() - start; took > kSlowMs)
        std::fprintf(stderr, "slow: %.0f ms for %s\n", took, input.toPercentEncoding(" {}%|()[]'\"").constData());
    bool isNew = false;
    for (std::size_t i = 0; i < kEdges; ++i) {
        const quint8 bucket = s_hits[i] == 0 ? 0 : bucketOf(s_hits[i]);
        isNew = isNew || (bucket & ~s_seen[i]) != 0;
        s_seen[i] = quint8(s_seen[i] | bucket);
    }
    return isNew;
}

void keep(const Options &options, const QByteArray &input)
{
    if (options.output.isEmpty())
        return;
    QFile file(options.output + u'/' + QString::number(qHash(input), 16));
    if (file.open(QIODevice::WriteOnly))
        file.write(input);
}

int search(const Options &options, QList<QByteArray> pool)
{
    Mutator mutator(options.seed, kLongestInput);
    QElapsedTimer timer;
    timer.start();
    qint64 runs = 0;
    qint64 told = 0;
    const qsizetype given = pool.size();
    while (timer.elapsed() < options.seconds * 1000) {
        const QByteArray input = mutator.mutated(pool);
        if (runFindsNew(input)) {
            pool.append(input);
            keep(options, input);
        }
        ++runs;
        if (timer.elapsed() / 30'000 == told)
            continue;
        told = timer.elapsed() / 30'000;
        std::fprintf(stderr, "%lld s: %lld runs, %lld new inputs\n", static_cast<long long>(timer.elapsed() / 1000), static_cast<long long>(runs),
            static_cast<long long>(pool.size() - given));
    }
    const auto edges = std::count_if(s_seen.begin(), s_seen.end(), [](quint8 seen) { return seen != 0; });
    std::printf("%lld runs in %lld s, %lld inputs added to %lld, %lld edges\n", static_cast<long long>(runs), static_cast<long long>(timer.elapsed() / 1000),
        static_cast<long long>(pool.size() - given), static_cast<long long>(given), static_cast<long long>(edges));
    return 0;
}

Options optionsOf(int argc, char **argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const QString word = QString::fromLocal8Bit(argv[i]);
        const QString value = i + 1 < argc ? QString::fromLocal8Bit(argv[i + 1]) : QString();
        if (word == u"--seconds")
            options.seconds = value.toLongLong();
        else if (word == u"--seed")
            options.seed = value.toUInt();
        else if (word == u"--table")
            options.table = value;
        else if (word == u"--output")
            options.output = value;
        else {
            options.folders.append(word);
            continue;
        }
        ++i;
    }
    return options;
}

} // namespace

extern "C" void __sanitizer_cov_trace_pc()
{
    auto place = reinterpret_cast<std::uintptr_t>(__builtin_return_address(0));
    place = (place >> 4) ^ (place >> 1);
    quint8 &hits = s_hits[place & (kEdges - 1)];
    hits = quint8(hits + (hits < 255 ? 1 : 0));
}

#if defined(__SANITIZE_ADDRESS__)
extern "C" void __sanitizer_set_death_callback(void (*callback)());
#endif

int main(int argc, char **argv)
{
    const Options options = optionsOf(argc, argv);
    s_crashPath = (options.output.isEmpty() ? u"fuzz-crash"_s : options.output + u"/crash"_s).toLocal8Bit();
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_set_death_callback(keepCurrent);
#endif
    std::signal(SIGPROF, onSignal);
    std::signal(SIGABRT, onSignal);
    QList<QByteArray> inputs;
    for (const QString &folder : options.folders)
        inputs += inputsOfFolder(folder);
    inputs += inputsOfTable(options.table);
    for (const QByteArray &input : inputs)
        (void)runFindsNew(input);
    std::printf("%lld inputs replayed\n", static_cast<long long>(inputs.size()));
    if (inputs.isEmpty())
        return 1;
    return options.seconds == 0 ? 0 : search(options, inputs);
}
