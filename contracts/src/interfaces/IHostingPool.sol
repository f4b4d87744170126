// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    AssignedDay,
    HostingClaim,
    HostingProgramme,
    ProvenBudget
} from "../types/HostingPoolTypes.sol";

/// @title The hosting pool: sponsors pay those who host a model
/// @notice A sponsor pays in a daily amount for 25 days. For each day, validators sign one root about the subject
/// "hosting". The root assigns a part of each programme to the day, and divides this part among the accounts that
/// hosted the model. Accounts claim with a Merkle path. After 30 days, the sponsor gets back what no root has assigned.
/// A day lasts `DAY_SECONDS` seconds.
interface IHostingPool {
    event ProgrammeSponsored(
        uint64 indexed programme, address indexed sponsor, uint256 perDay, uint256 firstDay, string model
    );
    /// @notice The root of a day was published. `shares` has 40 bytes for each share: programme (8), account (20),
    /// amount (12).
    event HostingPublished(uint40 indexed day, bytes32 root, bytes shares);
    event BudgetAssigned(uint64 indexed programme, uint40 indexed day, uint256 amount);
    event ShareClaimed(uint64 indexed programme, uint40 indexed day, address indexed account, uint256 amount);
    event ProgrammeReturned(uint64 indexed programme, address indexed sponsor, uint256 amount);

    error HostingPool_AmountTooLow(uint256 perDay, uint256 least);
    error HostingPool_ModelLength(uint256 length, uint256 most);
    error HostingPool_ProgrammeUnknown(uint64 programme);
    error HostingPool_NotAttested(bytes32 statement, bytes32 attested);
    error HostingPool_PowerTooSmall();
    error HostingPool_RootZero();
    error HostingPool_DayOutOfRange(uint256 day, uint256 first, uint256 last);
    error HostingPool_DayPublished(uint40 day);
    error HostingPool_LeafUnknown(bytes32 leaf, uint40 day);
    error HostingPool_BudgetTooHigh(uint256 amount, uint256 most);
    error HostingPool_BudgetSpent(uint256 amount, uint256 left);
    error HostingPool_TooEarly(uint256 today, uint256 day);
    error HostingPool_DayNotAssigned(uint256 day);

    /// @notice Pays 25 times `perDay` from the caller into a new programme for a model. Its first day is the present
    /// one.
    function sponsor(uint96 perDay, string calldata model) external returns (uint64 programme);

    /// @notice Publishes the root of a day that is over, at most three days later. Anyone may call it. The latest
    /// root about "hosting" must be `statementOf` these arguments, and at least four validators must have signed it.
    function publish(uint40 day, bytes32 root, bytes calldata shares) external;

    /// @notice Pays shares to their accounts. Before that, assigns the part of the programme that pays a share, unless
    /// it is assigned already. Anyone may call it. Skips shares that were claimed before.
    function claim(HostingClaim[] calldata claims) external returns (uint256 paid);

    /// @notice Pays the rest of a programme back to its sponsor, 30 days after its first day. Anyone may call it. Each
    /// day of the programme that has a root must be assigned, or be among `budgets`. From 90 days after the first day,
    /// days that nobody assigned do not matter.
    function refund(uint64 programme, ProvenBudget[] calldata budgets) external returns (uint256 amount);

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @notice How many programmes there are so far. Their ids count from 1.
    function programmeCount() external view returns (uint64);
    function programmeOf(uint64 programme) external view returns (HostingProgramme memory);
    function assignedOf(uint64 programme, uint40 day) external view returns (AssignedDay memory);
    function rootOf(uint40 day) external view returns (bytes32);
    function isClaimed(bytes32 leaf) external view returns (bool);
    function DAY_SECONDS() external view returns (uint32);
    /// @notice The statement that validators sign for a day: a hash of the chain, this contract, the day, the root and
    /// the shares.
    function statementOf(uint40 day, bytes32 root, bytes calldata shares) external view returns (bytes32);
}
