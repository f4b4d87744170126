// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The only pause: short, rare, and it ends automatically
/// @notice A pause stops settle, extend, PToken's mint and new emission roots, and nothing else. It never stops a
/// withdrawal.
interface IGuardian {
    event GuardianSet(address indexed previous, address indexed current);
    event Paused(address indexed guardian, uint40 until);
    event PauseEnded(address indexed by);

    error Guardian_CallerNotGuardian(address caller, address guardian);
    error Guardian_PauseLengthOutOfRange(uint256 pauseSeconds, uint256 maxSeconds);
    error Guardian_PausedTooRecently(uint256 from, uint256 time);
    error Guardian_NotPaused();
    error Guardian_Paused(uint256 until);

    /// @notice Names the account that may pause; zero for nobody. Owner only. Does not change a pause or its wait.
    function setGuardian(address newGuardian) external;

    /// @notice Pauses from now for at most 72 h, and not within 14 days of the start of the last pause. Guardian only.
    function pause(uint256 pauseSeconds) external;

    /// @notice Ends a pause early. Guardian or owner. The 14 days still count from the pause's start.
    function endPause() external;

    /// @notice Reverts with Guardian_Paused while paused.
    function checkNotPaused() external view;

    function guardian() external view returns (address);

    /// @notice Unix second when the last pause ends or ended; 0 without one.
    function pausedUntil() external view returns (uint40);
}
