// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A contract that the vault notifies when a provider's bond changes
interface IBondListener {
    /// @notice The StakeVault calls this function after a provider's bond has changed, with a fixed amount of gas.
    /// @param bonded The bond that counts from now on, in PToken base units, without the unbonding part.
    function onBondChanged(address provider, uint256 bonded) external;
}
