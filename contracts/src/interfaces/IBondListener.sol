// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Who is told when a bond changes
interface IBondListener {
    /// @notice Called by the StakeVault when the bond of a provider changed, with a fixed amount of gas.
    /// @param bonded PToken base units that will count from now on, without what is unbonding.
    function onBondChanged(address provider, uint256 bonded) external;
}
