// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Times of the random beacon's rounds
/// @notice A round is an hour, numbered since 1970. It accepts commitments in its first half and reveals in its second
/// half.
library BeaconRoundLib {
    uint256 internal constant ROUND_SECONDS = 1 hours;
    uint256 internal constant COMMIT_SECONDS = 30 minutes;

    function roundAt(uint256 time) internal pure returns (uint64) {
        return uint64(time / ROUND_SECONDS);
    }

    /// @notice The Unix second at which a round of the random beacon (an hour) stops accepting commitments.
    function commitsCloseAt(uint64 round) internal pure returns (uint256) {
        return uint256(round) * ROUND_SECONDS + COMMIT_SECONDS;
    }

    /// @notice The newest round that no longer accepts commitments. The members and stakes that its seed may select are
    /// fixed.
    function lastClosedAt(uint256 time) internal pure returns (uint64) {
        return uint64((time - COMMIT_SECONDS) / ROUND_SECONDS);
    }

    function endOf(uint64 round) internal pure returns (uint256) {
        return (uint256(round) + 1) * ROUND_SECONDS;
    }
}
