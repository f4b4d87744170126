// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The commitments and reveals of a round.
struct BeaconRound {
    // slot 0
    bytes32 mixed; // all revealed secrets, mixed in any order
    // slot 1: 16 + 16 + 16 + 96 + 96 = 240 bits
    uint16 commits;
    uint16 reveals;
    uint16 needed; // commitments that a seed needs
    uint96 stake; // stake of all members that committed, PToken base units
    uint96 wholeStake; // stake of the whole validator set, at its largest during the commitments
}

/// @notice A participant that may commit.
struct BeaconParticipant {
    // slot 0: 96 + 64 bits
    uint96 bond; // base units of G; 0: not enrolled
    uint64 round; // round of its last commitment
    // slot 1
    bytes32 commitment; // not revealed yet; 0 without one
}

/// @notice Limits that a vote may set.
struct BeaconLimits {
    uint96 bond; // base units of G, 1,000 to 1,000,000 G
    uint16 leastCommits; // 2 to 64
}
