// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

/// @title Timelock: owns what votes can change, and the treasury
interface ITimelock {
    event OwnershipTaken(address indexed owned);

    error Timelock_DelayFixed(uint256 delay);

    /// @notice Accepts the ownership of a contract whose owner has offered it to the timelock. Anyone: owning more binds nobody.
    function takeOwnership(address owned) external;
}
