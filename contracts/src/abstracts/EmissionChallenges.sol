// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IEmission} from "../interfaces/IEmission.sol";
import {EmissionCheckLib} from "../libraries/EmissionCheckLib.sol";
import {EmissionLeafLib} from "../libraries/EmissionLeafLib.sol";
import {
    EmissionClaim,
    EmissionDemand,
    EmissionInputs,
    EmissionRecord,
    EmissionShowing,
    EmissionTerms
} from "../types/EmissionTypes.sol";
import {EmissionEpochs} from "./EmissionEpochs.sol";

/// @title Challenges of published leaves
abstract contract EmissionChallenges is EmissionEpochs {
    using SafeERC20 for IERC20;

    mapping(bytes32 leaf => EmissionDemand record) private _demands;

    /// @inheritdoc IEmission
    function challenge(
        EmissionTerms calldata terms,
        EmissionClaim calldata leaf,
        EmissionInputs calldata inputs,
        bytes32[] calldata inputsProof
    ) external override nonReentrant {
        EmissionRecord storage record = _checkedRecord(terms);
        _checkChallengeable(record);
        _checkLeaf(terms.leaves, _leafOf(terms.epoch, leaf.provider, leaf.cumulative), leaf.proof);
        uint256 expected = _expectedOf(terms, leaf.provider, inputs, inputsProof);
        if (leaf.cumulative == expected) {
            uint256 bond = _challengeBond;
            emit ChallengeFailed(terms.epoch, leaf.provider, msg.sender, bond);
            PTOKEN.safeTransferFrom(msg.sender, leaf.provider, bond);
            return;
        }
        refuterOf[_statementOf(record.termsHash)] = msg.sender;
        emit LeafRefuted(terms.epoch, leaf.provider, msg.sender, leaf.cumulative, expected);
        _reject(terms.epoch);
    }

    /// @inheritdoc IEmission
    function demand(uint64 epoch, EmissionClaim calldata leaf) external override nonReentrant {
        EmissionRecord storage record = _epochs[epoch];
        _checkChallengeable(record);
        bytes32 hash = _leafOf(epoch, leaf.provider, leaf.cumulative);
        _checkLeaf(record.leaves, hash, leaf.proof);
        if (_demands[hash].challenger != address(0)) revert Emission_DemandKnown(hash);
        uint40 answerUntil = uint40(block.timestamp) + _answerSeconds;
        if (answerUntil > record.finalAt) record.finalAt = answerUntil;
        ++record.openDemands;
        uint96 bond = _challengeBond;
        _demands[hash] = EmissionDemand(msg.sender, bond, epoch, record.publishedAt);
        _counter.waiting += bond;
        emit LeafDemanded(epoch, leaf.provider, msg.sender, hash, bond, record.finalAt);
        PTOKEN.safeTransferFrom(msg.sender, address(this), bond);
    }

    /// @inheritdoc IEmission
    function answer(EmissionTerms calldata terms, EmissionClaim calldata leaf, EmissionShowing calldata showing)
        external
        override
        nonReentrant
    {
        EmissionRecord storage record = _checkedRecord(terms);
        bytes32 hash = _leafOf(terms.epoch, leaf.provider, leaf.cumulative);
        EmissionDemand memory open = _demands[hash];
        if (open.challenger == address(0) || open.publishedAt != record.publishedAt) revert Emission_DemandUnknown(hash);
        if (block.timestamp >= record.finalAt) revert Emission_AnswerOver(record.finalAt, block.timestamp);
        uint256 expected = _expectedOf(terms, leaf.provider, showing.inputs, showing.inputsProof);
        if (leaf.cumulative != expected) revert Emission_LeafWrong(leaf.cumulative, expected);
        uint128 before = showing.inputs.before;
        if (before != 0) {
            bytes32 earlier = _leafOf(terms.previous, leaf.provider, before);
            _checkLeaf(_epochs[terms.previous].leaves, earlier, showing.beforeProof);
        }
        delete _demands[hash];
        _counter.waiting -= open.bond;
        --record.openDemands;
        emit DemandAnswered(terms.epoch, leaf.provider, open.challenger, showing.inputs, open.bond);
        PTOKEN.safeTransfer(leaf.provider, open.bond);
    }

    /// @inheritdoc IEmission
    function settleDemand(bytes32 leaf) external override nonReentrant {
        EmissionDemand memory open = _demands[leaf];
        if (open.challenger == address(0)) revert Emission_DemandUnknown(leaf);
        EmissionRecord storage record = _epochs[open.epoch];
        delete _demands[leaf];
        _counter.waiting -= open.bond;
        emit DemandSettled(open.epoch, open.challenger, leaf, open.bond);
        if (record.publishedAt == open.publishedAt) {
            if (block.timestamp < record.finalAt) revert Emission_AnswerOpen(record.finalAt, block.timestamp);
            _reject(open.epoch);
        }
        PTOKEN.safeTransfer(open.challenger, open.bond);
    }

    /// @inheritdoc IEmission
    function demandOf(bytes32 leaf) external view override returns (EmissionDemand memory) {
        return _demands[leaf];
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

    function _expectedOf(
        EmissionTerms calldata terms,
        address provider,
        EmissionInputs calldata inputs,
        bytes32[] calldata proof
    ) private view returns (uint256) {
        bytes32 inputsLeaf = EmissionLeafLib.inputsLeafOf(address(this), terms.epoch, provider, inputs);
        _checkLeaf(terms.inputs, inputsLeaf, proof);
        return EmissionCheckLib.cumulativeOf(terms, _parameters[terms.parametersVersion], inputs);
    }
}
