// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IAttestations} from "../interfaces/IAttestations.sol";
import {IDirectory} from "../interfaces/IDirectory.sol";
import {IEmission} from "../interfaces/IEmission.sol";
import {IPToken} from "../interfaces/IPToken.sol";
import {EmissionCheckLib} from "../libraries/EmissionCheckLib.sol";
import {EmissionLeafLib} from "../libraries/EmissionLeafLib.sol";
import {Attested} from "../types/AttestationsTypes.sol";
import {EmissionRecord, EmissionTerms} from "../types/EmissionTypes.sol";
import {EmissionBudgets} from "./EmissionBudgets.sol";

/// @title Epochs: published, rejected, final
abstract contract EmissionEpochs is EmissionBudgets {
    using SafeCast for uint256;

    bytes32 public constant SUBJECT = "emission";
    bytes32 private constant STATEMENT = "EmissionStatement";
    bytes32 private constant ATTESTATIONS = "Attestations";

    IDirectory public immutable DIRECTORY;

    /// @inheritdoc IEmission
    uint64 public override lastEpoch;

    /// @inheritdoc IEmission
    mapping(bytes32 statement => bool barred) public override isBarred;

    /// @inheritdoc IEmission
    mapping(bytes32 statement => address challenger) public override refuterOf;

    mapping(uint64 epoch => EmissionRecord record) internal _epochs;

    constructor(IDirectory directory) {
        DIRECTORY = directory;
    }

    /// @inheritdoc IEmission
    function publish(EmissionTerms calldata terms) external override nonReentrant {
        DIRECTORY.checkNotPaused();
        _checkAttested(terms);
        _checkTerms(terms);
        uint64 epoch = terms.epoch;
        _spend(epoch, terms.budgets);
        _checkSurplus(terms.total);
        uint256 totalSoFar = _epochs[terms.previous].totalSoFar + uint256(terms.total);
        uint40 finalAt = uint40(block.timestamp) + _challengeSeconds;
        _epochs[epoch] = EmissionRecord({
            leaves: terms.leaves,
            termsHash: keccak256(abi.encode(terms)),
            totalSoFar: totalSoFar.toUint96(),
            publishedAt: uint40(block.timestamp),
            challengeUntil: finalAt,
            finalAt: finalAt,
            openDemands: 0,
            previous: terms.previous
        });
        lastEpoch = epoch;
        _counter.waiting += uint256(terms.total).toUint96();
        emit EpochPublished(epoch, terms.previous, finalAt, terms);
        IPToken(address(PTOKEN)).mintSurplus(address(this), terms.total);
    }

    /// @inheritdoc IEmission
    function statementOf(EmissionTerms calldata terms) public view override returns (bytes32) {
        return _statementOf(keccak256(abi.encode(terms)));
    }

    /// @inheritdoc IEmission
    function recordOf(uint64 epoch) external view override returns (EmissionRecord memory) {
        return _epochs[epoch];
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _checkAttested(EmissionTerms calldata terms) private view {
        Attested memory attested = IAttestations(DIRECTORY.get(ATTESTATIONS)).attestedOf(SUBJECT);
        bytes32 statement = statementOf(terms);
        if (attested.root != statement || attested.epoch != terms.epoch) {
            revert Emission_NotAttested(statement, attested.root);
        }
        if (!attested.full) revert Emission_PowerTooSmall();
        if (isBarred[statement]) revert Emission_TermsBarred(statement);
    }

    function _statementOf(bytes32 termsHash) internal view returns (bytes32) {
        return keccak256(abi.encode(STATEMENT, block.chainid, address(this), termsHash));
    }

    function _checkTerms(EmissionTerms calldata terms) private view {
        if (terms.leaves == 0) revert Emission_RootZero();
        if (terms.epoch <= lastEpoch || terms.previous != lastEpoch) {
            revert Emission_EpochOutOfOrder(terms.epoch, terms.previous, lastEpoch);
        }
        uint32 version = terms.parametersVersion;
        if (version == 0 || version > parametersVersion || version + 1 < parametersVersion) {
            revert Emission_ParametersStale(version, parametersVersion);
        }
        uint256 mostDue = EmissionCheckLib.mostDue(terms, _parameters[version].rebateShare);
        if (terms.due > mostDue) revert Emission_TotalTooHigh(terms.due, mostDue);
        uint256 most = terms.due < terms.available ? terms.due : terms.available;
        if (terms.total > most) revert Emission_TotalTooHigh(terms.total, most);
    }

    /// @dev Counts an epoch and all before it as final. They build on each other: none is while one before it waits.
    function _makeFinal(uint64 epoch) internal {
        uint64 until = _counter.finalEpoch;
        for (uint64 it = epoch; it > until; it = _epochs[it].previous) {
            EmissionRecord storage record = _epochs[it];
            if (record.leaves == 0) revert Emission_EpochUnknown(it);
            if (block.timestamp < record.finalAt || record.openDemands != 0) {
                revert Emission_EpochNotFinal(it, record.finalAt, record.openDemands);
            }
        }
        uint96 total = _epochs[epoch].totalSoFar;
        _counter.waiting -= total - _counter.total;
        _counter.total = total;
        _counter.finalEpoch = uint256(epoch).toUint40();
        emit EpochFinal(epoch, total);
    }

    /// @dev Takes a wrong epoch back, and all that build on it. Its terms are never published again; theirs are not the latest attested once it is.
    function _reject(uint64 wrong) internal {
        isBarred[_statementOf(_epochs[wrong].termsHash)] = true;
        uint64 last = lastEpoch;
        uint64 previous = _epochs[wrong].previous;
        uint96 sum = _epochs[last].totalSoFar - _epochs[previous].totalSoFar;
        lastEpoch = previous;
        _counter.waiting -= sum;
        while (last > previous) {
            uint64 next = _epochs[last].previous;
            uint256 total = _epochs[last].totalSoFar - _epochs[next].totalSoFar;
            delete _epochs[last];
            _restore(last);
            emit EpochRejected(last, wrong, total);
            last = next;
        }
        IPToken(address(PTOKEN)).burn(sum);
    }

    function _checkLeaf(bytes32 root, bytes32 leaf, bytes32[] calldata proof) internal pure {
        if (!EmissionLeafLib.isUnder(root, leaf, proof)) revert Emission_LeafUnknown(leaf);
    }

    function _leafOf(uint64 epoch, address provider, uint128 cumulative) internal view returns (bytes32) {
        return EmissionLeafLib.leafOf(address(this), epoch, provider, cumulative);
    }
}
