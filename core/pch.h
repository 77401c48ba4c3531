// SPDX-License-Identifier: GPL-3.0-or-later
// The headers that nearly every unit of core pulls in anyway, compiled once.
#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <QCoro/QCoroTask>

#include <jsoncons/json.hpp>

#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>
