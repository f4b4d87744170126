// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev The part of the proposer's stake that a proposal locks, in base units of G. Governor and staking contract use
/// the same number.
uint256 constant PROPOSAL_BOND_UNITS = 1_000e18;

/// @notice One line of the genesis table: an account and its G, in base units.
struct Allocation {
    address to;
    uint256 amount;
}

/// @notice A grant that vests. Times in Unix seconds; `amount` in base units of G.
/// @dev Nothing has vested before `cliffAt`. After that, the vested part is in proportion to the time that has passed
/// of [startAt, endAt]. From `endAt` on, everything has vested.
struct Grant {
    address beneficiary;
    uint40 startAt;
    uint40 cliffAt;
    uint40 endAt;
    uint128 amount;
    uint128 released;
    bytes32 label; // ASCII, the name in the published table
}

/// @notice The state of an account apart from its stake.
struct Staker {
    // Storage slot 1: the interest index up to which the account's interest is counted, its unclaimed interest, and the
    // number of proposal bonds in its stake. The slot is not zero once the account has staked. So a new bond changes a
    // used slot, which costs less gas than filling an empty one.
    uint128 index;
    uint96 interest;
    uint32 bonds;
    // Storage slot 2: the unstaking amount, and the Unix second from which it may be withdrawn.
    uint128 unstaking;
    uint40 releaseAt;
}

/// @notice A call that a proposal may contain while few G tokens are staked, because it sets a parameter with fixed
/// bounds in the code.
struct BoundedCall {
    address target;
    bytes4 selector;
}
