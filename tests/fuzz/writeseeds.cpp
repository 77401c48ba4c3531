// SPDX-License-Identifier: GPL-3.0-or-later
// fuzz_seeds TABLE FOLDER DICTIONARY: writes for libFuzzer what our own driver has in memory, a file an input and a line a word.
#include "tests/fuzz/seeds.h"
#include "tests/fuzz/words.h"

#include <QDir>
#include <QFile>

#include <cstdio>

using namespace assay::fuzz;
using namespace Qt::StringLiterals;

namespace {

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush())
        return true;
    std::fprintf(stderr, "%s: %s\n", qUtf8Printable(path), qUtf8Printable(file.errorString()));
    return false;
}

// A line of libFuzzer's dictionary: every byte by its number, so that none has to be quoted.
QByteArray lineOf(const QByteArray &word)
{
    return "\"\\x" + word.toHex(' ').replace(" ", "\\x") + "\"\n";
}

bool writeSeeds(const QList<QByteArray> &seeds, const QString &folder)
{
    int number = 0;
    for (const QByteArray &seed : seeds) {
        if (!write(folder + u'/' + QString::number(++number), seed))
            return false;
    }
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4) {
        std::fprintf(stderr, "Usage: fuzz_seeds TABLE FOLDER DICTIONARY\n");
        return 2;
    }
    const QList<QByteArray> seeds = inputsOfTable(QString::fromLocal8Bit(argv[1]));
    if (seeds.isEmpty()) {
        std::fprintf(stderr, "%s: there are no templates in it\n", argv[1]);
        return 1;
    }
    QByteArray dictionary;
    for (const QByteArray &word : words())
        dictionary += lineOf(word);
    const QString folder = QString::fromLocal8Bit(argv[2]);
    // Seeds of an older table would stay.
    QDir(folder).removeRecursively();
    return QDir().mkpath(folder) && writeSeeds(seeds, folder) && write(QString::fromLocal8Bit(argv[3]), dictionary) ? 0 : 1;
}
