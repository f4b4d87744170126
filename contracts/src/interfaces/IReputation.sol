// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReputationStatement} from "../types/ReputationTypes.sol";

/// @title Reputation: how reliably an account keeps its promises
/// @notice Validators sign the root of all accounts' records about the subject "reputation" at `Attestations`. This
/// contract checks a leaf of the latest root that at least four signed. It holds no funds and stores nothing.
interface IReputation {
    error Reputation_PowerTooSmall();
    error Reputation_LeafUnknown(bytes32 leaf);

    /// @notice The probability that the account keeps a promise (the mean of a Beta posterior), in 1e18 fixed point,
    /// and the hour of the root. An account without a leaf has the mean of the prior, but nobody can prove here that a
    /// leaf is missing. So callers should treat an account without a leaf as one with the lowest probability.
    /// @dev Warning: the root may be old. Check its hour.
    function meanOf(ReputationStatement calldata statement, bytes32[] calldata proof)
        external
        view
        returns (uint256 mean, uint64 epoch);
}
