// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/taskscope.h"

#include <QList>
#include <QTimer>

#include <utility>

namespace assay {

struct TaskScope::State {
    std::stop_source stop;
    qsizetype running = 0;
    QList<std::coroutine_handle<>> waiters;
};

namespace {

// Awaits until the scope's count reaches zero; the state outlives both sides.
template<typename State> struct UntilIdle {
    std::shared_ptr<State> state;
    bool await_ready() const noexcept { return state->running == 0; }
    void await_suspend(std::coroutine_handle<> handle) { state->waiters.append(handle); }
    void await_resume() const noexcept {}
};

template<typename State> QCoro::Task<void> track(std::shared_ptr<State> state, QCoro::Task<void> task)
{
    co_await task;
    if (--state->running > 0)
        co_return;
    for (const auto waiter : std::exchange(state->waiters, {}))
        waiter.resume();
}

template<typename State> QCoro::Task<void> awaitIdle(std::shared_ptr<State> state)
{
    co_await UntilIdle<State>{state};
}

// Resumes its coroutine once, from the event loop: when the timer ends or when stop is asked for, whichever is first.
class Sleep {
public:
    Sleep(std::chrono::milliseconds duration, std::stop_token stop) : m_duration(duration), m_stop(std::move(stop)) {}

    bool await_ready() const noexcept { return m_stop.stop_requested(); }

    void await_suspend(std::coroutine_handle<> handle)
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [handle] { handle.resume(); });
        m_timer.start(m_duration);
        m_onStop.emplace(m_stop, WakeNow{&m_timer});
    }

    bool await_resume() const noexcept { return !m_stop.stop_requested(); }

private:
    struct WakeNow {
        QTimer *timer;
        void operator()() const { timer->start(0); }
    };

    std::chrono::milliseconds m_duration;
    std::stop_token m_stop;
    QTimer m_timer;
    std::optional<std::stop_callback<WakeNow>> m_onStop;
};

} // namespace

TaskScope::TaskScope() : m_state(std::make_shared<State>()) {}

TaskScope::~TaskScope()
{
    m_state->stop.request_stop();
}

std::stop_token TaskScope::stopToken() const
{
    return m_state->stop.get_token();
}

void TaskScope::requestStop()
{
    m_state->stop.request_stop();
}

void TaskScope::add(QCoro::Task<void> task)
{
    ++m_state->running;
    track(m_state, std::move(task));
}

qsizetype TaskScope::running() const
{
    return m_state->running;
}

QCoro::Task<void> TaskScope::join()
{
    return awaitIdle(m_state);
}

QCoro::Task<bool> sleepFor(std::chrono::milliseconds duration, std::stop_token stop)
{
    co_return co_await Sleep(duration, std::move(stop));
}

} // namespace assay
