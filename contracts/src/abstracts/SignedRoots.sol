// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {IAttestations} from "../interfaces/IAttestations.sol";
import {IRandomBeacon} from "../interfaces/IRandomBeacon.sol";
import {BeaconRoundLib} from "../libraries/BeaconRoundLib.sol";
import {CommitteeLib} from "../libraries/CommitteeLib.sol";
import {QuorumLib} from "../libraries/QuorumLib.sol";
import {Attested, QuorumProof, Signers, ValidatorSet} from "../types/AttestationsTypes.sol";
import {ValidatorCandidates} from "./ValidatorCandidates.sol";

/// @title Roots that validators sign, and the signatures that count
abstract contract SignedRoots is ValidatorCandidates, EIP712 {
    uint256 internal constant HOUR = 1 hours;
    uint256 internal constant OLDEST_SECONDS = 24 hours;
    uint256 public constant LEAST_PERIOD_SECONDS = 1 minutes;
    /// @notice A root without full power ends and credits no lease for this long, if its signers could reach full power.
    uint256 public constant FULL_POWER_SECONDS = 2 minutes;
    bytes32 internal constant NODES = "nodes";
    bytes32 internal constant EMISSION = "emission";
    bytes32 private constant RANDOM_BEACON = "RandomBeacon";
    bytes32 private constant ATTESTATION_TYPEHASH =
        keccak256("Attestation(bytes32 setHash,bytes32 subject,uint64 epoch,bytes32 root)");

    mapping(bytes32 subject => Attested attested) internal _attested;
    mapping(bytes32 subject => uint16 periodSeconds) private _periods;
    Signers private _nodeSigners;

    /// @inheritdoc IAttestations
    function attest(bytes32 subject, uint64 epoch, bytes32 root, QuorumProof calldata proof) external override {
        if (root == 0) revert Attestations_RootZero();
        bool again = _isWithoutFullPower(subject, epoch, root) && QuorumLib.isFull(QuorumLib.countOf(proof.bitmap));
        _checkEpoch(subject, epoch, again);
        ValidatorSet memory set = _setFor(subject, epoch, proof.members);
        uint256 drawn = _committeeOf(set, subject, epoch, proof.members);
        uint256 counted = _countedOf(set, proof.members, drawn & proof.bitmap);
        bytes32 digest = hashAttestation(set.setHash, subject, epoch, root);
        bool full = QuorumLib.checkQuorum(set, digest, proof, drawn, counted);
        if (again && !full) revert Attestations_PowerTooSmall(subject);
        uint40 time = uint40(block.timestamp);
        uint40 appliesFrom = full ? time : _appliesFrom(_countedOf(set, proof.members, drawn));
        _attested[subject] =
            Attested({root: root, epoch: epoch, time: time, full: full, appliesFrom: appliesFrom});
        if (subject == NODES) {
            uint64 bitmap = uint64(proof.bitmap & drawn & counted);
            _nodeSigners = Signers({setHash: set.setHash, epoch: epoch, bitmap: bitmap});
        }
        emit RootAttested(subject, epoch, root, set.setHash, proof.bitmap, full);
    }

    /// @inheritdoc IAttestations
    function setPeriod(bytes32 subject, uint16 periodSeconds) external override onlyOwner {
        if (periodSeconds < LEAST_PERIOD_SECONDS || periodSeconds > HOUR || HOUR % periodSeconds != 0) {
            revert Attestations_PeriodOutOfRange(periodSeconds, LEAST_PERIOD_SECONDS, HOUR);
        }
        if (subject == NODES || subject == EMISSION || _attested[subject].time != 0) {
            revert Attestations_PeriodFixed(subject);
        }
        _periods[subject] = periodSeconds;
        emit PeriodSet(subject, periodSeconds);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IAttestations
    function committeeOf(bytes32 subject, uint64 epoch, bytes32[] calldata members)
        external
        view
        override
        returns (uint256)
    {
        return _committeeOf(_setFor(subject, epoch, members), subject, epoch, members);
    }

    /// @inheritdoc IAttestations
    function periodOf(bytes32 subject) public view override returns (uint256) {
        uint256 periodSeconds = _periods[subject];
        return periodSeconds == 0 ? HOUR : periodSeconds;
    }

    /// @inheritdoc IAttestations
    function attestedOf(bytes32 subject) external view override returns (Attested memory) {
        return _attested[subject];
    }

    /// @inheritdoc IAttestations
    function nodeSigners() external view override returns (Signers memory) {
        return _nodeSigners;
    }

    /// @inheritdoc IAttestations
    function hashAttestation(bytes32 setHash, bytes32 subject, uint64 epoch, bytes32 root)
        public
        view
        override
        returns (bytes32)
    {
        return _hashTypedDataV4(keccak256(abi.encode(ATTESTATION_TYPEHASH, setHash, subject, epoch, root)));
    }

    // ── Private ─────────────────────────────────────────────────────────────

    /// @dev Returns the hour since 1970 in which an epoch of a subject lies.
    function _hourOf(bytes32 subject, uint64 epoch) internal view returns (uint256) {
        return epoch * periodOf(subject) / HOUR;
    }

    /// @dev Returns true if the latest root of the subject is this one, for the same epoch, but without full power.
    function _isWithoutFullPower(bytes32 subject, uint64 epoch, bytes32 root) private view returns (bool) {
        Attested storage last = _attested[subject];
        return last.root == root && last.epoch == epoch && !last.full;
    }

    /// @dev Returns the Unix second from which a root without full power ends and credits leases. It is later than now if
    /// enough members (bit i of `signable`: member i) for full power can sign: otherwise a provider could submit the
    /// signatures of the fastest three of four validators before the fourth has signed, and its lost machine would cost
    /// it no compensation.
    function _appliesFrom(uint256 signable) private view returns (uint40) {
        bool waits = QuorumLib.isFull(QuorumLib.countOf(signable));
        return uint40(block.timestamp + (waits ? FULL_POWER_SECONDS : 0));
    }

    /// @dev `again` allows the epoch of the latest root, whose signatures then must have full power.
    function _checkEpoch(bytes32 subject, uint64 epoch, bool again) private view {
        uint256 periodSeconds = periodOf(subject);
        uint256 last = block.timestamp / periodSeconds;
        uint256 first = last - OLDEST_SECONDS / periodSeconds;
        uint256 next = uint256(_attested[subject].epoch) + (again ? 0 : 1);
        if (next > first) first = next;
        if (epoch < first || epoch > last) revert Attestations_EpochOutOfRange(epoch, first, last);
    }

    /// @dev Returns the round of the beacon (an hour) whose seed selects the committee for an epoch of a subject.
    function _roundOf(bytes32 subject, uint64 epoch) private view returns (uint64) {
        uint64 hour = uint64(_hourOf(subject, epoch));
        return subject == EMISSION ? hour : hour - 1;
    }

    /// @dev Returns the set with these members, if it may sign an epoch. The previous set may do so only if the current
    /// set was formed too late for a committee of that epoch. So no epoch has two committees, and nobody gains a second
    /// chance to be selected by changing the set.
    function _setFor(bytes32 subject, uint64 epoch, bytes32[] calldata members)
        private
        view
        returns (ValidatorSet memory set)
    {
        set = _signingSet(members);
        bool isPrevious = set.setHash != _set.setHash;
        if (isPrevious && _set.since < BeaconRoundLib.commitsCloseAt(_roundOf(subject, epoch))) set = _set;
    }

    /// @dev Selects the members that may sign a root. An hour of emission is signed after its end, by a committee that
    /// this hour's seed selects. Roots about all other subjects are signed within their hour, by a committee that the
    /// seed of the hour before selects. All these other subjects share one committee. Otherwise an attacker could
    /// search for a subject with a convenient committee, because anybody may use a new subject.
    function _committeeOf(ValidatorSet memory set, bytes32 subject, uint64 epoch, bytes32[] calldata members)
        private
        view
        returns (uint256)
    {
        if (members.length <= CommitteeLib.SIZE) return type(uint256).max;
        address beacon = DIRECTORY.get(RANDOM_BEACON);
        if (beacon == address(0)) return type(uint256).max;
        uint64 hour = uint64(_hourOf(subject, epoch));
        uint64 round = _roundOf(subject, epoch);
        // The account that forms the set may do so after secrets were revealed. It may then already know which members
        // will be selected. In this case all members count, as if there were no seed.
        if (set.since >= IRandomBeacon(beacon).commitsCloseAt(round)) return type(uint256).max;
        bytes32 seed = IRandomBeacon(beacon).seedOf(round);
        // This comparison is safe: a seed either exists or not, and nobody can change that as they can change a
        // balance.
        // slither-disable-next-line incorrect-equality
        if (seed == 0) return type(uint256).max;
        bytes32 kind = subject == EMISSION ? EMISSION : bytes32(0);
        return CommitteeLib.draw(members, CommitteeLib.seedOf(seed, set.setHash, kind, hour));
    }
}
