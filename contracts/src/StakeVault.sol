// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IBondListener} from "./interfaces/IBondListener.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IPToken} from "./interfaces/IPToken.sol";
import {IStakeVault} from "./interfaces/IStakeVault.sol";
import {Bond, KeptBond, PendingSlash} from "./types/StakeVaultTypes.sol";

/// @title StakeVault
/// @notice Holds bonds by account and purpose. Its code cannot be changed.
/// @dev This code, and not the calling contracts, limits each slash: the share, the wait before it, and the receiver.
contract StakeVault is IStakeVault, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;

    bytes32 public constant PROVIDER = "Provider";
    bytes32 public constant VALIDATOR = "Validator";
    uint40 public constant PROVIDER_UNBONDING_SECONDS = 35 days;
    uint40 public constant OTHER_UNBONDING_SECONDS = 14 days;
    uint40 public constant SLASH_WAIT_SECONDS = 72 hours;
    uint40 public constant DISPUTE_SECONDS = 21 days;
    uint40 public constant MAX_FREEZE_SECONDS = 30 days;
    uint256 public constant MAX_QUEUED_SHARE_BPS = 5_000;
    /// @notice While a slash is queued, all compensation payments together take at most 1/FREE_PARTS of the bond that
    /// the slash leaves.
    uint256 public constant FREE_PARTS = 4;
    /// @notice For this long after a queued slash was executed or cancelled, compensation stays limited, so that
    /// another slash can be queued.
    uint40 public constant KEEP_SECONDS = 2 days;
    /// @notice The gas that the registry gets when the vault reports a changed bond to it, so that it can list or
    /// delist the provider.
    uint256 public constant NEWS_GAS = 100_000;
    /// @notice Gas that must remain before the vault reports a changed bond to the registry, so that the registry
    /// really gets NEWS_GAS.
    uint256 public constant MIN_NEWS_GAS = 115_000;

    uint256 private constant BPS = 10_000;
    bytes32 private constant MARKET = "Market";
    bytes32 private constant NODE_REGISTRY = "NodeRegistry";
    bytes32 private constant ATTESTATIONS = "Attestations";
    bytes32 private constant DISPUTE_COURT = "DisputeCourt";
    bytes32 private constant TREASURY = "Treasury";

    IERC20 public immutable PTOKEN;
    IDirectory public immutable DIRECTORY;

    mapping(address account => mapping(bytes32 purpose => Bond bond)) private _bonds;
    mapping(address account => mapping(bytes32 purpose => PendingSlash pending)) private _pending;
    mapping(address provider => KeptBond kept) private _kept;

    constructor(IERC20 ptoken, IDirectory directory) {
        PTOKEN = ptoken;
        DIRECTORY = directory;
    }

    modifier onlyCourt() {
        if (!_isTrusted(DISPUTE_COURT)) revert StakeVault_CallerNotCourt(msg.sender, DIRECTORY.get(DISPUTE_COURT));
        _;
    }

    // ── In ──────────────────────────────────────────────────────────────────

    /// @inheritdoc IStakeVault
    function bond(bytes32 purpose, uint256 amount) external override nonReentrant {
        _bond(msg.sender, purpose, amount);
    }

    /// @inheritdoc IStakeVault
    function bondFor(address account, bytes32 purpose, uint256 amount) external override nonReentrant {
        _bond(account, purpose, amount);
    }

    // ── Out ─────────────────────────────────────────────────────────────────

    /// @inheritdoc IStakeVault
    function unbond(bytes32 purpose, uint256 amount) external override nonReentrant {
        if (amount == 0) revert StakeVault_AmountZero();
        Bond storage record = _bonds[msg.sender][purpose];
        _checkFree(record, purpose);
        uint256 bonded = record.bonded;
        if (amount > bonded) revert StakeVault_BondTooLow(bonded, amount);
        uint256 remaining = bonded - amount;
        uint40 releaseAt =
            uint40(block.timestamp) + (purpose == PROVIDER ? PROVIDER_UNBONDING_SECONDS : OTHER_UNBONDING_SECONDS);
        record.bonded = uint128(remaining);
        record.unbonding += uint128(amount);
        record.releaseAt = releaseAt;
        emit Unbonding(msg.sender, purpose, amount, remaining, releaseAt);
        _tellRegistry(msg.sender, purpose, remaining);
    }

    /// @inheritdoc IStakeVault
    function withdraw(bytes32 purpose, address to) external override nonReentrant returns (uint256 amount) {
        Bond storage record = _bonds[msg.sender][purpose];
        _checkFree(record, purpose);
        amount = record.unbonding;
        if (amount == 0) revert StakeVault_NothingToWithdraw();
        if (block.timestamp < record.releaseAt) revert StakeVault_StillUnbonding(record.releaseAt, block.timestamp);
        record.unbonding = 0;
        record.releaseAt = 0;
        emit BondWithdrawn(msg.sender, purpose, to, amount);
        PTOKEN.safeTransfer(to, amount);
    }

    // ── Losses ──────────────────────────────────────────────────────────────

    /// @inheritdoc IStakeVault
    function compensate(address provider, uint256 amount) external override nonReentrant returns (uint256 paid) {
        if (!DIRECTORY.mayTakeBonds(MARKET, msg.sender)) revert StakeVault_CallerNotMarket(msg.sender);
        // Compensation leaves the amount of a queued slash in the bond, and most of the rest. Otherwise, a provider
        // could empty the bond before the slash: it could rent its own machines, break those leases, and get the
        // compensation itself. The rest is for a second slash, which cannot be queued while the first one waits.
        uint256 free = Math.saturatingSub(atRisk(provider, PROVIDER), _keptOf(provider));
        Bond memory left;
        (paid, left) = _take(provider, PROVIDER, Math.min(amount, free));
        if (paid != 0) {
            emit BondSlashed(provider, PROVIDER, msg.sender, msg.sender, paid, 0, 0, left.bonded, left.unbonding);
            _tellRegistry(provider, PROVIDER, left.bonded);
            PTOKEN.safeTransfer(msg.sender, paid);
        }
    }

    /// @inheritdoc IStakeVault
    function slash(address account, bytes32 purpose, uint256 amount, address victim, uint256 compensation)
        external
        override
        nonReentrant
        returns (uint256 slashed)
    {
        bool allowed = _isTrusted(DISPUTE_COURT) || (purpose == VALIDATOR && _isTrusted(ATTESTATIONS));
        if (!allowed) revert StakeVault_CallerNotSlasher(msg.sender, purpose);
        // A court's verdict about a lease leaves the amount of a queued slash in the bond.
        if (purpose == PROVIDER) {
            amount = Math.min(amount, Math.saturatingSub(atRisk(account, purpose), _pending[account][purpose].amount));
        }
        slashed = _slash(account, purpose, amount, victim, compensation);
        // This comparison is safe: the amount comes from the vault's own records, and PToken that others send here
        // cannot change these.
        // slither-disable-next-line incorrect-equality
        if (slashed == 0) revert StakeVault_NothingToSlash(account, purpose);
    }

    /// @inheritdoc IStakeVault
    function queueSlash(address account, bytes32 purpose, uint256 shareBps, address victim, uint256 compensation)
        external
        override
        nonReentrant
        returns (uint256 amount)
    {
        if (!_isTrusted(ATTESTATIONS)) {
            revert StakeVault_CallerNotAttestations(msg.sender, DIRECTORY.get(ATTESTATIONS));
        }
        if (shareBps > MAX_QUEUED_SHARE_BPS) revert StakeVault_ShareTooHigh(shareBps, MAX_QUEUED_SHARE_BPS);
        PendingSlash storage pending = _pending[account][purpose];
        if (pending.executeAt != 0) revert StakeVault_SlashPending(account, purpose);
        uint256 risk = atRisk(account, purpose);
        amount = risk * shareBps / BPS;
        if (amount == 0) revert StakeVault_NothingToSlash(account, purpose);
        uint40 executeAt = uint40(block.timestamp) + SLASH_WAIT_SECONDS;
        uint256 owed = Math.min(compensation, amount);
        pending.amount = uint128(amount);
        pending.compensation = owed.toUint96();
        pending.victim = victim;
        pending.executeAt = executeAt;
        if (purpose == PROVIDER) {
            uint256 kept = Math.max(risk - (risk - amount) / FREE_PARTS, _keptOf(account));
            _kept[account] = KeptBond(uint128(kept), type(uint40).max);
        }
        emit SlashQueued(account, purpose, victim, amount, owed, executeAt);
    }

    /// @inheritdoc IStakeVault
    function executeSlash(address account, bytes32 purpose) external override nonReentrant returns (uint256) {
        PendingSlash memory pending = _pendingOf(account, purpose);
        if (block.timestamp < pending.executeAt) revert StakeVault_SlashTooEarly(pending.executeAt, block.timestamp);
        _endPending(account, purpose, pending.amount);
        return _slash(account, purpose, pending.amount, pending.victim, pending.compensation);
    }

    /// @inheritdoc IStakeVault
    function disputeSlash(address account, bytes32 purpose) external override onlyCourt {
        PendingSlash memory pending = _pendingOf(account, purpose);
        if (pending.disputed || block.timestamp >= pending.executeAt) {
            revert StakeVault_SlashNotDisputable(account, purpose);
        }
        uint40 executeAt = pending.executeAt + DISPUTE_SECONDS;
        _pending[account][purpose].executeAt = executeAt;
        _pending[account][purpose].disputed = true;
        emit SlashDisputed(account, purpose, executeAt);
    }

    /// @inheritdoc IStakeVault
    function releaseSlash(address account, bytes32 purpose) external override onlyCourt returns (uint40 executeAt) {
        PendingSlash memory pending = _pendingOf(account, purpose);
        executeAt = pending.executeAt;
        if (!pending.disputed) return executeAt;
        uint256 earliest = Math.max(executeAt - DISPUTE_SECONDS, block.timestamp);
        executeAt = uint40(Math.min(earliest, executeAt));
        _pending[account][purpose].executeAt = executeAt;
        _pending[account][purpose].disputed = false;
        emit SlashReleased(account, purpose, executeAt);
    }

    /// @inheritdoc IStakeVault
    function dropSlash(address account, bytes32 purpose) external override onlyCourt {
        PendingSlash memory pending = _pendingOf(account, purpose);
        _endPending(account, purpose, pending.amount);
        emit SlashDropped(account, purpose);
    }

    /// @inheritdoc IStakeVault
    function freeze(address account, bytes32 purpose, uint40 until) external override onlyCourt {
        uint256 latest = block.timestamp + MAX_FREEZE_SECONDS;
        if (until > latest) revert StakeVault_FreezeTooLong(until, latest);
        _bonds[account][purpose].frozenUntil = until;
        emit BondFrozen(account, purpose, until);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IStakeVault
    function bondOf(address account, bytes32 purpose) external view override returns (Bond memory) {
        return _bonds[account][purpose];
    }

    /// @inheritdoc IStakeVault
    function atRisk(address account, bytes32 purpose) public view override returns (uint256) {
        Bond storage record = _bonds[account][purpose];
        return uint256(record.bonded) + record.unbonding;
    }

    /// @inheritdoc IStakeVault
    function pendingSlashOf(address account, bytes32 purpose) external view override returns (PendingSlash memory) {
        return _pending[account][purpose];
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _bond(address account, bytes32 purpose, uint256 amount) private {
        if (amount == 0) revert StakeVault_AmountZero();
        Bond storage record = _bonds[account][purpose];
        uint256 bonded = record.bonded + amount;
        record.bonded = bonded.toUint128();
        emit Bonded(account, purpose, msg.sender, amount, bonded);
        PTOKEN.safeTransferFrom(msg.sender, address(this), amount);
        _tellRegistry(account, purpose, bonded);
    }

    function _slash(address account, bytes32 purpose, uint256 amount, address victim, uint256 compensation)
        private
        returns (uint256 slashed)
    {
        Bond memory left;
        (slashed, left) = _take(account, purpose, amount);
        uint256 compensated = victim == address(0) ? 0 : Math.min(compensation, slashed);
        address treasury = DIRECTORY.get(TREASURY);
        uint256 toTreasury = treasury == address(0) ? 0 : (slashed - compensated) / 2;
        uint256 burned = slashed - compensated - toTreasury;
        emit BondSlashed(
            account, purpose, msg.sender, victim, compensated, burned, toTreasury, left.bonded, left.unbonding
        );
        _tellRegistry(account, purpose, left.bonded);
        if (compensated != 0) PTOKEN.safeTransfer(victim, compensated);
        if (toTreasury != 0) PTOKEN.safeTransfer(treasury, toTreasury);
        if (burned != 0) IPToken(address(PTOKEN)).burn(burned);
    }

    /// @dev Takes up to `amount` from a bond: first from the bonded part, then from the unbonding part.
    function _take(address account, bytes32 purpose, uint256 amount)
        private
        returns (uint256 taken, Bond memory record)
    {
        record = _bonds[account][purpose];
        uint256 fromBonded = Math.min(amount, record.bonded);
        uint256 fromUnbonding = Math.min(amount - fromBonded, record.unbonding);
        taken = fromBonded + fromUnbonding;
        record.bonded -= uint128(fromBonded);
        record.unbonding -= uint128(fromUnbonding);
        _bonds[account][purpose] = record;
    }

    /// @dev Returns true if the caller is the current Directory entry of the name, and the Directory trusts it with
    /// bonds.
    function _isTrusted(bytes32 name) private view returns (bool) {
        return msg.sender == DIRECTORY.get(name) && DIRECTORY.mayTakeBonds(name, msg.sender);
    }

    /// @dev Reverts while a slash of the bond is queued, or while a court freezes the bond.
    function _checkFree(Bond storage record, bytes32 purpose) private view {
        if (_pending[msg.sender][purpose].executeAt != 0) revert StakeVault_SlashPending(msg.sender, purpose);
        if (block.timestamp < record.frozenUntil) revert StakeVault_Frozen(record.frozenUntil, block.timestamp);
    }

    function _endPending(address account, bytes32 purpose, uint128 amount) private {
        delete _pending[account][purpose];
        if (purpose != PROVIDER) return;
        KeptBond storage kept = _kept[account];
        (kept.amount, kept.until) = (kept.amount - amount, uint40(block.timestamp) + KEEP_SECONDS);
    }

    /// @dev Returns the amount of a provider's bond that compensation must leave.
    function _keptOf(address provider) private view returns (uint256) {
        KeptBond storage kept = _kept[provider];
        return block.timestamp < kept.until ? kept.amount : 0;
    }

    function _pendingOf(address account, bytes32 purpose) private view returns (PendingSlash memory pending) {
        pending = _pending[account][purpose];
        // The value 0 means that no slash waits.
        // slither-disable-next-line incorrect-equality
        if (pending.executeAt == 0) revert StakeVault_NoSlashPending(account, purpose);
    }

    /// @dev Reports the changed bond to the registry. A failing registry must not lock bonds, so its failure is only
    /// logged, and anyone may call the registry's `sync` later. The call gets a fixed amount of gas, and this function
    /// reverts if too little gas is left for it. Otherwise, a provider could make the call fail by sending too little
    /// gas, and stay listed without a sufficient bond.
    function _tellRegistry(address account, bytes32 purpose, uint256 bonded) private {
        if (purpose != PROVIDER) return;
        address registry = DIRECTORY.get(NODE_REGISTRY);
        if (registry.code.length == 0) return;
        uint256 gasLeft = gasleft();
        if (gasLeft < MIN_NEWS_GAS) revert StakeVault_GasTooLow(gasLeft, MIN_NEWS_GAS);
        try IBondListener(registry).onBondChanged{gas: NEWS_GAS}(account, bonded) {}
        catch {
            emit BondNewsUnheard(registry, account, bonded);
        }
    }
}
