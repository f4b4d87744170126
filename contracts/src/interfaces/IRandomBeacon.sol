// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BeaconLimits, BeaconParticipant, BeaconRound} from "../types/RandomBeaconTypes.sol";

/// @title A seed an hour that nobody chose
/// @notice Rounds are hours since 1970. In the first half of its hour participants commit to secrets, in the second they reveal them. A round has a seed
/// when at least `leastCommits` members of the validator set committed, with more than half of its stake together, and all who committed revealed. Else it
/// has none for ever, and whoever waits for a seed waits for the next round that has one. A member that commits and does not reveal loses its bond. A
/// member that is away loses nothing. Amounts in base units of G.
/// @dev Ask for a seed by `openRound` in the moment in which what is drawn for is fixed, and later by `firstSeedFrom` of that round.
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

    /// @notice Puts down the caller's bond, or what is missing of it after a vote raised it. The caller must be admitted as a validator and no engine.
    function enrol() external;

    /// @notice Pays the caller's bond back; not while a commitment of its waits to be revealed, or was not revealed.
    function resign() external;

    /// @notice Commits to a secret for the round of now: `commitmentOf(round, caller, secret)`. Once a round, in its first half hour. Members of the
    /// validator set only: the commitment weighs the caller's stake there, and a place without such stake weighs nothing.
    /// @dev Warning: without the reveal in the second half hour the whole bond is lost.
    function commit(uint64 round, bytes32 commitment) external;

    /// @notice Reveals what the caller committed to, in the second half hour. The last reveal of a round with enough commits fixes its seed.
    function reveal(uint64 round, bytes32 secret) external;

    /// @notice Takes the bond of one who did not reveal to the Directory's "Treasury". Anyone. A round that lacked commits asks nobody to reveal.
    function forfeit(address account) external returns (uint256 bond);

    /// @notice Owner only, within bounds. A higher bond is asked of everybody before its next commitment.
    function setLimits(BeaconLimits calldata limits) external;

    // ── Seeds ───────────────────────────────────────────────────────────────

    /// @notice The first round whose seed nobody can know yet: that of now while it takes commitments, else the next.
    function openRound() external view returns (uint64);

    /// @notice The round's seed; 0 while it has none, and for ever where it gets none.
    function seedOf(uint64 round) external view returns (bytes32);

    /// @notice The first round from `round` on that has a seed, and the seed; (0, 0) while there is none.
    function firstSeedFrom(uint64 round) external view returns (uint64 found, bytes32 seed);

    /// @notice Unix second in which a round stops taking commitments: before it nobody knew anything of its seed.
    function commitsCloseAt(uint64 round) external pure returns (uint256);

    /// @notice What an account commits to: bound to chain, contract, round and account, so that a copied commitment cannot be revealed.
    function commitmentOf(uint64 round, address account, bytes32 secret) external view returns (bytes32);

    function roundOf(uint64 round) external view returns (BeaconRound memory);
    function participantOf(address account) external view returns (BeaconParticipant memory);
    function limits() external view returns (BeaconLimits memory);
}
