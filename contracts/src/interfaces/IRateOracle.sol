// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What a PToken is worth in G
interface IRateOracle {
    /// @notice Base units of G for one whole PToken. Reverts while there is none, or none young enough.
    function rate() external view returns (uint256);
}
