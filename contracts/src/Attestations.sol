// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {ValidatorCandidates} from "./abstracts/ValidatorCandidates.sol";
import {IAttestations} from "./interfaces/IAttestations.sol";
import {IAttestedMarket} from "./interfaces/IAttestedMarket.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IEmission} from "./interfaces/IEmission.sol";
import {INodeRegistry} from "./interfaces/INodeRegistry.sol";
import {IRandomBeacon} from "./interfaces/IRandomBeacon.sol";
import {IStakeVault} from "./interfaces/IStakeVault.sol";
import {CommitteeLib} from "./libraries/CommitteeLib.sol";
import {OutageLib} from "./libraries/OutageLib.sol";
import {QuorumLib} from "./libraries/QuorumLib.sol";
import {StatementLib} from "./libraries/StatementLib.sol";
import {
    Attested,
    CreditStatement,
    FraudStatement,
    LossStatement,
    NodeStatement,
    OutageStatement,
    QuorumProof,
    SignedRoot,
    Signers
} from "./types/AttestationsTypes.sol";
import {LeaseTerms} from "./types/MarketTypes.sol";

/// @title Attestations
/// @notice What validators say, and the anchored roots of the journal. No custody.
contract Attestations is IAttestations, ValidatorCandidates, EIP712 {
    using OutageLib for mapping(bytes32 node => mapping(uint256 wordIndex => uint256 word));
    using SafeCast for uint256;
    using StatementLib for *;

    uint256 private constant EPOCH_SECONDS = 1 hours;
    uint256 private constant OLDEST_EPOCHS = 24;
    uint256 private constant SILENCE_SECONDS = 120;
    uint8 private constant MAX_SMALL_TIER = 1;
    uint256 private constant BPS = 10_000;
    uint256 private constant WRONG_ROOT_BPS = 1_000;
    uint256 private constant REFUTER_BPS = 5_000;
    bytes32 private constant NODES = "nodes";
    bytes32 private constant EMISSION = "emission";
    bytes32 private constant EMISSION_ENTRY = "Emission";
    bytes32 private constant RANDOM_BEACON = "RandomBeacon";
    bytes32 private constant NODE_REGISTRY = "NodeRegistry";
    bytes32 private constant MARKET = "Market";
    bytes32 private constant ATTESTATION_TYPEHASH =
        keccak256("Attestation(bytes32 setHash,bytes32 subject,uint64 epoch,bytes32 root)");

    mapping(bytes32 subject => Attested attested) private _attested;
    Signers private _nodeSigners;
    mapping(bytes32 node => mapping(uint256 wordIndex => uint256 word)) private _outages;
    mapping(bytes32 leaf => bool used) private _usedFrauds;
    mapping(bytes32 offence => bool punished) private _punished;
    mapping(uint64 epoch => bytes32 root) private _anchors;

    /// @inheritdoc IAttestations
    uint64 public override lastAnchoredEpoch;

    constructor(IDirectory directory, address initialOwner)
        Ownable(initialOwner)
        ValidatorCandidates(directory)
        EIP712("Infinitio Attestations", "1")
    {}

    // ── Roots ───────────────────────────────────────────────────────────────

    /// @inheritdoc IAttestations
    function attest(bytes32 subject, uint64 epoch, bytes32 root, QuorumProof calldata proof) external override {
        if (root == 0) revert Attestations_RootZero();
        _checkEpoch(subject, epoch);
        bytes32 setHash = _set.setHash;
        uint256 drawn = subject == EMISSION ? committeeOf(epoch, proof.members) : type(uint256).max;
        bool full = QuorumLib.checkQuorum(_set, hashAttestation(setHash, subject, epoch, root), proof, drawn);
        _attested[subject] = Attested({root: root, epoch: epoch, time: uint40(block.timestamp), full: full});
        if (subject == NODES) _nodeSigners = Signers({setHash: setHash, epoch: epoch, bitmap: proof.bitmap});
        emit RootAttested(subject, epoch, root, setHash, proof.bitmap, full);
    }

    /// @inheritdoc IAttestations
    function applyNodes(NodeStatement[] calldata statements, bytes32[][] calldata proofs) external override {
        INodeRegistry registry = INodeRegistry(DIRECTORY.get(NODE_REGISTRY));
        Attested memory attested = _attested[NODES];
        for (uint256 i = 0; i < statements.length; ++i) {
            NodeStatement calldata statement = statements[i];
            _checkLeaf(NODES, attested, statement.leafOf(), proofs[i]);
            uint16 reliabilityBps = statement.reliabilityBps;
            if (!attested.full) {
                if (statement.tier > MAX_SMALL_TIER) revert Attestations_PowerTooSmall(NODES);
                reliabilityBps = registry.listing(statement.node).reliabilityBps;
            }
            registry.attest(statement.node, statement.tier, reliabilityBps);
        }
    }

    /// @inheritdoc IAttestations
    function applyOutage(bytes32 subject, OutageStatement calldata statement, bytes32[] calldata proof)
        external
        override
    {
        Attested memory attested = _fullRoot(subject);
        _checkLeaf(subject, attested, statement.leafOf(), proof);
        if (statement.until > attested.time) {
            revert Attestations_OutageInvalid(statement.from, statement.until, attested.time);
        }
        _recordOutage(statement.node, statement.from, statement.until);
    }

    /// @inheritdoc IAttestations
    function applyCredit(
        bytes32 subject,
        CreditStatement calldata statement,
        LeaseTerms calldata terms,
        bytes32[] calldata proof
    ) external override {
        _checkLeaf(subject, _attested[subject], statement.leafOf(), proof);
        IAttestedMarket market = _marketOf(statement.market);
        uint24 before = market.leaseSlot(statement.leaseId).credit;
        if (statement.creditedSeconds <= before) {
            revert Attestations_NothingToCredit(statement.creditedSeconds, before);
        }
        market.credit(statement.leaseId, terms, statement.creditedSeconds - before);
    }

    /// @inheritdoc IAttestations
    function applyLoss(
        bytes32 subject,
        LossStatement calldata statement,
        LeaseTerms calldata terms,
        bytes32[] calldata proof
    ) external override {
        Attested memory attested = _attested[subject];
        _checkLeaf(subject, attested, statement.leafOf(), proof);
        uint256 first = block.timestamp / EPOCH_SECONDS - 1;
        if (attested.epoch < first) revert Attestations_StatementStale(attested.epoch, first);
        uint256 from = statement.since + SILENCE_SECONDS;
        if (block.timestamp < from) revert Attestations_NotSilentLongEnough(from, block.timestamp);
        // Recorded before the market asks; terms that are not the lease's make the market revert all of it.
        if (attested.full) _recordOutage(terms.node, statement.since, from.toUint40());
        _marketOf(statement.market).nodeLost(statement.leaseId, terms, statement.since);
    }

    /// @inheritdoc IAttestations
    function applyFraud(bytes32 subject, FraudStatement calldata statement, bytes32[] calldata proof)
        external
        override
    {
        bytes32 leaf = statement.leafOf();
        _checkLeaf(subject, _fullRoot(subject), leaf, proof);
        if (_usedFrauds[leaf]) revert Attestations_LeafUsed(leaf);
        _usedFrauds[leaf] = true;
        uint256 amount = _vault().queueSlash(
            statement.account, statement.purpose, statement.shareBps, statement.victim, statement.compensation
        );
        emit FraudRecorded(statement.account, statement.purpose, statement.evidenceHash, amount);
    }

    /// @inheritdoc IAttestations
    function punishEquivocation(
        bytes32 setHash,
        bytes32 subject,
        uint64 epoch,
        SignedRoot calldata first,
        SignedRoot calldata second
    ) external override returns (uint256 slashed) {
        address account = ECDSA.recoverCalldata(hashAttestation(setHash, subject, epoch, first.root), first.signature);
        address other = ECDSA.recoverCalldata(hashAttestation(setHash, subject, epoch, second.root), second.signature);
        if (account != other || first.root == second.root) revert Attestations_NoEquivocation(subject, epoch);
        bytes32 offence = keccak256(abi.encode(account, setHash, subject, epoch));
        if (_punished[offence]) revert Attestations_EquivocationPunished(account, subject, epoch);
        _punished[offence] = true;
        IStakeVault vault = _vault();
        // Half, rounded up: one unit is slashed too.
        uint256 amount = (vault.atRisk(account, VALIDATOR) + 1) / 2;
        slashed = vault.slash(account, VALIDATOR, amount, address(0), 0);
        emit Equivocated(account, subject, epoch, slashed);
    }

    /// @inheritdoc IAttestations
    function punishWrongRoot(address emission, bytes32 setHash, uint64 epoch, SignedRoot calldata signed)
        external
        override
        returns (uint256 slashed)
    {
        if (!DIRECTORY.mayTakeBonds(EMISSION_ENTRY, emission)) revert Attestations_RefuterUntrusted(emission);
        address challenger = IEmission(emission).refuterOf(signed.root);
        if (challenger == address(0)) revert Attestations_RootNotRefuted(signed.root);
        address account =
            ECDSA.recoverCalldata(hashAttestation(setHash, EMISSION, epoch, signed.root), signed.signature);
        bytes32 offence = keccak256(abi.encode(account, signed.root));
        if (_punished[offence]) revert Attestations_WrongRootPunished(account, signed.root);
        _punished[offence] = true;
        IStakeVault vault = _vault();
        // Rounded up: one unit is slashed too.
        uint256 amount = Math.ceilDiv(vault.atRisk(account, VALIDATOR) * WRONG_ROOT_BPS, BPS);
        slashed = vault.slash(account, VALIDATOR, amount, challenger, amount * REFUTER_BPS / BPS);
        emit WrongRootPunished(account, signed.root, epoch, challenger, slashed);
    }

    // ── Journal ─────────────────────────────────────────────────────────────

    /// @inheritdoc IAttestations
    function anchor(uint64 epoch, bytes32 root) external override {
        if (!DIRECTORY.engines(msg.sender)) revert Attestations_CallerNotEngine(msg.sender);
        if (root == 0) revert Attestations_RootZero();
        uint256 last = block.timestamp / EPOCH_SECONDS;
        if (epoch <= lastAnchoredEpoch || epoch > last) {
            revert Attestations_EpochOutOfRange(epoch, uint256(lastAnchoredEpoch) + 1, last);
        }
        lastAnchoredEpoch = epoch;
        _anchors[epoch] = root;
        emit Anchored(epoch, root, msg.sender);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IAttestations
    function unreachableAt(bytes32 node, uint256 time) external view override returns (bool) {
        return _outages.covers(node, time);
    }

    /// @inheritdoc IAttestations
    function committeeOf(uint64 epoch, bytes32[] calldata members) public view override returns (uint256) {
        if (members.length <= CommitteeLib.SIZE) return type(uint256).max;
        address beacon = DIRECTORY.get(RANDOM_BEACON);
        // Who forms a set when secrets are revealed already may know whom it draws: then all sign, and with no seed too.
        if (beacon == address(0) || _set.formedAt >= IRandomBeacon(beacon).commitsCloseAt(epoch)) {
            return type(uint256).max;
        }
        bytes32 seed = IRandomBeacon(beacon).seedOf(epoch);
        if (seed == 0) return type(uint256).max;
        return CommitteeLib.draw(members, CommitteeLib.seedOf(seed, _set.setHash, EMISSION, epoch));
    }

    /// @inheritdoc IAttestations
    function anchorOf(uint64 epoch) external view override returns (bytes32) {
        return _anchors[epoch];
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

    function _recordOutage(bytes32 node, uint40 from, uint40 until) private {
        if (from >= until || until - from > OutageLib.MAX_SECONDS) {
            revert Attestations_OutageInvalid(from, until, block.timestamp);
        }
        _outages.record(node, from, until);
        emit OutageRecorded(node, from, until);
    }

    function _checkEpoch(bytes32 subject, uint64 epoch) private view {
        uint256 last = block.timestamp / EPOCH_SECONDS;
        uint256 first = last - OLDEST_EPOCHS;
        uint256 next = uint256(_attested[subject].epoch) + 1;
        if (next > first) first = next;
        if (epoch < first || epoch > last) revert Attestations_EpochOutOfRange(epoch, first, last);
    }

    function _fullRoot(bytes32 subject) private view returns (Attested memory attested) {
        attested = _attested[subject];
        if (!attested.full) revert Attestations_PowerTooSmall(subject);
    }

    function _checkLeaf(bytes32 subject, Attested memory attested, bytes32 leaf, bytes32[] calldata proof)
        private
        pure
    {
        // With no root it is 0, which no leaf and no pair hashes to.
        if (!MerkleProof.verifyCalldata(proof, attested.root, leaf)) {
            revert Attestations_LeafUnknown(subject, leaf);
        }
    }

    function _marketOf(address market) private view returns (IAttestedMarket) {
        if (!DIRECTORY.serves(MARKET, market)) revert Attestations_MarketUnknown(market);
        return IAttestedMarket(market);
    }
}
