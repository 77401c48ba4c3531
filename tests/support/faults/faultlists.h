// SPDX-License-Identifier: GPL-3.0-or-later
// The faults by what they break, and what they are made of. For fault.cpp and its lists alone.
#pragma once

#include "tests/support/faults/fault.h"

namespace assay::test {

[[nodiscard]] QList<Fault> soundFaults();    ///< that do no harm
[[nodiscard]] QList<Fault> wireFaults();     ///< of the connection and of time
[[nodiscard]] QList<Fault> bodyFaults();     ///< of what a success holds
[[nodiscard]] QList<Fault> refusalFaults();  ///< that the API tells
[[nodiscard]] QList<Fault> usageFaults();    ///< of the counts
[[nodiscard]] QList<Fault> redirectFaults(); ///< that lead elsewhere
[[nodiscard]] QList<Fault> echoFaults();     ///< that send the key back

[[nodiscard]] ApiAnswer soundAnswer();
[[nodiscard]] LoopbackReply eventsReply(const QList<QByteArray> &events);
/// The beginning of a sound answer, with some of its text; its end is still to be said.
[[nodiscard]] LoopbackReply halfReply(const Fault::Met &met);
[[nodiscard]] LoopbackReply rawReply(const QByteArray &bytes, LoopbackReply::End end);

} // namespace assay::test
