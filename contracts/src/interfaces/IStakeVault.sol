// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bond, PendingSlash} from "../types/StakeVaultTypes.sol";

/// @title Bonds by purpose
/// @notice Amounts in PToken base units. Purposes are ASCII, right-padded: bytes32("Provider"). Bonded and unbonding
/// amounts stay at risk until they are paid out: slashed = compensated + burned + treasury. A contract that takes bonds
/// must be named in the Directory and trusted there: 36 days after its announcement, so that every bond can leave
/// before.
interface IStakeVault {
    event Bonded(address indexed account, bytes32 indexed purpose, address indexed payer, uint256 amount, uint256 bonded);
    event Unbonding(address indexed account, bytes32 indexed purpose, uint256 amount, uint256 bonded, uint40 releaseAt);
    event BondWithdrawn(address indexed account, bytes32 indexed purpose, address indexed to, uint256 amount);
    /// @notice Any loss of a bond. `bonded` and `unbonding` are the remaining amounts; `victim` got `compensated`.
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
    event SlashDropped(address indexed account, bytes32 indexed purpose);
    event BondFrozen(address indexed account, bytes32 indexed purpose, uint40 until);
    /// @notice The registry's call about a changed bond failed. Anyone may call its `sync`.
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

    // ── The account's own ───────────────────────────────────────────────────

    /// @notice Bonds the caller's PToken.
    function bond(bytes32 purpose, uint256 amount) external;

    /// @notice Bonds the caller's PToken for `account`. Does not change the account's unbonding time.
    function bondFor(address account, bytes32 purpose, uint256 amount) external;

    /// @notice Starts the wait: 35 days for "Provider" (delisted immediately), 14 days for all other purposes. A
    /// further call restarts it for the whole unbonding amount. Reverts while the bond is frozen.
    function unbond(bytes32 purpose, uint256 amount) external;

    /// @notice Pays out the unbonding amount after its wait. Reverts while the bond is frozen.
    function withdraw(bytes32 purpose, address to) external returns (uint256 amount);

    // ── Losses ──────────────────────────────────────────────────────────────

    /// @notice Takes up to `amount` from the provider's bond, including its unbonding part, and sends it to the calling
    /// Market. Only the Directory's Market, or the previous one while its leases drain. Does not take the amount of a
    /// queued slash.
    /// @dev An empty bond pays 0 and does not revert. Warning: reverts with StakeVault_GasTooLow if less than
    /// MIN_NEWS_GAS is left. A caller that ignores failures must check its own gas before; otherwise the sender of the
    /// transaction can choose to skip the compensation.
    function compensate(address provider, uint256 amount) external returns (uint256 paid);

    /// @notice Slashes up to `amount` immediately. The Directory's "DisputeCourt" for any purpose; its "Attestations"
    /// for "Validator" only. `compensation` of it goes to `victim`; at least half of the rest is burned, the remainder
    /// goes to the Directory's "Treasury".
    function slash(address account, bytes32 purpose, uint256 amount, address victim, uint256 compensation)
        external
        returns (uint256 slashed);

    /// @notice Queues the slash of a share of everything at risk, due in 72 h, and freezes the bond until then.
    /// "Attestations" only; at most 5,000 bps; one at a time for an account and purpose.
    function queueSlash(address account, bytes32 purpose, uint256 shareBps, address victim, uint256 compensation)
        external
        returns (uint256 amount);

    /// @notice Executes a queued slash that was not stopped. Anyone may call it, from `executeAt` on.
    function executeSlash(address account, bytes32 purpose) external returns (uint256 slashed);

    /// @notice Delays a queued slash by 21 days, once, because a dispute was opened. "DisputeCourt" only, before
    /// `executeAt`. Without a verdict by then, the slash can be executed.
    function disputeSlash(address account, bytes32 purpose) external;

    /// @notice Cancels a queued slash. "DisputeCourt" only.
    function dropSlash(address account, bytes32 purpose) external;

    /// @notice Freezes a bond until `until`, at most 30 days ahead; an earlier time, or 0, ends the freeze.
    /// "DisputeCourt" only.
    function freeze(address account, bytes32 purpose, uint40 until) external;

    // ── Reading ─────────────────────────────────────────────────────────────

    function bondOf(address account, bytes32 purpose) external view returns (Bond memory);

    /// @notice Everything that can still be slashed: bonded and unbonding.
    function atRisk(address account, bytes32 purpose) external view returns (uint256);

    function pendingSlashOf(address account, bytes32 purpose) external view returns (PendingSlash memory);
}
