// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReputationStatement} from "../types/ReputationTypes.sol";

/// @title Merkle leaves of reputation, and the mean of the Beta posterior
/// @dev packages/economy has the same arithmetic; vectors: packages/domain/vectors/reputation.json.
library ReputationLib {
    bytes32 internal constant REPUTATION = "Reputation";
    uint256 internal constant WAD = 1e18;
    /// @notice The Beta prior of an account without a record. The account counts as if it had made promises worth PRIOR
    /// (PToken base units) and fulfilled the share PRIOR_MEAN of them, a quarter.
    uint256 internal constant PRIOR = 100e18;
    uint256 internal constant PRIOR_MEAN = 0.25e18;

    /// @notice Returns the leaf of a statement. The leaf contains its kind and is hashed twice, so that no statement is
    /// valid as another kind, and no inner node as a leaf.
    function leafOf(ReputationStatement calldata statement) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(REPUTATION, statement))));
    }

    /// @notice Returns the expected share of its promises that an account fulfils, in 1e18 fixed point, rounded down.
    function meanOf(ReputationStatement calldata statement) internal pure returns (uint256) {
        uint256 fulfilled = statement.fulfilled;
        return (PRIOR * PRIOR_MEAN + fulfilled * WAD) / (PRIOR + fulfilled + statement.failed);
    }
}
