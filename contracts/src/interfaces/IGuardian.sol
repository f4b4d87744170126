// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The only pause of the market: short, rare, and with an automatic end
/// @notice A pause stops settling, extending, PToken's mint and the publishing of emission epochs, and nothing else. It
/// never stops a withdrawal.
interface IGuardian {
    event GuardianSet(address indexed previous, address indexed current);
    event Paused(address indexed guardian, uint40 until);
    event PauseEnded(address indexed by);

    error Guardian_CallerNotGuardian(address caller, address guardian);
    error Guardian_PauseLengthOutOfRange(uint256 pauseSeconds, uint256 maxSeconds);
    error Guardian_PausedTooRecently(uint256 from, uint256 time);
    error Guardian_NotPaused();
    error Guardian_Paused(uint256 until);

    /// @notice Sets the account that may pause; zero means nobody. Only the owner may call it. A running pause does not
    /// change, and neither does the wait until the next one.
    function setGuardian(address newGuardian) external;

    /// @notice Starts a pause of at most 72 h. Only the guardian may call it, and not within 14 days of the start of
    /// the last pause.
    function pause(uint256 pauseSeconds) external;

    /// @notice Ends a pause early. Only the guardian and the owner may call it. The 14 days are still counted from the
    /// start of the pause.
    function endPause() external;

    /// @notice Reverts with Guardian_Paused during a pause.
    function checkNotPaused() external view;

    function guardian() external view returns (address);

    /// @notice The Unix second at which the last pause ends or ended; 0 if there was none.
    function pausedUntil() external view returns (uint40);
}
