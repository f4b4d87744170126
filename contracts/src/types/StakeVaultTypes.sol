// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

/// @notice One account's bond for one purpose.
struct Bond {
    // slot 0: 128 + 128 bits, PToken base units
    uint128 bonded;
    uint128 unbonding; // still slashable until paid out
    // slot 1
    uint40 releaseAt; // unix seconds from which `unbonding` may be withdrawn
}
