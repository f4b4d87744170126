// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BeaconLimits, BeaconParticipant, BeaconRound} from "../types/RandomBeaconTypes.sol";

/// @title An hourly seed that nobody can choose
/// @notice Rounds are hours since 1970. Participants commit to secrets in the first half of the hour and reveal them in
/// the second. A round has a seed if at least `leastCommits` members of the validator set committed, with more than
/// half of its stake together, and all of them revealed. Otherwise the round never has a seed. A selection that waits
/// for a seed then waits for the next round that has one. A member that does not reveal its commitment loses its bond
/// if enough members committed. A member that does not take part loses nothing. Amounts are in base units of G.
/// @dev To select at random: call `openRound` when the input of the selection becomes fixed, and later `firstSeedFrom`
/// with that round.
interface IRandomBeacon {
    event Enrolled(address indexed account, uint256 paid, uint256 bond);
    event Left(address indexed account, uint256 bond);
    event Committed(uint64 indexed round, address indexed account, bytes32 commitment, uint256 stake);
    event Revealed(uint64 indexed round, address indexed account, bytes32 secret);
    event SeedFixed(uint64 indexed round, bytes32 seed, uint16 reveals);
    event RevealWithheld(uint64 indexed round, address indexed account, address indexed by, uint256 bond);
    event BeaconLimitsSet(BeaconLimits limits);

    error RandomBeacon_NotAdmitted(address account);
    error RandomBeacon_AlreadyEnrolled(address account);
    error RandomBeacon_BondTooLow(uint256 bond, uint256 required);
    error RandomBeacon_CommitClosed(uint64 round, uint256 from, uint256 until, uint256 time);
    error RandomBeacon_AlreadyCommitted(uint64 round, address account);
    error RandomBeacon_CommitmentZero();
    error RandomBeacon_RevealClosed(uint64 round, uint256 from, uint256 until, uint256 time);
    error RandomBeacon_NothingToReveal(uint64 round, address account);
    error RandomBeacon_CommitmentMismatch(bytes32 committed, bytes32 revealed);
    error RandomBeacon_CommitmentOpen(uint64 round, address account);
    error RandomBeacon_NothingWithheld(address account);
    error RandomBeacon_NotInSet(address account);
    error RandomBeacon_NoTreasury();
    error RandomBeacon_LimitOutOfBounds(uint256 value, uint256 least, uint256 most);

    // ── Participants ────────────────────────────────────────────────────────

    /// @notice Pays the caller's bond, or its missing part after a vote raised it. The caller must be admitted as a
    /// candidate of the validator set and must not be an engine.
    function enrol() external;

    /// @notice Pays the caller's bond back. Reverts while a commitment of the caller waits for its reveal. Also reverts
    /// if the caller did not reveal a commitment in time although enough members committed.
    function resign() external;

    /// @notice Commits to a secret for the current round. `commitment` is `commitmentOf(round, caller, secret)`. Only a
    /// member of the validator set with stake may call it, once per round, in the first half hour. The commitment has
    /// the weight of the member's stake.
    /// @dev Warning: if enough members commit and the secret is not revealed in the second half hour, the whole bond is
    /// lost.
    function commit(uint64 round, bytes32 commitment) external;

    /// @notice Reveals the caller's secret, in the second half hour. The last reveal of a round with enough commitments
    /// fixes its seed.
    function reveal(uint64 round, bytes32 secret) external;

    /// @notice Moves the bond of a participant that did not reveal to the Directory's "Treasury". Anyone may call it.
    /// Reverts for a round with too few commitments, because nobody had to reveal in it.
    function forfeit(address account) external returns (uint256 bond);

    /// @notice Sets the limits, within fixed bounds. Only the owner may call it. After a raise of the bond, every
    /// participant must pay the difference before its next commitment.
    function setLimits(BeaconLimits calldata limits) external;

    // ── Seeds ───────────────────────────────────────────────────────────────

    /// @notice The first round whose seed nobody can know yet: the current round while it accepts commitments, else the
    /// next one.
    function openRound() external view returns (uint64);

    /// @notice The seed of a round; 0 until the round has one, and always 0 if it gets none.
    function seedOf(uint64 round) external view returns (bytes32);

    /// @notice The first round from `round` on that has a seed, and the seed; (0, 0) if there is none.
    function firstSeedFrom(uint64 round) external view returns (uint64 found, bytes32 seed);

    /// @notice The Unix second at which a round stops accepting commitments. Before that second, nobody can know
    /// anything about the round's seed.
    function commitsCloseAt(uint64 round) external pure returns (uint256);

    /// @notice The commitment of an account: a hash that includes chain, contract, round and account. So an account
    /// that copies the commitment of another account cannot reveal it.
    function commitmentOf(uint64 round, address account, bytes32 secret) external view returns (bytes32);

    function roundOf(uint64 round) external view returns (BeaconRound memory);
    function participantOf(address account) external view returns (BeaconParticipant memory);
    function limits() external view returns (BeaconLimits memory);
}
