// SPDX-License-Identifier: GPL-3.0-or-later
// co_await for a QFuture of another thread: the coroutine goes on from the event loop of its own thread, with the result. A future that was
// finished without a result (its maker died) is an error of the maker; every future of ours gets one.
#pragma once

#include <QFuture>
#include <QFutureWatcher>

#include <coroutine>
#include <memory>

namespace assay {

template<typename T> class AwaitFuture {
public:
    explicit AwaitFuture(QFuture<T> future) : m_future(std::move(future)) {}

    [[nodiscard]] bool await_ready() const { return m_future.isFinished(); }

    void await_suspend(std::coroutine_handle<> handle)
    {
        m_watcher = std::make_unique<QFutureWatcher<T>>();
        QObject::connect(m_watcher.get(), &QFutureWatcherBase::finished, m_watcher.get(), [this, handle] {
            // The watcher may not die in its own signal.
            m_watcher.release()->deleteLater();
            handle.resume();
        });
        m_watcher->setFuture(m_future);
    }

    [[nodiscard]] T await_resume() { return m_future.takeResult(); }

private:
    QFuture<T> m_future;
    std::unique_ptr<QFutureWatcher<T>> m_watcher;
};

} // namespace assay
