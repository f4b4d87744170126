// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IBondListener} from "./interfaces/IBondListener.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IStakeVault} from "./interfaces/IStakeVault.sol";
import {Bond} from "./types/StakeVaultTypes.sol";

/// @title StakeVault
/// @notice Holds bonds by account and purpose. Custody: the code cannot be changed.
contract StakeVault is IStakeVault, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;

    bytes32 public constant PROVIDER = "Provider";
    uint40 public constant PROVIDER_UNBONDING_SECONDS = 35 days;
    uint40 public constant OTHER_UNBONDING_SECONDS = 14 days;
    bytes32 private constant NODE_REGISTRY = "NodeRegistry";

    IERC20 public immutable PTOKEN;
    IDirectory public immutable DIRECTORY;

    mapping(address account => mapping(bytes32 purpose => Bond bond)) private _bonds;

    constructor(IERC20 ptoken, IDirectory directory) {
        PTOKEN = ptoken;
        DIRECTORY = directory;
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
        uint256 bonded = record.bonded;
        if (amount > bonded) revert StakeVault_BondTooLow(bonded, amount);
        uint256 remaining = bonded - amount;
        // Told before the writes below: a caller that starves the listener of gas cannot pay for them.
        _tellRegistry(msg.sender, purpose, remaining);
        uint40 releaseAt =
            uint40(block.timestamp) + (purpose == PROVIDER ? PROVIDER_UNBONDING_SECONDS : OTHER_UNBONDING_SECONDS);
        record.bonded = uint128(remaining);
        record.unbonding += uint128(amount);
        record.releaseAt = releaseAt;
        emit Unbonding(msg.sender, purpose, amount, remaining, releaseAt);
    }

    /// @inheritdoc IStakeVault
    function withdraw(bytes32 purpose, address to) external override nonReentrant returns (uint256 amount) {
        Bond storage record = _bonds[msg.sender][purpose];
        amount = record.unbonding;
        if (amount == 0) revert StakeVault_NothingToWithdraw();
        if (block.timestamp < record.releaseAt) revert StakeVault_StillUnbonding(record.releaseAt, block.timestamp);
        record.unbonding = 0;
        record.releaseAt = 0;
        emit BondWithdrawn(msg.sender, purpose, to, amount);
        PTOKEN.safeTransfer(to, amount);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IStakeVault
    function bondOf(address account, bytes32 purpose) external view override returns (Bond memory) {
        return _bonds[account][purpose];
    }

    function _bond(address account, bytes32 purpose, uint256 amount) private {
        if (amount == 0) revert StakeVault_AmountZero();
        Bond storage record = _bonds[account][purpose];
        uint256 bonded = record.bonded + amount;
        PTOKEN.safeTransferFrom(msg.sender, address(this), amount);
        _tellRegistry(account, purpose, bonded);
        record.bonded = bonded.toUint128();
        emit Bonded(account, purpose, msg.sender, amount, bonded);
    }

    /// @dev A registry that reverts must not lock bonds in, so its failure is let pass on purpose; anyone may call its `sync` later.
    function _tellRegistry(address account, bytes32 purpose, uint256 bonded) private {
        if (purpose != PROVIDER) return;
        address registry = DIRECTORY.get(NODE_REGISTRY);
        if (registry.code.length == 0) return;
        try IBondListener(registry).onBondChanged(account, bonded) {} catch {}
    }
}
