// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

/// @title Who is told when a bond changes
interface IBondListener {
    /// @notice Called by the StakeVault before it stores the new bond of a provider.
    /// @param bonded PToken base units that will count from now on, without what is unbonding.
    function onBondChanged(address provider, uint256 bonded) external;
}
