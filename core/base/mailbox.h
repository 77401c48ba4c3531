// SPDX-License-Identifier: GPL-3.0-or-later
// Work for another thread, done in the order of the posts by the thread that the mailbox lives on. The hand-over is a lock of ours and not Qt's queue of
// calls: a thread checker does not see into Qt, and silencing it there would silence it for all that the work does.
#pragma once

#include <QObject>

#include <functional>
#include <mutex>
#include <vector>

namespace assay {

class Mailbox final : public QObject {
public:
    using Work = std::move_only_function<void()>;
    /// From any thread. Work that is still here when the mailbox goes away is dropped undone.
    void post(Work work);

protected:
    bool event(QEvent *event) override;

private:
    std::mutex m_mutex;
    std::vector<Work> m_posted;
};

} // namespace assay
