// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    EmissionInputs,
    EmissionLimits,
    EmissionParameters,
    EmissionRefusal,
    EmissionTerms
} from "../types/EmissionTypes.sol";

/// @title Events and errors of emission
interface IEmissionEvents {
    event EpochPublished(uint64 indexed epoch, uint64 indexed previous, uint40 finalAt, EmissionTerms terms);
    /// @notice `epoch` was rejected, because `wrongEpoch` was wrong or nobody answered a demand about it. `wrongEpoch`
    /// is the same epoch or an earlier one. `total` is the amount of `epoch`, which was not paid.
    event EpochRejected(uint64 indexed epoch, uint64 indexed wrongEpoch, uint256 total);
    event EpochFinal(uint64 indexed epoch, uint256 totalOfAll);
    /// @notice A provider was paid. `cumulative` is its total pay so far, including this claim; the amount of this
    /// claim is in PToken's Transfer event.
    event EmissionClaimed(address indexed provider, uint64 epoch, uint128 cumulative);
    event ClaimSkipped(uint64 indexed epoch, address indexed provider, EmissionRefusal reason);
    event LeafRefuted(uint64 indexed epoch, address indexed provider, address indexed challenger, uint256 claimed, uint256 expected);
    /// @notice The challenger proved that an epoch counts one node twice, so the epoch was rejected.
    event NodeRepeated(uint64 indexed epoch, bytes32 indexed nodeId, address indexed challenger);
    /// @notice A challenge failed, because the challenged part is right. Half of the challenger's bond was burned, and
    /// the provider got the rest.
    event ChallengeFailed(uint64 indexed epoch, address indexed provider, address indexed challenger, uint256 bond);
    /// @notice An account demanded to see a part of a leaf's inputs. `demand` identifies the leaf and the chunk; the
    /// largest `chunk` means the top.
    event LeafDemanded(
        uint64 indexed epoch,
        address indexed provider,
        address indexed challenger,
        bytes32 demand,
        bytes32 leaf,
        uint32 chunk,
        uint256 bond,
        uint40 answerUntil
    );
    /// @notice A demand was answered. Half of its bond was burned, and `answerer` got the rest. The chunk is in the
    /// call's data.
    event DemandAnswered(
        uint64 indexed epoch, address indexed provider, address indexed answerer, bytes32 demand, EmissionInputs inputs, uint256 bond
    );
    event DemandSettled(uint64 indexed epoch, address indexed challenger, bytes32 demand, uint256 bond);
    event ProgrammeCreated(uint32 indexed programme, bytes32 name, uint32 classId, uint32 regionId, uint128 perEpoch);
    event ProgrammeFunded(uint32 indexed programme, address indexed sponsor, uint256 amount, uint256 remaining);
    event ProgrammeSpent(uint32 indexed programme, uint64 indexed epoch, uint256 amount, uint256 remaining);
    event ProgrammeRestored(uint32 indexed programme, uint64 indexed epoch, uint256 amount, uint256 remaining);
    event ProgrammeRateSet(uint32 indexed programme, uint128 perEpoch);
    event ProgrammeClosed(uint32 indexed programme, uint256 released);
    event SurplusGranted(address indexed to, uint256 amount);
    event EmissionParametersSet(uint32 indexed version, EmissionParameters parameters);
    event EmissionLimitsSet(EmissionLimits limits);

    error Emission_NotAttested(bytes32 statement, bytes32 attested);
    error Emission_PowerTooSmall();
    error Emission_TermsBarred(bytes32 statement);
    error Emission_RootZero();
    error Emission_EpochOutOfOrder(uint64 epoch, uint64 previous, uint64 lastEpoch);
    error Emission_ParametersStale(uint32 version, uint32 current);
    error Emission_TotalTooHigh(uint256 total, uint256 most);
    error Emission_SurplusTooLow(uint256 surplus, uint256 required);
    error Emission_BudgetInvalid(uint32 programme, uint256 budget);
    error Emission_EpochUnknown(uint64 epoch);
    error Emission_EpochNotFinal(uint64 epoch, uint256 from, uint256 openDemands);
    error Emission_ClaimRefused(address provider, EmissionRefusal reason);
    error Emission_TermsUnknown(uint64 epoch, bytes32 termsHash);
    error Emission_ChallengeOver(uint256 until, uint256 time);
    error Emission_LeafUnknown(bytes32 leaf);
    error Emission_LeafWrong(uint256 claimed, uint256 expected);
    error Emission_ChunkUnknown(bytes32 root);
    error Emission_NodesDiffer(bytes32 one, bytes32 other);
    error Emission_CallerNotEmission();
    error Emission_ChallengesMismatch(address challenges);
    error Emission_DemandKnown(bytes32 demand);
    error Emission_DemandUnknown(bytes32 demand);
    error Emission_AnswerOpen(uint256 until, uint256 time);
    error Emission_AnswerOver(uint256 until, uint256 time);
    error Emission_ProgrammeUnknown(uint32 programme);
    error Emission_AmountZero();
    error Emission_LimitOutOfBounds(uint256 value, uint256 least, uint256 most);
}
