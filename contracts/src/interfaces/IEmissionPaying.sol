// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    EmissionClaim,
    EmissionCounter,
    EmissionLimits,
    EmissionParameters,
    EmissionProgramme,
    EmissionRecord,
    EmissionTerms
} from "../types/EmissionTypes.sol";
import {IEmissionEvents} from "./IEmissionEvents.sol";
import {IEmissionState} from "./IEmissionState.sol";

/// @title Epochs, claims, programmes and limits: what the contract Emission has in its own code
interface IEmissionPaying is IEmissionEvents, IEmissionState {
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
    function limits() external view returns (EmissionLimits memory);
    function recordOf(uint64 epoch) external view returns (EmissionRecord memory);
    function counter() external view returns (EmissionCounter memory);
    /// @notice What claims may still take: final epochs' totals that nobody claimed, and what strangers sent here.
    function claimable() external view returns (uint256);
    function programmeOf(uint32 programme) external view returns (EmissionProgramme memory);
}
