// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/contentdifftext.h"

#include <QCoreApplication>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kContext = 3; // lines around a change that are shown

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("contentdifftext", text, nullptr, n);
}

class Writer {
public:
    void heading(const QString &text)
    {
        if (!m_made.text.isEmpty())
            m_made.text += u'\n';
        write(DiffMark::Kind::heading, text);
        m_made.text += u'\n';
        m_isInRun = false;
    }

    void quiet(const QString &text)
    {
        write(DiffMark::Kind::quiet, text);
        m_made.text += u'\n';
        m_isInRun = false;
    }

    void lines(const QList<prompt::DiffLine> &lines)
    {
        const QList<QList<prompt::DiffPart>> words = prompt::wordsOfLines(lines);
        for (qsizetype i = 0; i < lines.size();) {
            const qsizetype same = sameFrom(lines, i);
            const qsizetype before = i == 0 ? 0 : kContext;
            const qsizetype after = i + same == lines.size() ? 0 : kContext;
            const bool isCut = same > before + after + 1;
            for (qsizetype j = 0; j < same; ++j) {
                if (isCut && j == before)
                    quiet(u"  \u2026 "_s + tr("%n line(s) the same", static_cast<int>(same - before - after)));
                if (!isCut || j < before || j >= same - after)
                    line(lines.at(i + j), words.at(i + j));
            }
            i += same;
            if (i < lines.size() && lines.at(i).kind != prompt::DiffKind::same) {
                line(lines.at(i), words.at(i));
                ++i;
            }
        }
    }

    void setting(const prompt::SettingDiff &setting)
    {
        change(prompt::DiffKind::removed, setting.name, setting.before);
        change(prompt::DiffKind::added, setting.name, setting.after);
    }

    [[nodiscard]] DiffText take() { return std::move(m_made); }

private:
    static qsizetype sameFrom(const QList<prompt::DiffLine> &lines, qsizetype from)
    {
        qsizetype count = 0;
        while (from + count < lines.size() && lines.at(from + count).kind == prompt::DiffKind::same)
            ++count;
        return count;
    }

    void change(prompt::DiffKind kind, const QString &name, const QString &value)
    {
        const QString text = name + u": "_s + (value.isEmpty() ? tr("not set") : value);
        line({.kind = kind, .text = text, .beforeLine = {}, .afterLine = {}}, {{kind, text}});
    }

    void line(const prompt::DiffLine &line, const QList<prompt::DiffPart> &words)
    {
        const bool isRemoved = line.kind == prompt::DiffKind::removed;
        const bool isAdded = line.kind == prompt::DiffKind::added;
        if ((isRemoved || isAdded) && !m_isInRun)
            m_made.changes.append(m_made.text.size());
        m_isInRun = isRemoved || isAdded;
        m_made.removed += isRemoved;
        m_made.added += isAdded;
        const qsizetype start = m_made.text.size();
        m_made.text += isRemoved ? u"\u2212 "_s : isAdded ? u"+ "_s : u"  "_s;
        // A line that is new or gone as a whole needs no words of its own.
        const bool hasWords = std::ranges::any_of(words, [](const prompt::DiffPart &part) { return part.kind == prompt::DiffKind::same && !part.text.trimmed().isEmpty(); });
        for (const prompt::DiffPart &part : words) {
            const qsizetype at = m_made.text.size();
            m_made.text += part.text;
            if (hasWords && part.kind != prompt::DiffKind::same)
                m_made.marks.append({isRemoved ? DiffMark::Kind::removedWords : DiffMark::Kind::addedWords, at, part.text.size()});
        }
        if (m_isInRun)
            m_made.marks.append({isRemoved ? DiffMark::Kind::removedLine : DiffMark::Kind::addedLine, start, m_made.text.size() - start});
        m_made.text += u'\n';
    }

    void write(DiffMark::Kind kind, const QString &text)
    {
        m_made.marks.append({kind, m_made.text.size(), text.size()});
        m_made.text += text;
    }

    DiffText m_made;
    bool m_isInRun = false;
};

bool differs(const prompt::MessageDiff &message)
{
    return message.before != message.after || std::ranges::any_of(message.lines, [](const prompt::DiffLine &line) { return line.kind != prompt::DiffKind::same; });
}

QString titleOf(const prompt::MessageDiff &message, int number)
{
    const auto role = [](const std::optional<tokens::Role> &who) { return who ? tokens::toText(*who) : QString(); };
    if (message.before && message.after && message.before != message.after)
        return tr("Message %1, %2 → %3").arg(QString::number(number), role(message.before), role(message.after));
    const QString title = tr("Message %1, %2").arg(QString::number(number), role(message.after ? message.after : message.before));
    return !message.before ? tr("%1, new").arg(title) : !message.after ? tr("%1, gone").arg(title) : title;
}

QString titleOf(const prompt::PartDiff &part)
{
    QString title;
    switch (part.kind) {
    case prompt::PartDiff::Kind::responseSchema:
        title = tr("JSON Schema of the answer");
        break;
    case prompt::PartDiff::Kind::tool:
        title = tr("Tool %1").arg(part.name);
        break;
    case prompt::PartDiff::Kind::snippet:
        title = tr("Snippet %1").arg(part.name);
        break;
    case prompt::PartDiff::Kind::example:
        title = tr("Example %1").arg(part.name);
        break;
    }
    return !part.isBefore ? tr("%1, new").arg(title) : !part.isAfter ? tr("%1, gone").arg(title) : title;
}

} // namespace

DiffText diffText(const prompt::ContentDiff &diff)
{
    Writer writer;
    if (!diff.settings.isEmpty())
        writer.heading(tr("Parameters"));
    for (const prompt::SettingDiff &setting : diff.settings)
        writer.setting(setting);
    for (int i = 0; i < diff.messages.size(); ++i) {
        const prompt::MessageDiff &message = diff.messages.at(i);
        writer.heading(titleOf(message, i + 1));
        if (differs(message))
            writer.lines(message.lines);
        else
            writer.quiet(u"  "_s + tr("the same, %n line(s)", static_cast<int>(message.lines.size())));
    }
    for (const prompt::PartDiff &part : diff.parts) {
        writer.heading(titleOf(part));
        writer.lines(part.lines);
    }
    return writer.take();
}

} // namespace assay::ui
