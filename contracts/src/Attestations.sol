// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {SignerPunishments} from "./abstracts/SignerPunishments.sol";
import {ValidatorCandidates} from "./abstracts/ValidatorCandidates.sol";
import {IAttestations} from "./interfaces/IAttestations.sol";
import {IAttestedMarket} from "./interfaces/IAttestedMarket.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {INodeRegistry} from "./interfaces/INodeRegistry.sol";
import {OutageLib} from "./libraries/OutageLib.sol";
import {StatementLib} from "./libraries/StatementLib.sol";
import {
    Attested,
    CreditStatement,
    FraudStatement,
    LossStatement,
    NodeStatement,
    OutageStatement
} from "./types/AttestationsTypes.sol";
import {LeaseTerms} from "./types/MarketTypes.sol";

/// @title Attestations
/// @notice Attested statements of validators, and the anchored roots of the journal. Holds no funds.
contract Attestations is SignerPunishments {
    using OutageLib for mapping(bytes32 node => mapping(uint256 wordIndex => uint256 word));
    using SafeCast for uint256;
    using StatementLib for *;

    uint256 private constant SILENCE_SECONDS = 120;
    uint8 private constant MAX_SMALL_TIER = 1;
    bytes32 private constant NODE_REGISTRY = "NodeRegistry";
    bytes32 private constant MARKET = "Market";

    mapping(bytes32 node => mapping(uint256 wordIndex => uint256 word)) private _outages;
    mapping(bytes32 leaf => bool used) private _usedFrauds;
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
    function applyNodes(NodeStatement[] calldata statements, bytes32[][] calldata proofs) external override {
        INodeRegistry registry = INodeRegistry(DIRECTORY.get(NODE_REGISTRY));
        Attested memory attested = _attested[NODES];
        for (uint256 i = 0; i < statements.length; ++i) {
            _checkLeaf(NODES, attested, statements[i].leafOf(), proofs[i]);
        }
        if (attested.full) registry.attest(statements);
        else registry.attest(_limited(registry, statements));
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
        Attested memory attested = _applicableRoot(subject);
        _checkLeaf(subject, attested, statement.leafOf(), proof);
        IAttestedMarket market = _marketOf(statement.market);
        uint24 before = market.leaseSlot(statement.leaseId).credit;
        if (statement.creditedSeconds <= before) {
            revert Attestations_NothingToCredit(statement.creditedSeconds, before);
        }
        market.credit(statement.leaseId, terms, statement.creditedSeconds - before, attested.full);
    }

    /// @inheritdoc IAttestations
    function applyLoss(
        bytes32 subject,
        LossStatement calldata statement,
        LeaseTerms calldata terms,
        bytes32[] calldata proof
    ) external override {
        Attested memory attested = _applicableRoot(subject);
        _checkLeaf(subject, attested, statement.leafOf(), proof);
        uint256 first = block.timestamp / HOUR - 1;
        uint256 hour = _hourOf(subject, attested.epoch);
        if (hour < first) revert Attestations_StatementStale(hour, first);
        uint256 from = statement.since + SILENCE_SECONDS;
        if (block.timestamp < from) revert Attestations_NotSilentLongEnough(from, block.timestamp);
        // If validators with full power signed, this records the outage before the Market checks the terms. If the
        // terms are wrong, the whole transaction reverts.
        if (attested.full) _recordOutage(terms.node, statement.since, from.toUint40());
        _marketOf(statement.market).nodeLost(statement.leaseId, terms, statement.since, attested.full);
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

    // ── Journal ─────────────────────────────────────────────────────────────

    /// @inheritdoc IAttestations
    function anchor(uint64 epoch, bytes32 root) external override {
        if (!DIRECTORY.engines(msg.sender)) revert Attestations_CallerNotEngine(msg.sender);
        if (root == 0) revert Attestations_RootZero();
        uint256 last = block.timestamp / HOUR;
        uint256 first = last - OLDEST_SECONDS / HOUR;
        if (epoch < first || epoch > last) revert Attestations_EpochOutOfRange(epoch, first, last);
        if (_anchors[epoch] != 0) revert Attestations_AlreadyAnchored(epoch);
        if (epoch > lastAnchoredEpoch) lastAnchoredEpoch = epoch;
        _anchors[epoch] = root;
        emit Anchored(epoch, root, msg.sender);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IAttestations
    function unreachableAt(bytes32 node, uint256 time) external view override returns (bool) {
        return _outages.covers(node, time);
    }

    /// @inheritdoc IAttestations
    function anchorOf(uint64 epoch) external view override returns (bytes32) {
        return _anchors[epoch];
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _recordOutage(bytes32 node, uint40 from, uint40 until) private {
        if (from >= until || until - from > OutageLib.MAX_SECONDS) {
            revert Attestations_OutageInvalid(from, until, block.timestamp);
        }
        _outages.record(node, from, until);
        emit OutageRecorded(node, from, until);
    }

    /// @dev Returns the statements in the form that signers without full power may apply: with the given tier, at most
    /// MAX_SMALL_TIER, and with the node's present reliability. Reverts if a tier is higher.
    function _limited(INodeRegistry registry, NodeStatement[] calldata statements)
        private
        view
        returns (NodeStatement[] memory limited)
    {
        limited = statements;
        for (uint256 i = 0; i < limited.length; ++i) {
            if (limited[i].tier > MAX_SMALL_TIER) revert Attestations_PowerTooSmall(NODES);
            limited[i].reliabilityBps = registry.listing(limited[i].node).reliabilityBps;
        }
    }

    function _fullRoot(bytes32 subject) private view returns (Attested memory attested) {
        attested = _attested[subject];
        if (!attested.full) revert Attestations_PowerTooSmall(subject);
    }

    /// @dev Returns the root about a subject, if it may end and credit leases by now.
    function _applicableRoot(bytes32 subject) private view returns (Attested memory attested) {
        attested = _attested[subject];
        if (block.timestamp < attested.appliesFrom) {
            revert Attestations_WaitsForFullPower(attested.appliesFrom, block.timestamp);
        }
    }

    function _checkLeaf(bytes32 subject, Attested memory attested, bytes32 leaf, bytes32[] calldata proof)
        private
        pure
    {
        // A subject without a root has the root 0. No proof leads to it, because no hash is 0.
        if (!MerkleProof.verifyCalldata(proof, attested.root, leaf)) {
            revert Attestations_LeafUnknown(subject, leaf);
        }
    }

    function _marketOf(address market) private view returns (IAttestedMarket) {
        if (!DIRECTORY.serves(MARKET, market)) revert Attestations_MarketUnknown(market);
        return IAttestedMarket(market);
    }
}
