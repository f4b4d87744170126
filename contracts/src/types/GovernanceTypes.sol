// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

/// @notice One line of the genesis table: who holds how much G, in base units.
struct Allocation {
    address to;
    uint256 amount;
}

/// @notice A grant that vests. Times in Unix seconds; `amount` in base units of G.
/// @dev Nothing before `cliffAt`; then what of [startAt, endAt] has passed, in proportion; all from `endAt` on.
struct Grant {
    address beneficiary;
    uint40 startAt;
    uint40 cliffAt;
    uint40 endAt;
    uint128 amount;
    uint128 released;
    bytes32 label; // ASCII, as the published table names it
}

/// @notice What an account has besides its stake.
struct Staker {
    // Slot 1: the reward index its interest is counted to, and interest not yet claimed.
    uint128 index;
    uint128 interest;
    // Slot 2: what leaves, and the Unix second from which it may.
    uint128 unstaking;
    uint40 releaseAt;
}

/// @notice A call that may pass while little is staked: a parameter whose bounds are in its contract's code.
struct BoundedCall {
    address target;
    bytes4 selector;
}
