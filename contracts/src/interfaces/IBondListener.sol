// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Receiver of changes of a bond
interface IBondListener {
    /// @notice Called by the StakeVault after a provider's bond changed, with a fixed amount of gas.
    /// @param bonded PToken base units that count from now on, without the unbonding part.
    function onBondChanged(address provider, uint256 bonded) external;
}
