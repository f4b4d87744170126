// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Votes} from "@openzeppelin/contracts/governance/utils/Votes.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IDirectory} from "./interfaces/IDirectory.sol";
import {IGToken} from "./interfaces/IGToken.sol";
import {IStakedGToken} from "./interfaces/IStakedGToken.sol";
import {PROPOSAL_BOND_UNITS, Staker} from "./types/GovernanceTypes.sol";

/// @title StakedGToken
/// @notice Holds staked G. Its code cannot be changed.
contract StakedGToken is IStakedGToken, ERC20Votes, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;

    uint40 public constant UNSTAKING_SECONDS = 14 days;
    uint16 public constant MAX_INTEREST_BPS = 1_000;
    uint256 public constant YEAR_SECONDS = 365 days;
    uint256 public constant INDEX_SCALE = 1e27;
    uint256 private constant BPS = 10_000;
    bytes32 private constant TIMELOCK = "Timelock";
    bytes32 private constant SLASHER = "Slasher";
    bytes32 private constant TREASURY = "Treasury";

    IERC20 public immutable GTOKEN;
    IDirectory public immutable DIRECTORY;
    /// @inheritdoc IStakedGToken
    address public immutable override GOVERNOR;

    // The next values share one slot: 128 + 40 + 16 bits.
    // @notice The interest that one base unit would have earned since the beginning, times INDEX_SCALE, plus 1. The 1
    // is added so that the slot of a staker is never zero.
    uint128 public index = 1;
    uint40 public accruedAt;

    /// @inheritdoc IStakedGToken
    uint16 public override interestBps;

    /// @inheritdoc IStakedGToken
    uint256 public override totalUnstaking;

    /// @inheritdoc IStakedGToken
    uint256 public override unclaimedInterest;

    // This variable is written only through the storage pointers that `_settle` returns.
    // slither-disable-next-line uninitialized-state
    mapping(address account => Staker staker) private _stakers;

    modifier onlyGovernor() {
        if (msg.sender != GOVERNOR) revert StakedGToken_CallerNotGovernor(msg.sender, GOVERNOR);
        _;
    }

    constructor(IERC20 gtoken, IDirectory directory, address governor, uint16 initialInterestBps)
        ERC20("Staked Infinitio G", "sG")
        EIP712("Staked Infinitio G", "1")
    {
        GTOKEN = gtoken;
        DIRECTORY = directory;
        GOVERNOR = governor;
        accruedAt = uint40(block.timestamp);
        _setInterestBps(initialInterestBps);
    }

    // ── Staking and withdrawing ─────────────────────────────────────────────

    /// @inheritdoc IStakedGToken
    function stake(uint256 amount) external override nonReentrant {
        _stake(msg.sender, amount);
    }

    /// @inheritdoc IStakedGToken
    function stakeFor(address account, uint256 amount) external override nonReentrant {
        _stake(account, amount);
    }

    /// @inheritdoc IStakedGToken
    function unstake(uint256 amount) external override nonReentrant {
        if (amount == 0) revert StakedGToken_AmountZero();
        uint256 free = _freeOf(msg.sender);
        if (amount > free) revert StakedGToken_StakeTooLow(free, amount);
        Staker storage staker = _settle(msg.sender);
        uint256 unstaking = staker.unstaking + amount;
        uint40 releaseAt = uint40(block.timestamp) + UNSTAKING_SECONDS;
        staker.unstaking = unstaking.toUint128();
        staker.releaseAt = releaseAt;
        totalUnstaking += amount;
        _burn(msg.sender, amount);
        emit Unstaking(msg.sender, amount, balanceOf(msg.sender), unstaking, releaseAt);
    }

    /// @inheritdoc IStakedGToken
    function withdraw(address to) external override nonReentrant returns (uint256 amount) {
        Staker storage staker = _stakers[msg.sender];
        amount = staker.unstaking;
        if (amount == 0) revert StakedGToken_NothingToWithdraw();
        if (block.timestamp < staker.releaseAt) revert StakedGToken_StillUnstaking(staker.releaseAt, block.timestamp);
        staker.unstaking = 0;
        staker.releaseAt = 0;
        totalUnstaking -= amount;
        emit Withdrawn(msg.sender, to, amount);
        GTOKEN.safeTransfer(to, amount);
    }

    /// @inheritdoc IStakedGToken
    function slash(address account, uint256 amount) external override nonReentrant returns (uint256 slashed) {
        if (!_isTrusted(TIMELOCK) && !_isTrusted(SLASHER)) revert StakedGToken_CallerNotSlasher(msg.sender);
        address treasury = DIRECTORY.get(TREASURY);
        if (treasury == address(0)) revert StakedGToken_NoTreasury();
        Staker storage staker = _settle(account);
        uint256 staked = balanceOf(account);
        // Take free stake first, then stake that is being unstaked, and only then stake that is bonded to a proposal,
        // so that a veto can still take that bond.
        uint256 fromUnstaking = Math.min(amount - Math.min(amount, _freeOf(account)), staker.unstaking);
        uint256 fromStake = Math.min(amount - fromUnstaking, staked);
        slashed = fromStake + fromUnstaking;
        // This comparison is safe: the amount comes from this contract's own records, which a transfer of G from
        // others cannot change.
        // slither-disable-next-line incorrect-equality
        if (slashed == 0) revert StakedGToken_NothingToSlash(account);
        uint256 unstaking = staker.unstaking - fromUnstaking;
        staker.unstaking = unstaking.toUint128();
        totalUnstaking -= fromUnstaking;
        _burn(account, fromStake);
        emit Slashed(account, msg.sender, treasury, fromStake, fromUnstaking, staked - fromStake, unstaking);
        GTOKEN.safeTransfer(treasury, slashed);
    }

    // ── Bonds of proposals ──────────────────────────────────────────────────

    /// @inheritdoc IStakedGToken
    function lockBond(address account) external override onlyGovernor nonReentrant {
        uint256 free = _freeOf(account);
        if (free < PROPOSAL_BOND_UNITS) revert StakedGToken_BondNotCovered(free, PROPOSAL_BOND_UNITS);
        ++_stakers[account].bonds;
    }

    /// @inheritdoc IStakedGToken
    function freeBond(address account) external override onlyGovernor nonReentrant {
        --_stakers[account].bonds;
    }

    /// @inheritdoc IStakedGToken
    function takeBond(address account, address to) external override onlyGovernor nonReentrant returns (uint256 taken) {
        --_settle(account).bonds;
        taken = Math.min(balanceOf(account), PROPOSAL_BOND_UNITS);
        _burn(account, taken);
        emit BondTaken(account, to, taken, balanceOf(account));
        GTOKEN.safeTransfer(to, taken);
    }

    // ── Interest ────────────────────────────────────────────────────────────

    /// @inheritdoc IStakedGToken
    function accrue() external override nonReentrant {
        _accrue();
    }

    /// @inheritdoc IStakedGToken
    function claimInterest(address to) external override nonReentrant returns (uint256 amount) {
        Staker storage staker = _settle(msg.sender);
        amount = staker.interest;
        if (amount == 0) revert StakedGToken_NothingToClaim(msg.sender);
        staker.interest = 0;
        unclaimedInterest -= amount;
        emit InterestClaimed(msg.sender, to, amount);
        GTOKEN.safeTransfer(to, amount);
    }

    /// @inheritdoc IStakedGToken
    function setInterestBps(uint16 bps) external override nonReentrant {
        address timelock = DIRECTORY.get(TIMELOCK);
        if (msg.sender != timelock) revert StakedGToken_CallerNotTimelock(msg.sender, timelock);
        _accrue(); // the time until now still earns at the old rate
        _setInterestBps(bps);
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IStakedGToken
    function stakerOf(address account) external view override returns (Staker memory) {
        return _stakers[account];
    }

    /// @inheritdoc IStakedGToken
    function bondedOf(address account) public view override returns (uint256) {
        return Math.min(balanceOf(account), _stakers[account].bonds * PROPOSAL_BOND_UNITS);
    }

    /// @inheritdoc IStakedGToken
    function interestOf(address account) external view override returns (uint256) {
        uint256 staked = totalSupply();
        uint256 now_ = index;
        if (staked != 0) now_ += _owedSince() * INDEX_SCALE / staked;
        return _stakers[account].interest + balanceOf(account) * (now_ - _stakers[account].index) / INDEX_SCALE;
    }

    /// @inheritdoc IStakedGToken
    function atRisk(address account) external view override returns (uint256) {
        return balanceOf(account) + _stakers[account].unstaking;
    }

    /// @notice Returns the time in seconds, as the governor's clock does.
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// @notice Reverts, because a stake cannot be transferred, so no account may get an allowance.
    function approve(address, uint256) public pure override returns (bool) {
        revert StakedGToken_NotTransferable();
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _stake(address account, uint256 amount) private {
        if (amount == 0) revert StakedGToken_AmountZero();
        _settle(account);
        if (delegates(account) == address(0)) _delegate(account, account);
        _mint(account, amount);
        emit Staked(account, msg.sender, amount, balanceOf(account));
        GTOKEN.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @dev Adds the account's interest up to now. Call it before the stake changes.
    function _settle(address account) private returns (Staker storage staker) {
        _accrue();
        staker = _stakers[account];
        uint256 earned = balanceOf(account) * (index - staker.index) / INDEX_SCALE;
        staker.index = index;
        staker.interest = (staker.interest + earned).toUint96();
    }

    function _freeOf(address account) private view returns (uint256) {
        return balanceOf(account) - bondedOf(account);
    }

    function _accrue() private {
        uint256 owed = _owedSince();
        accruedAt = uint40(block.timestamp);
        if (owed == 0) return;
        // No re-entry is possible: GToken is trusted code. It calls no other contract and never mints more than its
        // yearly limit.
        // slither-disable-next-line reentrancy-no-eth
        uint256 minted = IGToken(address(GTOKEN)).mintInterest(owed);
        index += (minted * INDEX_SCALE / totalSupply()).toUint128();
        unclaimedInterest += minted;
        emit InterestAccrued(minted, index);
    }

    function _owedSince() private view returns (uint256) {
        return totalSupply() * interestBps * (block.timestamp - accruedAt) / (BPS * YEAR_SECONDS);
    }

    function _setInterestBps(uint16 bps) private {
        if (bps > MAX_INTEREST_BPS) revert StakedGToken_RateTooHigh(bps, MAX_INTEREST_BPS);
        interestBps = bps;
        emit InterestRateSet(bps);
    }

    /// @dev Returns true if the caller is the current Directory entry of the name, and was announced so long ago that
    /// every staker could have left since.
    function _isTrusted(bytes32 name) private view returns (bool) {
        return msg.sender == DIRECTORY.get(name) && DIRECTORY.mayTakeBonds(name, msg.sender);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (from != address(0) && to != address(0)) revert StakedGToken_NotTransferable();
        super._update(from, to, value);
    }
}
