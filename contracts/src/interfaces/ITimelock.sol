// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Timelock: owns what votes can change, and the treasury
interface ITimelock {
    event OwnershipTaken(address indexed owned);

    error Timelock_DelayFixed(uint256 delay);

    /// @notice Seconds that a proposal waits which changes the operator, a guardian or an owner: twice the delay of others.
    // solhint-disable-next-line func-name-mixedcase
    function HOLDER_CHANGE_DELAY() external view returns (uint256);

    /// @notice Accepts the ownership of a contract whose owner has offered it to the timelock. Anyone: owning more binds nobody.
    function takeOwnership(address owned) external;
}
