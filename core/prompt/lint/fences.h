// SPDX-License-Identifier: GPL-3.0-or-later
// What sets an item's text apart from the instructions around it.
#pragma once

#include "core/prompt/lint/examined.h"

namespace assay::prompt::linting {

/// `<doc>` or `</doc>` in the prose.
struct XmlTag {
    QString name; ///< in small letters
    Range range;
    bool isClosing = false;
    qsizetype partner = -1; ///< the tag that closes it or that it closes, itself for `<doc/>`; -1: none
};
/// In order.
[[nodiscard]] QList<XmlTag> xmlTagsOf(const Message &message);

/// Where text stands between a pair of XML-like tags, backticks, triple quotes or rules, within such a tag as an
/// attribute, or in a filter block that makes one. By their starts, each as far as the farthest that begins no later: many thousand may stand in a text.
[[nodiscard]] QList<Range> fencesOf(const Message &message);
/// A mark that is meant to fence an item's text off, and does not.
struct BrokenFence {
    enum class Fault { neverClosed, neverOpened, closedByAnother, closedBefore };

    Fault fault = Fault::neverClosed;
    Range mark;      ///< that is wrong: the one of two that stands alone, or that closes
    QString opening; ///< as it should stand: "<doc>"; a mark that both opens and closes, such as three backticks
    QString closing; ///< "</doc>"
    Range inside;    ///< where the text stands that it leaves open
};
/// In order. Only marks right beside what an item fills are looked at: others may be placeholders, or mere talk of tags.
[[nodiscard]] QList<BrokenFence> brokenFencesOf(const Message &message);

/// It stands in one of these, or a filter of its own fences it off.
[[nodiscard]] bool isFenced(const Output &output, const QList<Range> &fences);

} // namespace assay::prompt::linting
