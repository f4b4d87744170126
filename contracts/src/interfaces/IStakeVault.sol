// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bond, PendingSlash} from "../types/StakeVaultTypes.sol";

/// @title Bonds by purpose
/// @notice Amounts are in PToken base units. Purposes are ASCII, right-padded: bytes32("Provider"). Bonded and
/// unbonding amounts can be slashed until they are paid out. Each slashed amount is compensated + burned + sent to the
/// treasury. A contract that takes bonds must have a name in the Directory and be trusted there. Except on the
/// Directory's first day, it is trusted only 36 days after its announcement, so that every bond can be withdrawn
/// before.
interface IStakeVault {
    event Bonded(address indexed account, bytes32 indexed purpose, address indexed payer, uint256 amount, uint256 bonded);
    event Unbonding(address indexed account, bytes32 indexed purpose, uint256 amount, uint256 bonded, uint40 releaseAt);
    event BondWithdrawn(address indexed account, bytes32 indexed purpose, address indexed to, uint256 amount);
    /// @notice A bond lost an amount. `bonded` and `unbonding` are the remaining amounts; `victim` got `compensated`.
    event BondSlashed(
        address indexed account,
        bytes32 indexed purpose,
        address indexed by,
        address victim,
        uint256 compensated,
        uint256 burned,
        uint256 toTreasury,
        uint256 bonded,
        uint256 unbonding
    );
    event SlashQueued(
        address indexed account,
        bytes32 indexed purpose,
        address indexed victim,
        uint256 amount,
        uint256 compensation,
        uint40 executeAt
    );
    event SlashDisputed(address indexed account, bytes32 indexed purpose, uint40 executeAt);
    /// @notice A dispute about a slash ended in favour of the slash, which can be executed from `executeAt` on.
    event SlashReleased(address indexed account, bytes32 indexed purpose, uint40 executeAt);
    event SlashDropped(address indexed account, bytes32 indexed purpose);
    event BondFrozen(address indexed account, bytes32 indexed purpose, uint40 until);
    /// @notice The call that reports a changed bond to the registry failed. Anyone may call the registry's `sync`.
    event BondNewsUnheard(address indexed listener, address indexed account, uint256 bonded);

    error StakeVault_BondTooLow(uint256 bonded, uint256 amount);
    error StakeVault_StillUnbonding(uint40 releaseAt, uint256 time);
    error StakeVault_NothingToWithdraw();
    error StakeVault_AmountZero();
    error StakeVault_Frozen(uint256 until, uint256 time);
    error StakeVault_GasTooLow(uint256 gasLeft, uint256 required);
    error StakeVault_CallerNotMarket(address caller);
    error StakeVault_CallerNotSlasher(address caller, bytes32 purpose);
    error StakeVault_CallerNotCourt(address caller, address court);
    error StakeVault_CallerNotAttestations(address caller, address attestations);
    error StakeVault_ShareTooHigh(uint256 shareBps, uint256 maxShareBps);
    error StakeVault_SlashPending(address account, bytes32 purpose);
    error StakeVault_NoSlashPending(address account, bytes32 purpose);
    error StakeVault_SlashTooEarly(uint256 from, uint256 time);
    error StakeVault_SlashNotDisputable(address account, bytes32 purpose);
    error StakeVault_FreezeTooLong(uint256 until, uint256 latest);
    error StakeVault_NothingToSlash(address account, bytes32 purpose);

    // ── For the account ─────────────────────────────────────────────────────

    /// @notice Adds an amount of the caller's PToken to the caller's bond.
    function bond(bytes32 purpose, uint256 amount) external;

    /// @notice Adds an amount of the caller's PToken to the bond of `account`. Does not change the account's unbonding
    /// time.
    function bondFor(address account, bytes32 purpose, uint256 amount) external;

    /// @notice Starts the withdrawal of an amount: it waits for 35 days for "Provider", and for 14 days for all other
    /// purposes. A provider is delisted at once if the remaining bond does not cover its nodes. A further call restarts
    /// the wait for the whole unbonding amount. Reverts while a slash of the bond is queued, or while the court freezes
    /// the bond.
    function unbond(bytes32 purpose, uint256 amount) external;

    /// @notice Pays out the unbonding amount after its wait. Reverts while a slash of the bond is queued, or while the
    /// court freezes the bond.
    function withdraw(bytes32 purpose, address to) external returns (uint256 amount);

    // ── Losses ──────────────────────────────────────────────────────────────

    /// @notice Takes up to `amount` from the provider's bond, including its unbonding part, and sends it to the calling
    /// Market. Only the Directory's Market may call it, or a Market that was replaced less than 29 days ago. While a
    /// slash is queued, and for two days after its end, all payments together take no more than a quarter of the bond
    /// that the slash leaves.
    /// @dev An empty bond pays 0 and does not revert. Warning: reverts with StakeVault_GasTooLow if less than
    /// MIN_NEWS_GAS is left. A caller that ignores failures must check its own gas before the call; otherwise the
    /// sender of the transaction could make the compensation fail on purpose.
    function compensate(address provider, uint256 amount) external returns (uint256 paid);

    /// @notice Slashes up to `amount` immediately. Only the Directory's "DisputeCourt" may call it, or its
    /// "Attestations" for the purpose "Validator". Of the slashed amount, `compensation` goes to `victim`; at least
    /// half of the rest is burned, and the remainder goes to the Directory's "Treasury". Does not take the amount of a
    /// queued slash of a provider's bond.
    function slash(address account, bytes32 purpose, uint256 amount, address victim, uint256 compensation)
        external
        returns (uint256 slashed);

    /// @notice Queues a slash of a share (in basis points) of the bonded and unbonding amounts, due in 72 h. Until the
    /// slash is executed or cancelled, the account cannot withdraw any part of the bond. Only "Attestations" may call
    /// it, for at most 5,000 bps, and for one slash at a time per account and purpose.
    function queueSlash(address account, bytes32 purpose, uint256 shareBps, address victim, uint256 compensation)
        external
        returns (uint256 amount);

    /// @notice Executes a queued slash that was not cancelled, from `executeAt` on. Anyone may call it.
    function executeSlash(address account, bytes32 purpose) external returns (uint256 slashed);

    /// @notice Delays a queued slash by 21 days, once, because a dispute was opened. Only "DisputeCourt" may call it,
    /// before `executeAt`. If there is no decision by then, the slash can be executed.
    function disputeSlash(address account, bytes32 purpose) external;

    /// @notice Ends the delay of a disputed slash because the court decided that it remains. The slash is due now, or
    /// 72 h after it was queued if that is later. Only "DisputeCourt" may call it. Does nothing to a slash that is not
    /// disputed.
    function releaseSlash(address account, bytes32 purpose) external returns (uint40 executeAt);

    /// @notice Cancels a queued slash. Only "DisputeCourt" may call it.
    function dropSlash(address account, bytes32 purpose) external;

    /// @notice Freezes a bond until `until`, at most 30 days ahead, instead of until the time set before. A time in the
    /// past, or 0, ends the freeze. Only "DisputeCourt" may call it.
    function freeze(address account, bytes32 purpose, uint40 until) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    function bondOf(address account, bytes32 purpose) external view returns (Bond memory);

    /// @notice Everything that can still be slashed: the bonded and the unbonding amount.
    function atRisk(address account, bytes32 purpose) external view returns (uint256);

    function pendingSlashOf(address account, bytes32 purpose) external view returns (PendingSlash memory);
}
