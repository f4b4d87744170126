// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title An oracle of the value of a PToken in G tokens
interface IRateOracle {
    /// @notice Base units of G for one whole PToken. Reverts if there is no rate or the rate is too old.
    function rate() external view returns (uint256);
}
