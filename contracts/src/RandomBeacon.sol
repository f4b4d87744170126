// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Arrays} from "@openzeppelin/contracts/utils/Arrays.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAttestations} from "./interfaces/IAttestations.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IRandomBeacon} from "./interfaces/IRandomBeacon.sol";
import {BeaconRoundLib} from "./libraries/BeaconRoundLib.sol";
import {BeaconLimits, BeaconParticipant, BeaconRound} from "./types/RandomBeaconTypes.sol";

/// @title RandomBeacon
/// @notice Holds the bonds of the validators that make the seeds. Its code cannot be changed.
/// @dev A round gives a seed only if every participant that committed also reveals. So the participant that reveals
/// last can prevent a seed, at the cost of its bond, but can never choose between two known seeds.
contract RandomBeacon is IRandomBeacon, Ownable2Step, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 public constant LEAST_BOND = 1_000e18;
    uint256 public constant MOST_BOND = 1_000_000e18;
    uint256 public constant LEAST_COMMITS = 2;
    uint256 public constant MOST_COMMITS = 64;
    bytes32 private constant COMMITMENT = "BeaconCommitment";
    bytes32 private constant SEED = "BeaconSeed";
    bytes32 private constant ATTESTATIONS = "Attestations";
    bytes32 private constant TREASURY = "Treasury";

    IERC20 public immutable GTOKEN;
    IDirectory public immutable DIRECTORY;

    BeaconLimits private _limits;

    mapping(address account => BeaconParticipant participant) private _participants;
    mapping(uint64 round => BeaconRound record) private _rounds;
    /// @dev The rounds (hours) that have a random seed, in ascending order.
    uint256[] private _seeded;

    /// @inheritdoc IRandomBeacon
    mapping(uint64 round => bytes32 seed) public override seedOf;

    constructor(IERC20 gtoken, IDirectory directory, address initialOwner, BeaconLimits memory initialLimits)
        Ownable(initialOwner)
    {
        GTOKEN = gtoken;
        DIRECTORY = directory;
        _setLimits(initialLimits);
    }

    // ── Participants ────────────────────────────────────────────────────────

    /// @inheritdoc IRandomBeacon
    function enrol() external override nonReentrant {
        if (!_mayTakePart(msg.sender)) revert RandomBeacon_NotAdmitted(msg.sender);
        BeaconParticipant storage participant = _participants[msg.sender];
        _clearCommitment(participant, msg.sender);
        uint256 bond = participant.bond;
        uint256 required = _limits.bond;
        if (bond >= required) revert RandomBeacon_AlreadyEnrolled(msg.sender);
        participant.bond = uint96(required);
        emit Enrolled(msg.sender, required - bond, required);
        GTOKEN.safeTransferFrom(msg.sender, address(this), required - bond);
    }

    /// @inheritdoc IRandomBeacon
    function resign() external override nonReentrant {
        BeaconParticipant storage participant = _participants[msg.sender];
        _clearCommitment(participant, msg.sender);
        uint256 bond = participant.bond;
        if (bond == 0) revert RandomBeacon_BondTooLow(0, _limits.bond);
        participant.bond = 0;
        emit Left(msg.sender, bond);
        GTOKEN.safeTransfer(msg.sender, bond);
    }

    /// @inheritdoc IRandomBeacon
    function commit(uint64 round, bytes32 commitment) external override {
        uint256 from = uint256(round) * BeaconRoundLib.ROUND_SECONDS;
        uint256 until = commitsCloseAt(round);
        if (block.timestamp < from || block.timestamp >= until) {
            revert RandomBeacon_CommitClosed(round, from, until, block.timestamp);
        }
        if (commitment == 0) revert RandomBeacon_CommitmentZero();
        if (!_mayTakePart(msg.sender)) revert RandomBeacon_NotAdmitted(msg.sender);
        uint256 weight = _attestations().weightOf(msg.sender);
        if (weight == 0) revert RandomBeacon_NotInSet(msg.sender);
        BeaconParticipant storage participant = _participants[msg.sender];
        if (participant.commitment != 0 && participant.round == round) {
            revert RandomBeacon_AlreadyCommitted(round, msg.sender);
        }
        _clearCommitment(participant, msg.sender);
        if (participant.bond < _limits.bond) revert RandomBeacon_BondTooLow(participant.bond, _limits.bond);
        participant.round = round;
        participant.commitment = commitment;
        _count(round, weight);
        emit Committed(round, msg.sender, commitment, weight);
    }

    /// @inheritdoc IRandomBeacon
    function reveal(uint64 round, bytes32 secret) external override {
        BeaconParticipant storage participant = _participants[msg.sender];
        bytes32 committed = participant.commitment;
        if (committed == 0 || participant.round != round) revert RandomBeacon_NothingToReveal(round, msg.sender);
        uint256 from = commitsCloseAt(round);
        uint256 until = BeaconRoundLib.endOf(round);
        if (block.timestamp < from || block.timestamp >= until) {
            revert RandomBeacon_RevealClosed(round, from, until, block.timestamp);
        }
        bytes32 revealed = commitmentOf(round, msg.sender, secret);
        if (revealed != committed) revert RandomBeacon_CommitmentMismatch(committed, revealed);
        participant.commitment = 0;
        BeaconRound storage record = _rounds[round];
        // The mix does not depend on the order of the reveals. So the participant that reveals last cannot influence
        // the seed by its timing.
        bytes32 mixed = record.mixed ^ keccak256(abi.encode(msg.sender, secret));
        uint16 reveals = record.reveals + 1;
        record.mixed = mixed;
        record.reveals = reveals;
        emit Revealed(round, msg.sender, secret);
        if (reveals == record.commits && _isEnough(record)) _fixSeed(round, mixed, reveals);
    }

    /// @inheritdoc IRandomBeacon
    function forfeit(address account) external override nonReentrant returns (uint256 bond) {
        BeaconParticipant storage participant = _participants[account];
        if (!_hasWithheld(participant)) revert RandomBeacon_NothingWithheld(account);
        address treasury = DIRECTORY.get(TREASURY);
        if (treasury == address(0)) revert RandomBeacon_NoTreasury();
        bond = participant.bond;
        emit RevealWithheld(participant.round, account, msg.sender, bond);
        participant.commitment = 0;
        participant.bond = 0;
        GTOKEN.safeTransfer(treasury, bond);
    }

    /// @inheritdoc IRandomBeacon
    function setLimits(BeaconLimits calldata newLimits) external override onlyOwner {
        _setLimits(newLimits);
    }

    // ── Seeds ───────────────────────────────────────────────────────────────

    /// @inheritdoc IRandomBeacon
    function openRound() external view override returns (uint64 round) {
        round = BeaconRoundLib.roundAt(block.timestamp);
        if (block.timestamp >= commitsCloseAt(round)) ++round;
    }

    /// @inheritdoc IRandomBeacon
    function firstSeedFrom(uint64 round) external view override returns (uint64 found, bytes32 seed) {
        uint256 index = Arrays.lowerBound(_seeded, round);
        if (index == _seeded.length) return (0, 0);
        found = uint64(_seeded[index]);
        seed = seedOf[found];
    }

    /// @inheritdoc IRandomBeacon
    function commitsCloseAt(uint64 round) public pure override returns (uint256) {
        return BeaconRoundLib.commitsCloseAt(round);
    }

    /// @inheritdoc IRandomBeacon
    function commitmentOf(uint64 round, address account, bytes32 secret) public view override returns (bytes32) {
        return keccak256(abi.encode(COMMITMENT, block.chainid, address(this), round, account, secret));
    }

    /// @inheritdoc IRandomBeacon
    function roundOf(uint64 round) external view override returns (BeaconRound memory) {
        return _rounds[round];
    }

    /// @inheritdoc IRandomBeacon
    function participantOf(address account) external view override returns (BeaconParticipant memory) {
        return _participants[account];
    }

    /// @inheritdoc IRandomBeacon
    function limits() external view override returns (BeaconLimits memory) {
        return _limits;
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Counts one more commitment of a round. The validator set may be formed again while members commit. So the
    /// largest total stake that the set had at any commitment of the round counts as the whole. Otherwise, a minority
    /// of a large set could count as more than half of a smaller one.
    function _count(uint64 round, uint256 weight) private {
        BeaconRound storage record = _rounds[round];
        uint96 whole = _attestations().currentSet().totalStake;
        ++record.commits;
        record.needed = _limits.leastCommits;
        record.stake += uint96(weight);
        if (whole > record.wholeStake) record.wholeStake = whole;
    }

    /// @dev Returns true if enough members committed, and if these have more than half of the validator set's stake
    /// together. So a minority can never make a seed, even if all other members do not take part.
    function _isEnough(BeaconRound storage record) private view returns (bool) {
        return record.commits >= record.needed && uint256(record.stake) * 2 > record.wholeStake;
    }

    function _fixSeed(uint64 round, bytes32 mixed, uint16 reveals) private {
        bytes32 seed = keccak256(abi.encode(SEED, block.chainid, address(this), round, mixed));
        seedOf[round] = seed;
        _seeded.push(round);
        emit SeedFixed(round, seed, reveals);
    }

    /// @dev Deletes a participant's commitment if its round had too few commitments. Reverts if the commitment still
    /// waits for its reveal, or if it was not revealed in time although its round had enough commitments.
    function _clearCommitment(BeaconParticipant storage participant, address account) private {
        if (participant.commitment == 0) return;
        if (block.timestamp < BeaconRoundLib.endOf(participant.round) || _hasWithheld(participant)) {
            revert RandomBeacon_CommitmentOpen(participant.round, account);
        }
        participant.commitment = 0;
    }

    function _hasWithheld(BeaconParticipant storage participant) private view returns (bool) {
        if (participant.commitment == 0 || block.timestamp < BeaconRoundLib.endOf(participant.round)) return false;
        return _isEnough(_rounds[participant.round]);
    }

    /// @dev Returns true if the account is admitted as a candidate of the validator set now, and is not an engine,
    /// because engines must not take part.
    function _mayTakePart(address account) private view returns (bool) {
        return _attestations().isAdmitted(account) && !DIRECTORY.engines(account);
    }

    function _attestations() private view returns (IAttestations) {
        return IAttestations(DIRECTORY.get(ATTESTATIONS));
    }

    function _setLimits(BeaconLimits memory newLimits) private {
        _checkWithin(newLimits.bond, LEAST_BOND, MOST_BOND);
        _checkWithin(newLimits.leastCommits, LEAST_COMMITS, MOST_COMMITS);
        _limits = newLimits;
        emit BeaconLimitsSet(newLimits);
    }

    function _checkWithin(uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert RandomBeacon_LimitOutOfBounds(value, least, most);
    }
}
