// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev Base units of G of its proposer's stake that a proposal locks. One figure for governor and stake.
uint256 constant PROPOSAL_BOND_UNITS = 1_000e18;

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
    // Slot 1: the reward index its interest is counted to, interest not yet claimed, and how many proposals of its own have a bond in its stake.
    // Not empty once anything is staked, so that a bond writes one slot that is used already.
    uint128 index;
    uint96 interest;
    uint32 bonds;
    // Slot 2: what leaves, and the Unix second from which it may.
    uint128 unstaking;
    uint40 releaseAt;
}

/// @notice A call that may pass while little is staked: a parameter whose bounds are in its contract's code.
struct BoundedCall {
    address target;
    bytes4 selector;
}
