// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReputationStatement} from "../types/ReputationTypes.sol";

/// @title Reputation: how much of its word an account keeps
/// @notice Validators sign the root of all accounts' pasts under the subject "reputation" of `Attestations`; a leaf of the latest root that four or more
/// signed is read here. Holds nothing and keeps nothing.
interface IReputation {
    error Reputation_PowerTooSmall();
    error Reputation_LeafUnknown(bytes32 leaf);

    /// @notice The mean of the Beta posterior of keeping its word, 1e18 fixed point, and the hour of the root. An account with no leaf has the prior's mean:
    /// whoever asks treats a missing leaf as the least.
    /// @dev Warning: the root may be old. Ask for the hour you accept.
    function meanOf(ReputationStatement calldata statement, bytes32[] calldata proof)
        external
        view
        returns (uint256 mean, uint64 epoch);
}
