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

/// @title Epochs, claims, programmes and limits: the functions in Emission's own code
interface IEmissionPaying is IEmissionEvents, IEmissionState {
    // ── Epochs ──────────────────────────────────────────────────────────────

    /// @notice Publishes an epoch whose statement is the latest attested root about "emission", and mints its total
    /// here. Anyone may call it; not while paused. Reverts unless the quorum has full power, the terms were not
    /// rejected before, and it builds on the last published epoch. Its total may not exceed what is due, the cap, κ ×
    /// burned plus budgets, or the surplus that is not promised to programmes.
    function publish(EmissionTerms calldata terms) external;

    /// @notice The hash that validators sign to attest these terms: the statement "emission", bound to this chain and
    /// this contract.
    function statementOf(EmissionTerms calldata terms) external view returns (bytes32);

    // ── Claims ──────────────────────────────────────────────────────────────

    /// @notice Pays a provider the difference between a final epoch's leaf and its pay so far. Anyone may call it; only
    /// the provider is paid, and it must have its G staked.
    function claim(uint64 epoch, address provider, uint128 cumulative, bytes32[] calldata proof)
        external
        returns (uint256 amount);

    /// @notice Claims many leaves of one epoch. Leaves that cannot be paid are left out and reported by ClaimSkipped.
    function claimBatch(uint64 epoch, EmissionClaim[] calldata claims) external returns (uint256 amount);

    // ── Programmes ──────────────────────────────────────────────────────────

    /// @notice Creates a programme. Owner only. The largest value of `classId` or `regionId` means any.
    function createProgramme(bytes32 name, uint32 classId, uint32 regionId, uint128 perEpoch)
        external
        returns (uint32 programme);

    /// @notice Adds the caller's PToken to the surplus and promises it to a programme. Anyone may call it.
    function fundProgramme(uint32 programme, uint128 amount) external;

    /// @notice Sets a programme's maximum per epoch. Owner only.
    function setProgrammeRate(uint32 programme, uint128 perEpoch) external;

    /// @notice Releases a programme's remaining money to the common surplus. Owner only.
    function closeProgramme(uint32 programme) external;

    // ── The owner's ─────────────────────────────────────────────────────────

    /// @notice Mints from the surplus that is not promised to programmes. Owner only, so every grant needs a vote.
    function grant(address to, uint256 amount) external;

    /// @notice Sets new parameters. Owner only, within the bounds of EmissionMath. An epoch may still use the previous
    /// version.
    function setParameters(EmissionParameters calldata parameters) external;

    /// @notice Owner only, within the bounds in EmissionLimits.
    function setLimits(EmissionLimits calldata limits) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    function parametersOf(uint32 version) external view returns (EmissionParameters memory);
    function limits() external view returns (EmissionLimits memory);
    function recordOf(uint64 epoch) external view returns (EmissionRecord memory);
    function counter() external view returns (EmissionCounter memory);
    /// @notice The amount that claims may still take: unclaimed totals of final epochs, and PToken that other accounts
    /// sent here.
    function claimable() external view returns (uint256);
    function programmeOf(uint32 programme) external view returns (EmissionProgramme memory);
}
