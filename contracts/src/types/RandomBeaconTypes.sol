// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The commitments and reveals of one round of the random beacon.
struct BeaconRound {
    // storage slot 0
    bytes32 mixed; // all revealed secrets mixed; their order does not matter
    // storage slot 1: 16 + 16 + 16 + 96 + 96 = 240 bits
    uint16 commits;
    uint16 reveals;
    uint16 needed; // number of commitments that a seed needs
    uint96 stake; // stake of all members that committed, PToken base units
    uint96 wholeStake; // largest total stake that the validator set had during the commitments
}

/// @notice An account that has enrolled to commit to secrets of the random beacon.
struct BeaconParticipant {
    // storage slot 0: 96 + 64 bits
    uint96 bond; // base units of G; 0: not enrolled
    uint64 round; // round of its last commitment
    // storage slot 1
    bytes32 commitment; // the commitment that is not revealed yet; 0 if there is none
}

/// @notice Limits that a vote can set.
struct BeaconLimits {
    uint96 bond; // base units of G, 1,000 to 1,000,000 G
    uint16 leastCommits; // 2 to 64
}
