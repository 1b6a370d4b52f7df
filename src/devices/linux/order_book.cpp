// SPDX-License-Identifier: MIT
// Whose moment has come.
#include "devices/linux/order_book.h"

#include <algorithm>

namespace securebase::devices {

namespace {

bool is_earlier(Order const& one, Order const& other)
{
    return one.at < other.at;
}

} // namespace

void OrderBook::add(Order order) noexcept
{
    if (order.follows != 0 && order.follows == last_serial_) {
        order.at = last_began_ + order.gap;
    }
    orders_[count_++] = order;
}

std::optional<Shot> OrderBook::take(base::Instant now) noexcept
{
    Order* const end = orders_.data() + count_;
    Order* const first = std::min_element(orders_.data(), end, is_earlier);
    if (first == end || now < first->at) {
        return std::nullopt;
    }
    Shot const shot = first->shot;
    last_serial_ = shot.serial;
    last_began_ = now - first->at > late ? now : first->at;
    *first = orders_[--count_];
    for (std::size_t i = 0; i < count_; ++i) {
        if (orders_[i].follows == shot.serial) {
            orders_[i].at = last_began_ + orders_[i].gap;
        }
    }
    return shot;
}

std::optional<base::Instant> OrderBook::next() const noexcept
{
    Order const* const end = orders_.data() + count_;
    Order const* const first = std::min_element(orders_.data(), end, is_earlier);
    return first == end ? std::nullopt : std::optional(first->at);
}

} // namespace securebase::devices
