// SPDX-License-Identifier: GPL-3.0-or-later
// One rendering's account: what it has used up, and the first fault that stopped it. Whatever runs on behalf of a template spends
// steps here in proportion to its work, so that no template and no value can run away. After a fault everything returns quickly
// with an empty value; nothing is thrown.
#pragma once

#include "core/base/error.h"
#include "core/prompt/language/source.h"
#include "core/prompt/language/value.h"

#include <QStringView>

#include <functional>
#include <optional>

namespace assay::prompt {

/// In UTF-16 units; of the result and of every text on the way to it.
inline constexpr qsizetype kLargestText = 4 * 1024 * 1024;
inline constexpr qsizetype kMostSteps = 1'000'000;
/// Blocks and expressions inside each other while a template runs, those of macros and snippets included.
inline constexpr int kDeepestRun = 700;

class Execution {
public:
    struct Options {
        bool isLenient = false; ///< what is missing reads as none
        bool traces = true;     ///< values know their origins; without, messages name no paths
        std::function<quint64()> seed{};
    };

    explicit Execution(QStringView source) : Execution(std::vector<SourceText>{{.name = {}, .text = source}}, {}) {}
    /// The sources outlive this.
    Execution(std::vector<SourceText> sources, Options options) : m_sources(std::move(sources)), m_options(std::move(options)), m_origins(m_options.traces) {}

    /// Where in which source work is done from now on; faults are reported there.
    void moveTo(qsizetype offset) { m_offset = offset; }
    [[nodiscard]] qsizetype offset() const { return m_offset; }
    void enter(qint32 source) { m_source = source; }
    [[nodiscard]] qint32 source() const { return m_source; }
    [[nodiscard]] bool isLenient() const { return m_options.isLenient; }
    [[nodiscard]] bool traces() const { return m_options.traces; }

    /// False when the rendering has stopped, also for an earlier reason.
    bool spend(qsizetype steps = 1)
    {
        m_steps += steps < kMostSteps ? steps : kMostSteps;
        return (m_steps <= kMostSteps && !m_error) || stopForSteps();
    }
    /// For reading or making that many units of text.
    bool spendOnText(qsizetype units) { return spend(1 + units / 64); }
    /// The same, when a text of that size is about to be made.
    bool allowText(qsizetype units);

    /// Keeps the first fault only. Returns none, so that a filter can end with it.
    Value fail(const QString &message, const QString &hint = {}, ErrorKind kind = ErrorKind::render);
    Value failAt(qsizetype offset, const QString &message, const QString &hint = {});
    [[nodiscard]] bool hasFailed() const { return m_error.has_value(); }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    /// The list or mapping, or a fault when it is too deep.
    Value made(std::optional<Value> container);

    /// What to say about something missing costs more than all else, so it is only found out when it is needed: while this holds.
    [[nodiscard]] bool explains() const { return m_explains; }
    void setExplains(bool explains) { m_explains = explains; }
    template<typename Explain> [[nodiscard]] Value missing(Explain explain) const { return m_explains ? Value(Missing(explain())) : Value::ofNothing(); }

    /// What is spent while it lives does not count.
    class Pause {
    public:
        explicit Pause(Execution &run) : m_run(run), m_steps(std::exchange(run.m_steps, 0)) {}
        ~Pause() { m_run.m_steps = m_steps; }
        Pause(const Pause &) = delete;
        Pause &operator=(const Pause &) = delete;

    private:
        Execution &m_run;
        qsizetype m_steps;
    };

    [[nodiscard]] Origins &origins() { return m_origins; }
    /// The same sequence for the same template and variables.
    [[nodiscard]] quint64 nextRandom();
    /// The same for the same text, everywhere and for ever.
    [[nodiscard]] static quint64 randomFor(QStringView text);

    /// Counts one level of the run while it lives; a fault beyond the deepest.
    class Level {
    public:
        explicit Level(Execution &run) : m_run(run)
        {
            if (++m_run.m_depth > kDeepestRun)
                m_run.stopForDepth();
        }
        ~Level() { --m_run.m_depth; }
        Level(const Level &) = delete;
        Level &operator=(const Level &) = delete;

    private:
        Execution &m_run;
    };

private:
    bool stopForSteps();
    void stopForDepth();

    std::vector<SourceText> m_sources;
    Options m_options;
    qint32 m_source = 0;
    qsizetype m_offset = 0;
    qsizetype m_steps = 0;
    int m_depth = 0;
    bool m_explains = false;
    std::optional<quint64> m_random;
    Origins m_origins;
    std::optional<Error> m_error;
};

} // namespace assay::prompt
