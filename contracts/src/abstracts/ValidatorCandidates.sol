// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IAttestations} from "../interfaces/IAttestations.sol";
import {IDirectory} from "../interfaces/IDirectory.sol";
import {IStakeVault} from "../interfaces/IStakeVault.sol";
import {BeaconRoundLib} from "../libraries/BeaconRoundLib.sol";
import {QuorumLib} from "../libraries/QuorumLib.sol";
import {Candidate, ValidatorSet} from "../types/AttestationsTypes.sol";

/// @title Candidates of the validator set, and the set itself
/// @dev The set is a snapshot of bonds and may sign for at most seven days. A bond can be slashed until it is
/// withdrawn, at least 14 days after the withdrawal began. A member that was slashed does not count until the next set.
abstract contract ValidatorCandidates is IAttestations, Ownable2Step {
    using SafeCast for uint256;

    uint96 public constant LEAST_MIN_STAKE = 100e18;
    uint96 public constant MOST_MIN_STAKE = 1_000_000e18;
    uint8 public constant LEAST_MAX_VALIDATORS = 4;
    /// @notice For this long after a change of the set, signatures of the previous set are accepted. A set is formed in
    /// the first half of an hour, so this time ends at least ten minutes after that hour.
    uint256 public constant PREVIOUS_SECONDS = 70 minutes;
    /// @notice A validator's stake counts in whole steps. One step is the minimum stake divided by this number.
    uint256 public constant STAKE_STEPS = 100;
    bytes32 public constant VALIDATOR = "Validator";
    bytes32 private constant STAKE_VAULT = "StakeVault";

    IDirectory public immutable DIRECTORY;

    address[] private _candidates;
    mapping(address account => Candidate candidate) private _standing;
    ValidatorSet internal _set;
    ValidatorSet private _previous;

    /// @inheritdoc IAttestations
    uint96 public override minStake = 1_000e18;

    /// @inheritdoc IAttestations
    uint8 public override maxValidators = uint8(QuorumLib.MAX_MEMBERS);

    /// @inheritdoc IAttestations
    bool public override joiningOpen;

    constructor(IDirectory directory) {
        DIRECTORY = directory;
    }

    // ── The set ─────────────────────────────────────────────────────────────

    /// @inheritdoc IAttestations
    function join(address replaced) external override {
        if (DIRECTORY.engines(msg.sender)) revert Attestations_CallerIsEngine(msg.sender);
        if (!isAdmitted(msg.sender)) revert Attestations_NotAdmitted(msg.sender);
        if (_standing[msg.sender].place != 0) revert Attestations_AlreadyJoined(msg.sender);
        uint256 stake = _countedStakeOf(msg.sender);
        if (stake < minStake) revert Attestations_StakeTooLow(stake, minStake);
        if (_candidates.length >= maxValidators) {
            if (_standing[replaced].place == 0 || _countedStakeOf(replaced) >= stake) revert Attestations_SetFull(maxValidators);
            _remove(replaced);
        }
        _candidates.push(msg.sender);
        _standing[msg.sender].place = uint32(_candidates.length);
        emit ValidatorJoined(msg.sender);
    }

    /// @inheritdoc IAttestations
    function resign() external override {
        if (_standing[msg.sender].place == 0) revert Attestations_NotJoined(msg.sender);
        _remove(msg.sender);
    }

    /// @inheritdoc IAttestations
    function formSet() external override returns (bytes32 setHash) {
        uint256 from = formableFrom();
        if (block.timestamp < from) revert Attestations_SetTooYoung(from, block.timestamp);
        (bytes32[] memory members, uint256 totalStake) = _formMembers();
        setHash = QuorumLib.hashMembers(members);
        uint40 since = _set.since;
        if (setHash != _set.setHash) {
            _previous = _set;
            since = uint40(block.timestamp);
        }
        _set = ValidatorSet(setHash, totalStake.toUint96(), uint40(block.timestamp), since);
        emit ValidatorSetFormed(setHash, members.length, totalStake, members);
    }

    /// @inheritdoc IAttestations
    function admit(address account, bool admitted) external override onlyOwner {
        if (joiningOpen) revert Attestations_JoiningOpen();
        _standing[account].admitted = admitted;
        emit ValidatorAdmitted(account, admitted);
    }

    /// @inheritdoc IAttestations
    function openJoining() external override onlyOwner {
        if (joiningOpen) revert Attestations_JoiningOpen();
        joiningOpen = true;
        emit JoiningOpened();
    }

    /// @inheritdoc IAttestations
    function setValidatorLimits(uint96 newMinStake, uint8 newMaxValidators) external override onlyOwner {
        if (
            newMinStake < LEAST_MIN_STAKE || newMinStake > MOST_MIN_STAKE || newMaxValidators < LEAST_MAX_VALIDATORS
                || newMaxValidators > QuorumLib.MAX_MEMBERS
        ) revert Attestations_LimitsOutOfRange(newMinStake, newMaxValidators);
        minStake = newMinStake;
        maxValidators = newMaxValidators;
        emit ValidatorLimitsSet(newMinStake, newMaxValidators);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IAttestations
    function currentSet() external view override returns (ValidatorSet memory) {
        return _set;
    }

    /// @inheritdoc IAttestations
    function previousSet() external view override returns (ValidatorSet memory) {
        return _previous;
    }

    /// @inheritdoc IAttestations
    function formableFrom() public view override returns (uint256) {
        if (!hasSet()) return 0;
        uint64 hour = BeaconRoundLib.roundAt(block.timestamp);
        bool isOpen = BeaconRoundLib.roundAt(_set.formedAt) != hour && block.timestamp < BeaconRoundLib.commitsCloseAt(hour);
        return isOpen ? 0 : BeaconRoundLib.endOf(hour);
    }

    /// @inheritdoc IAttestations
    function hasSet() public view override returns (bool) {
        return _set.totalStake != 0 && block.timestamp < _set.formedAt + QuorumLib.SET_SECONDS;
    }

    /// @inheritdoc IAttestations
    function countedMembers(bytes32[] calldata members) external view override returns (uint256) {
        return _countedOf(_signingSet(members), members, type(uint256).max);
    }

    /// @inheritdoc IAttestations
    function candidates() external view override returns (address[] memory) {
        return _candidates;
    }

    /// @inheritdoc IAttestations
    function isAdmitted(address account) public view override returns (bool) {
        return joiningOpen || _standing[account].admitted;
    }

    /// @inheritdoc IAttestations
    function weightOf(address account) external view override returns (uint256) {
        Candidate memory candidate = _standing[account];
        if (candidate.memberSince == 0 || candidate.memberSince != _set.formedAt) return 0;
        return Math.min(candidate.stake, _stakeOf(account));
    }

    function _vault() internal view returns (IStakeVault) {
        return IStakeVault(DIRECTORY.get(STAKE_VAULT));
    }

    /// @dev Returns the validator set with these members: the current set, or the previous one if the change was less
    /// than PREVIOUS_SECONDS ago. Returns the current set for other members.
    function _signingSet(bytes32[] calldata members) internal view returns (ValidatorSet memory set) {
        set = _set;
        if (block.timestamp >= set.since + PREVIOUS_SECONDS) return set;
        bytes32 given = QuorumLib.hashMembers(members);
        // This comparison is safe: it compares hashes of lists of members.
        // slither-disable-next-line incorrect-equality
        if (given != set.setHash && given == _previous.setHash) set = _previous;
    }

    /// @dev Returns the members of `signed` with signatures that count (bit i is member i). Reads no other member.
    function _countedOf(ValidatorSet memory set, bytes32[] calldata members, uint256 signed)
        internal
        view
        returns (uint256 counted)
    {
        IStakeVault vault = _vault();
        for (uint256 i = 0; i < members.length; ++i) {
            if ((signed >> i) & 1 == 1 && _stillCounts(vault, members[i], set.formedAt)) counted |= 1 << i;
        }
    }

    /// @dev Records that an account was slashed for something that it signed. Its signatures then do not count for any
    /// set formed until now, even if the account refills the bond.
    function _noteSlash(address account) internal {
        _standing[account].slashedAt = uint40(block.timestamp);
    }

    /// @dev Returns true if the signature of a member counts. It does not if the account was slashed since the set was
    /// formed or in the same second, is no longer admitted, is an engine now, or has less bond than its stake in the
    /// set. The unbonding part of the bond still counts, because it can still be slashed.
    function _stillCounts(IStakeVault vault, bytes32 member, uint256 formedAt) private view returns (bool) {
        address account = QuorumLib.accountOf(member);
        Candidate storage candidate = _standing[account];
        (bool admitted, uint256 slashedAt) = (candidate.admitted, candidate.slashedAt);
        return (admitted || joiningOpen) && slashedAt < formedAt && !DIRECTORY.engines(account)
            && vault.atRisk(account, VALIDATOR) >= QuorumLib.stakeOf(member);
    }

    /// @dev Returns the candidates that have enough bond, are admitted and are not engines, in the order of the list;
    /// there are at most 64. Also stores their counted stakes.
    function _formMembers() private returns (bytes32[] memory members, uint256 totalStake) {
        uint256 count = _candidates.length;
        members = new bytes32[](count);
        uint256 size = 0;
        for (uint256 i = 0; i < count; ++i) {
            address account = _candidates[i];
            uint256 stake = _countedStakeOf(account);
            if (stake < minStake || DIRECTORY.engines(account) || !isAdmitted(account)) continue;
            members[size] = QuorumLib.memberOf(account, stake.toUint96());
            _standing[account].stake = stake.toUint96();
            _standing[account].memberSince = uint40(block.timestamp);
            totalStake += stake;
            ++size;
        }
        assembly ("memory-safe") {
            mstore(members, size)
        }
    }

    /// @dev Returns the stake in whole steps, so that tiny changes do not change the set. The minimum stake counts
    /// completely, even if it is not a whole number of steps.
    function _countedStakeOf(address account) private view returns (uint256) {
        uint256 stake = _stakeOf(account);
        uint256 least = minStake;
        if (stake < least) return stake;
        return stake - (stake - least) % (least / STAKE_STEPS);
    }

    function _stakeOf(address account) private view returns (uint256) {
        return _vault().bondOf(account, VALIDATOR).bonded;
    }

    function _remove(address account) private {
        uint32 place = _standing[account].place;
        address last = _candidates[_candidates.length - 1];
        _candidates[place - 1] = last;
        _standing[last].place = place;
        _standing[account].place = 0;
        _candidates.pop();
        emit ValidatorLeft(account);
    }
}
