// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice One account's bond for one purpose.
struct Bond {
    // storage slot 0: 128 + 128 bits, PToken base units
    uint128 bonded;
    uint128 unbonding; // can be slashed until it is paid out
    // storage slot 1: 40 + 40 bits
    uint40 releaseAt; // unix seconds from which `unbonding` may be withdrawn
    uint40 frozenUntil; // unix seconds until which a court freezes the bond; a pending slash freezes it too
}

/// @notice The part of a provider's bond that compensation must leave because of a slash.
struct KeptBond {
    // storage slot 0: 128 + 40 = 168 bits
    uint128 amount; // PToken base units; at least the amount of the queued slash
    uint40 until; // unix seconds; the highest value while a slash is queued
}

/// @notice A queued slash for a fraud. If `executeAt` is 0, none is queued.
struct PendingSlash {
    // storage slot 0: 128 + 96 = 224 bits, PToken base units. The token's supply fits 96 bits.
    uint128 amount;
    uint96 compensation; // the part of `amount` that `victim` gets
    // storage slot 1: 160 + 40 + 8 = 208 bits
    address victim;
    uint40 executeAt; // unix seconds
    bool disputed; // true while a dispute delays it
}
