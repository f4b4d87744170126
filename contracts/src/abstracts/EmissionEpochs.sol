// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IAttestations} from "../interfaces/IAttestations.sol";
import {IDirectory} from "../interfaces/IDirectory.sol";
import {IEmissionPaying} from "../interfaces/IEmissionPaying.sol";
import {IPToken} from "../interfaces/IPToken.sol";
import {EmissionCheckLib} from "../libraries/EmissionCheckLib.sol";
import {Attested} from "../types/AttestationsTypes.sol";
import {EmissionRecord, EmissionTerms} from "../types/EmissionTypes.sol";
import {EmissionBudgets} from "./EmissionBudgets.sol";

/// @title Epochs of emission: publishing and finality
abstract contract EmissionEpochs is EmissionBudgets {
    using SafeCast for uint256;

    bytes32 public constant SUBJECT = "emission";
    bytes32 private constant ATTESTATIONS = "Attestations";

    IDirectory public immutable DIRECTORY;

    constructor(IDirectory directory) {
        DIRECTORY = directory;
    }

    /// @inheritdoc IEmissionPaying
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

    /// @inheritdoc IEmissionPaying
    function statementOf(EmissionTerms calldata terms) public view override returns (bytes32) {
        return _statementOf(keccak256(abi.encode(terms)));
    }

    /// @inheritdoc IEmissionPaying
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

    /// @dev Marks an epoch and all earlier ones as final. Each epoch builds on the previous one, so none can be final
    /// before an earlier one.
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
}
