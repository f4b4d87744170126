// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Timelock: owner of everything that votes can change. It also holds the treasury
interface ITimelock {
    event OwnershipTaken(address indexed owned);

    error Timelock_DelayFixed(uint256 delay);

    /// @notice Seconds that a proposal waits if it contains a call of setOperator, setGuardian or acceptOwnership:
    /// twice the delay of other proposals.
    // solhint-disable-next-line func-name-mixedcase
    function HOLDER_CHANGE_DELAY() external view returns (uint256);

    /// @notice Accepts the ownership of a contract whose owner has offered it to the timelock. Anyone may call it,
    /// because owning another contract does the timelock no harm.
    function takeOwnership(address owned) external;
}
