// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    EmissionClaim,
    EmissionCounter,
    EmissionDemand,
    EmissionInputs,
    EmissionLimits,
    EmissionParameters,
    EmissionProgramme,
    EmissionRecord,
    EmissionRefusal,
    EmissionShowing,
    EmissionTerms
} from "../types/EmissionTypes.sol";

/// @title What serving earns, paid out
/// @notice An epoch is what a quorum with full power signed about "emission": terms and two Merkle roots. Publishing mints its total out of
/// PToken's surplus to this contract, so that no later claim lacks money. While it can be challenged anybody proves a leaf's arithmetic wrong, or demands
/// to be shown what a leaf follows from; then each provider's cumulative leaf pays what it has not been paid. Amounts in PToken base units.
/// @dev What inputs are true rests on the quorum, and so does that the leaves grow by `total` together: claims stop at the sum of totals.
interface IEmission {
    event EpochPublished(uint64 indexed epoch, uint64 indexed previous, uint40 finalAt, EmissionTerms terms);
    /// @notice `epoch` was taken back with its total because `wrongEpoch`, itself or one before it, was wrong.
    event EpochRejected(uint64 indexed epoch, uint64 indexed wrongEpoch, uint256 total);
    event EpochFinal(uint64 indexed epoch, uint256 totalOfAll);
    /// @notice `cumulative` is all the provider was paid so far; what this claim added is in PToken's Transfer.
    event EmissionClaimed(address indexed provider, uint64 epoch, uint128 cumulative);
    event ClaimSkipped(uint64 indexed epoch, address indexed provider, EmissionRefusal reason);
    event LeafRefuted(uint64 indexed epoch, address indexed provider, address indexed challenger, uint256 claimed, uint256 expected);
    /// @notice A right leaf was challenged; the challenger paid the provider.
    event ChallengeFailed(uint64 indexed epoch, address indexed provider, address indexed challenger, uint256 bond);
    event LeafDemanded(
        uint64 indexed epoch, address indexed provider, address indexed challenger, bytes32 leaf, uint256 bond, uint40 answerUntil
    );
    event DemandAnswered(uint64 indexed epoch, address indexed provider, address indexed challenger, EmissionInputs inputs, uint256 bond);
    event DemandSettled(uint64 indexed epoch, address indexed challenger, bytes32 leaf, uint256 bond);
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
    error Emission_DemandKnown(bytes32 leaf);
    error Emission_DemandUnknown(bytes32 leaf);
    error Emission_AnswerOpen(uint256 until, uint256 time);
    error Emission_AnswerOver(uint256 until, uint256 time);
    error Emission_ProgrammeUnknown(uint32 programme);
    error Emission_AmountZero();
    error Emission_LimitOutOfBounds(uint256 value, uint256 least, uint256 most);

    // ── Epochs ──────────────────────────────────────────────────────────────

    /// @notice Publishes an epoch whose statement is the latest attested root about "emission", and mints its total here. Anyone; not while paused.
    /// Reverts unless their quorum has full power and the terms were not taken back before, it builds on the last published epoch, its total is at most what is due, the cap, κ × burned
    /// plus budgets, and the surplus that no programme was promised.
    function publish(EmissionTerms calldata terms) external;

    /// @notice The root that validators sign under the subject "emission" for these terms, on this chain and contract.
    function statementOf(EmissionTerms calldata terms) external view returns (bytes32);

    // ── Claims ──────────────────────────────────────────────────────────────

    /// @notice Pays a provider what a final epoch's leaf says beyond what it was paid. Anyone; pays the provider alone, which must have its G staked.
    function claim(uint64 epoch, address provider, uint128 cumulative, bytes32[] calldata proof)
        external
        returns (uint256 amount);

    /// @notice The same for many leaves of one epoch. What cannot be paid is left out and reported by ClaimSkipped.
    function claimBatch(uint64 epoch, EmissionClaim[] calldata claims) external returns (uint256 amount);

    // ── Challenges ──────────────────────────────────────────────────────────

    /// @notice Proves that a leaf is not what its inputs come to: takes its epoch and all later ones back, bars its terms for good and lets who signed
    /// them be punished (IAttestations.punishWrongRoot). Of a leaf that is right the caller pays the
    /// provider the challenge bond, which must be approved. Until `challengeUntil`.
    function challenge(
        EmissionTerms calldata terms,
        EmissionClaim calldata leaf,
        EmissionInputs calldata inputs,
        bytes32[] calldata inputsProof
    ) external;

    /// @notice Demands to be shown what a leaf follows from, against the challenge bond. Until `challengeUntil`, once for a leaf. The epoch waits for the answer.
    function demand(uint64 epoch, EmissionClaim calldata leaf) external;

    /// @notice Shows that a demanded leaf is right: its inputs, their arithmetic, and the leaf before it. Anyone; the provider gets the bond.
    function answer(EmissionTerms calldata terms, EmissionClaim calldata leaf, EmissionShowing calldata showing) external;

    /// @notice Gives a demand's bond back: its epoch was rejected, or nobody answered until `finalAt`, which rejects it. Anyone.
    function settleDemand(bytes32 leaf) external;

    // ── Programmes ──────────────────────────────────────────────────────────

    /// @notice Owner only. `classId` and `regionId`: the largest value is any.
    function createProgramme(bytes32 name, uint32 classId, uint32 regionId, uint128 perEpoch)
        external
        returns (uint32 programme);

    /// @notice Pays the caller's PToken into the surplus, promised to a programme. Anyone.
    function fundProgramme(uint32 programme, uint128 amount) external;

    /// @notice Owner only.
    function setProgrammeRate(uint32 programme, uint128 perEpoch) external;

    /// @notice Lets what a programme has left become common surplus. Owner only.
    function closeProgramme(uint32 programme) external;

    // ── The owner's ─────────────────────────────────────────────────────────

    /// @notice Mints out of the surplus that no programme was promised. Owner only: a grant by vote.
    function grant(address to, uint256 amount) external;

    /// @notice Owner only, within the bounds of EmissionMath. An epoch may still be signed with the version before.
    function setParameters(EmissionParameters calldata parameters) external;

    /// @notice Owner only, within the bounds named in EmissionLimits.
    function setLimits(EmissionLimits calldata limits) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    function parametersOf(uint32 version) external view returns (EmissionParameters memory);
    function parametersVersion() external view returns (uint32);
    function limits() external view returns (EmissionLimits memory);
    function recordOf(uint64 epoch) external view returns (EmissionRecord memory);
    function lastEpoch() external view returns (uint64);
    function counter() external view returns (EmissionCounter memory);
    /// @notice What claims may still take: final epochs' totals that nobody claimed, and what strangers sent here.
    function claimable() external view returns (uint256);
    /// @notice What a provider was paid so far.
    function claimedOf(address provider) external view returns (uint256);
    /// @notice True for the statement of an epoch that was taken back as wrong, or as nobody showed what it follows from: never published again.
    function isBarred(bytes32 statement) external view returns (bool);
    /// @notice Who proved a leaf under this statement wrong; zero while nobody has.
    function refuterOf(bytes32 statement) external view returns (address);
    function demandOf(bytes32 leaf) external view returns (EmissionDemand memory);
    function programmeOf(uint32 programme) external view returns (EmissionProgramme memory);
    function programmeCount() external view returns (uint32);
    /// @notice Surplus promised to programmes and not spent.
    function promised() external view returns (uint256);
}
