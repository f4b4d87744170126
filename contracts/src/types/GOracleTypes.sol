// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The last report of an account, or the oracle's last rate with its time.
struct RateReport {
    // one storage slot: 96 + 40 bits
    uint96 rate; // base units of G for one whole PToken
    uint40 reportedAt; // unix seconds
}

/// @notice A report that is still fresh, and its weight.
struct WeightedRate {
    uint256 rate;
    uint256 stake;
}
