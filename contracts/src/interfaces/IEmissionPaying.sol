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

/// @title The functions of Emission's own code: epochs, claims, incentive programmes and limits
interface IEmissionPaying is IEmissionEvents, IEmissionState {
    // ── Epochs ──────────────────────────────────────────────────────────────

    /// @notice Publishes an epoch and mints its total to this contract. Anyone may call it, except during a pause. All
    /// of these must hold:
    /// 1. Validators attested the hash of the terms (see `statementOf`) as their latest root about "emission".
    /// 2. At least 4 validators signed this root.
    /// 3. This root was never rejected.
    /// 4. The terms name the last published epoch as the one before.
    /// 5. The total is at most what all providers are due.
    /// 6. The total is at most the cap of one epoch.
    /// 7. The total is at most the share κ of the burned fees, plus the budgets of the incentive programmes.
    /// 8. The total is at most the surplus that is not promised to programmes.
    function publish(EmissionTerms calldata terms) external;

    /// @notice The hash that validators sign to attest these terms: the statement "emission", bound to this chain and
    /// this contract.
    function statementOf(EmissionTerms calldata terms) external view returns (bytes32);

    // ── Claims ──────────────────────────────────────────────────────────────

    /// @notice Pays a provider the amount in a final epoch's leaf, less its pay so far. Anyone may call it; only the
    /// provider is paid, and it must have staked the required G.
    function claim(uint64 epoch, address provider, uint128 cumulative, bytes32[] calldata proof)
        external
        returns (uint256 amount);

    /// @notice Pays many providers by their leaves of one epoch. A leaf that cannot be paid is skipped and reported
    /// with the event ClaimSkipped.
    function claimBatch(uint64 epoch, EmissionClaim[] calldata claims) external returns (uint256 amount);

    // ── Programmes ──────────────────────────────────────────────────────────

    /// @notice Creates an incentive programme. Only the owner may call it. The largest value of `classId` or `regionId`
    /// means any class or region.
    function createProgramme(bytes32 name, uint32 classId, uint32 regionId, uint128 perEpoch)
        external
        returns (uint32 programme);

    /// @notice Burns the caller's PToken, which raises the surplus, and promises the amount to an incentive programme.
    /// Anyone may call it.
    function fundProgramme(uint32 programme, uint128 amount) external;

    /// @notice Sets the largest amount that an incentive programme may spend per epoch. Only the owner may call it.
    function setProgrammeRate(uint32 programme, uint128 perEpoch) external;

    /// @notice Ends an incentive programme. Its remaining money becomes part of the free surplus. Only the owner may
    /// call it.
    function closeProgramme(uint32 programme) external;

    // ── For the owner ───────────────────────────────────────────────────────

    /// @notice Mints `amount` to `to` from the surplus that is not promised to incentive programmes. Only the owner may
    /// call it, so every grant needs a vote.
    function grant(address to, uint256 amount) external;

    /// @notice Sets new parameters. Only the owner may call it, within the bounds of EmissionMath. An epoch may still
    /// use the previous version of the parameters.
    function setParameters(EmissionParameters calldata parameters) external;

    /// @notice Sets the limits, within the bounds in EmissionLimits. Only the owner may call it.
    function setLimits(EmissionLimits calldata limits) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    function parametersOf(uint32 version) external view returns (EmissionParameters memory);
    function limits() external view returns (EmissionLimits memory);
    function recordOf(uint64 epoch) external view returns (EmissionRecord memory);
    function counter() external view returns (EmissionCounter memory);
    /// @notice The amount that can still be claimed: the unclaimed totals of final epochs, and PToken that other
    /// accounts sent here.
    function claimable() external view returns (uint256);
    function programmeOf(uint32 programme) external view returns (EmissionProgramme memory);
}
