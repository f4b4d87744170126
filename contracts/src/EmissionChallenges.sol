// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {EmissionRejects} from "./abstracts/EmissionRejects.sol";
import {EmissionState} from "./abstracts/EmissionState.sol";
import {IEmissionChallenges} from "./interfaces/IEmissionChallenges.sol";
import {IPToken} from "./interfaces/IPToken.sol";
import {EmissionCheckLib} from "./libraries/EmissionCheckLib.sol";
import {EmissionChunkLib} from "./libraries/EmissionChunkLib.sol";
import {EmissionLeafLib} from "./libraries/EmissionLeafLib.sol";
import {
    EmissionChunk,
    EmissionClaim,
    EmissionDemand,
    EmissionInputs,
    EmissionPlace,
    EmissionRecord,
    EmissionShowing,
    EmissionTerms
} from "./types/EmissionTypes.sol";

/// @title EmissionChallenges
/// @notice The code of challenges and demands. Holds no funds: Emission runs it on its own storage.
contract EmissionChallenges is EmissionRejects, IEmissionChallenges, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    address private immutable SELF = address(this);

    constructor(IERC20 ptoken) EmissionState(ptoken) {}

    /// @dev Reverts if this code is called at its own address, where it could take bonds that nobody could withdraw.
    modifier throughEmission() {
        if (address(this) == SELF) revert Emission_CallerNotEmission();
        _;
    }

    // ── Challenges ──────────────────────────────────────────────────────────

    /// @inheritdoc IEmissionChallenges
    function challenge(
        EmissionTerms calldata terms,
        EmissionClaim calldata leaf,
        EmissionInputs calldata inputs,
        bytes32[] calldata inputsProof,
        EmissionChunk calldata chunk
    ) external override throughEmission nonReentrant {
        EmissionRecord storage record = _checkedRecord(terms);
        _checkChallengeable(record);
        _checkLeaf(terms.leaves, _leafOf(terms.epoch, leaf.provider, leaf.cumulative), leaf.proof);
        _checkInputs(terms, leaf.provider, inputs, inputsProof);
        (uint256 stated, uint256 expected) = chunk.index == EmissionChunkLib.TOP
            ? (leaf.cumulative, EmissionCheckLib.cumulativeOf(terms, inputs))
            : _sumsOf(terms, leaf.provider, inputs, chunk);
        if (stated == expected) {
            uint256 bond = _challengeBond;
            emit ChallengeFailed(terms.epoch, leaf.provider, msg.sender, bond);
            PTOKEN.safeTransferFrom(msg.sender, address(this), bond);
            _payLost(bond, leaf.provider);
            return;
        }
        emit LeafRefuted(terms.epoch, leaf.provider, msg.sender, stated, expected);
        _refute(terms.epoch, record);
    }

    /// @inheritdoc IEmissionChallenges
    function challengeRepeated(
        EmissionTerms calldata terms,
        EmissionPlace calldata one,
        EmissionPlace calldata other
    ) external override throughEmission nonReentrant {
        EmissionRecord storage record = _checkedRecord(terms);
        _checkChallengeable(record);
        bytes32 node = _nodeAt(terms, one);
        bytes32 repeated = _nodeAt(terms, other);
        bool isOnePlace =
            one.provider == other.provider && one.chunk.index == other.chunk.index && one.position == other.position;
        if (node != repeated || isOnePlace) revert Emission_NodesDiffer(node, repeated);
        emit NodeRepeated(terms.epoch, node, msg.sender);
        _refute(terms.epoch, record);
    }

    // ── Demands ─────────────────────────────────────────────────────────────

    /// @inheritdoc IEmissionChallenges
    function demand(uint64 epoch, EmissionClaim calldata leaf, uint32 chunk)
        external
        override
        throughEmission
        nonReentrant
    {
        EmissionRecord storage record = _epochs[epoch];
        _checkChallengeable(record);
        bytes32 hash = _leafOf(epoch, leaf.provider, leaf.cumulative);
        _checkLeaf(record.leaves, hash, leaf.proof);
        bytes32 name = _demandOf(hash, chunk);
        if (_demands[name].challenger != address(0)) revert Emission_DemandKnown(name);
        uint40 answerUntil = uint40(block.timestamp) + _answerSeconds;
        if (answerUntil > record.finalAt) record.finalAt = answerUntil;
        ++record.openDemands;
        uint96 bond = _challengeBond;
        _demands[name] = EmissionDemand(msg.sender, bond, epoch, record.publishedAt);
        _counter.waiting += bond;
        emit LeafDemanded(epoch, leaf.provider, msg.sender, name, hash, chunk, bond, record.finalAt);
        PTOKEN.safeTransferFrom(msg.sender, address(this), bond);
    }

    /// @inheritdoc IEmissionChallenges
    function answer(
        EmissionTerms calldata terms,
        EmissionClaim calldata leaf,
        EmissionShowing calldata showing,
        EmissionChunk calldata chunk
    ) external override throughEmission nonReentrant {
        EmissionRecord storage record = _checkedRecord(terms);
        bytes32 name = _demandOf(_leafOf(terms.epoch, leaf.provider, leaf.cumulative), chunk.index);
        EmissionDemand memory open = _demands[name];
        if (open.challenger == address(0) || open.publishedAt != record.publishedAt) revert Emission_DemandUnknown(name);
        if (block.timestamp >= record.finalAt) revert Emission_AnswerOver(record.finalAt, block.timestamp);
        _checkShown(terms, leaf, showing);
        if (EmissionChunkLib.hasChunk(showing.inputs.depth, chunk.index)) {
            (uint256 stated, uint256 expected) = _sumsOf(terms, leaf.provider, showing.inputs, chunk);
            if (stated != expected) revert Emission_LeafWrong(stated, expected);
        }
        delete _demands[name];
        _counter.waiting -= open.bond;
        --record.openDemands;
        emit DemandAnswered(terms.epoch, leaf.provider, msg.sender, name, showing.inputs, open.bond);
        _payLost(open.bond, msg.sender);
    }

    /// @inheritdoc IEmissionChallenges
    function settleDemand(bytes32 name) external override throughEmission nonReentrant {
        EmissionDemand memory open = _demands[name];
        if (open.challenger == address(0)) revert Emission_DemandUnknown(name);
        EmissionRecord storage record = _epochs[open.epoch];
        delete _demands[name];
        _counter.waiting -= open.bond;
        emit DemandSettled(open.epoch, open.challenger, name, open.bond);
        if (record.publishedAt == open.publishedAt) {
            if (block.timestamp < record.finalAt) revert Emission_AnswerOpen(record.finalAt, block.timestamp);
            _reject(open.epoch);
        }
        PTOKEN.safeTransfer(open.challenger, open.bond);
    }

    /// @inheritdoc IEmissionChallenges
    function demandOf(bytes32 name) external view override returns (EmissionDemand memory) {
        return _demands[name];
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _checkedRecord(EmissionTerms calldata terms) private view returns (EmissionRecord storage record) {
        record = _epochs[terms.epoch];
        bytes32 termsHash = keccak256(abi.encode(terms));
        if (record.termsHash != termsHash) revert Emission_TermsUnknown(terms.epoch, termsHash);
    }

    function _checkChallengeable(EmissionRecord storage record) private view {
        if (block.timestamp >= record.challengeUntil) {
            revert Emission_ChallengeOver(record.challengeUntil, block.timestamp);
        }
    }

    /// @dev Checks the top of a provider's inputs (the part above all its nodes): that the arithmetic of its leaf is
    /// right, and that the provider's earlier total is the one in its leaf of the previous epoch.
    function _checkShown(EmissionTerms calldata terms, EmissionClaim calldata leaf, EmissionShowing calldata showing)
        private
        view
    {
        _checkInputs(terms, leaf.provider, showing.inputs, showing.inputsProof);
        uint256 expected = EmissionCheckLib.cumulativeOf(terms, showing.inputs);
        if (leaf.cumulative != expected) revert Emission_LeafWrong(leaf.cumulative, expected);
        uint128 before = showing.inputs.before;
        if (before == 0) return;
        bytes32 earlier = _leafOf(terms.previous, leaf.provider, before);
        _checkLeaf(_epochs[terms.previous].leaves, earlier, showing.beforeProof);
    }

    function _checkInputs(
        EmissionTerms calldata terms,
        address provider,
        EmissionInputs calldata inputs,
        bytes32[] calldata proof
    ) private view {
        bytes32 leaf = EmissionLeafLib.inputsLeafOf(address(this), terms.epoch, provider, inputs);
        _checkLeaf(terms.inputs, leaf, proof);
    }

    /// @dev Returns the first wrong sum of earnings on the path from a chunk of nodes to the root, and the right value
    /// of this sum. If all sums are right, returns two equal values.
    function _sumsOf(
        EmissionTerms calldata terms,
        address provider,
        EmissionInputs calldata inputs,
        EmissionChunk calldata chunk
    ) private view returns (uint256 stated, uint256 expected) {
        _checkChunk(terms, provider, inputs, chunk);
        uint256 due = EmissionCheckLib.dueOf(terms, _parameters[terms.parametersVersion], chunk.shares);
        return EmissionChunkLib.wrongSum(chunk, due);
    }

    function _checkChunk(
        EmissionTerms calldata terms,
        address provider,
        EmissionInputs calldata inputs,
        EmissionChunk calldata chunk
    ) private view {
        bytes32 leaf = EmissionChunkLib.leafOf(address(this), terms.epoch, provider, chunk);
        if (!EmissionChunkLib.isUnder(inputs, leaf, chunk)) revert Emission_ChunkUnknown(inputs.chunks);
    }

    function _nodeAt(EmissionTerms calldata terms, EmissionPlace calldata place) private view returns (bytes32) {
        _checkInputs(terms, place.provider, place.inputs, place.inputsProof);
        _checkChunk(terms, place.provider, place.inputs, place.chunk);
        return place.chunk.shares[place.position].nodeId;
    }

    function _refute(uint64 epoch, EmissionRecord storage record) private {
        refuterOf[_statementOf(record.termsHash)] = msg.sender;
        _reject(epoch);
    }

    /// @dev Burns half of a lost bond, so that an account that challenges itself loses money.
    function _payLost(uint256 bond, address to) private {
        uint256 paid = bond / 2;
        IPToken(address(PTOKEN)).burn(bond - paid);
        PTOKEN.safeTransfer(to, paid);
    }

    function _checkLeaf(bytes32 root, bytes32 leaf, bytes32[] calldata proof) private pure {
        if (!EmissionLeafLib.isUnder(root, leaf, proof)) revert Emission_LeafUnknown(leaf);
    }

    function _leafOf(uint64 epoch, address provider, uint128 cumulative) private view returns (bytes32) {
        return EmissionLeafLib.leafOf(address(this), epoch, provider, cumulative);
    }

    function _demandOf(bytes32 leaf, uint32 chunk) private pure returns (bytes32) {
        return keccak256(abi.encode(leaf, chunk));
    }
}
