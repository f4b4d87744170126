// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IDirectory} from "./interfaces/IDirectory.sol";
import {IPToken} from "./interfaces/IPToken.sol";

/// @title PToken
/// @notice Holds the reserve. Supply never exceeds the reserve; the code cannot be changed.
/// @dev Warning: this contract trusts the reserve coin not to remove coins from it.
contract PToken is IPToken, ERC20Permit, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 public constant MINT_PERCENT = 98;
    /// @notice The maximum supply. The other contracts store amounts and sums in as many bits as this maximum needs.
    uint256 public constant MAX_SUPPLY = type(uint96).max;
    bytes32 private constant SURPLUS_MINTER = "SurplusMinter";

    IERC20 public immutable STABLE;
    IDirectory public immutable DIRECTORY;
    /// @notice If false, every transfer must be from or to a protocol contract.
    bool public immutable OPEN_TRANSFERS;
    /// @notice PToken base units per base unit of the reserve coin.
    uint256 public immutable SCALE;

    constructor(IERC20Metadata stable, IDirectory directory, bool openTransfers)
        ERC20("Infinitio PToken", "PT")
        ERC20Permit("Infinitio PToken")
    {
        uint8 decimals_ = stable.decimals();
        if (decimals_ > 18) revert PToken_StableDecimalsUnsupported(decimals_);
        STABLE = stable;
        DIRECTORY = directory;
        OPEN_TRANSFERS = openTransfers;
        SCALE = 10 ** (18 - decimals_);
    }

    // ── Mint and redeem ─────────────────────────────────────────────────────

    /// @inheritdoc IPToken
    function mint(uint256 stableUnits, address to) external override nonReentrant returns (uint256 amount) {
        DIRECTORY.checkNotPaused();
        uint256 before = STABLE.balanceOf(address(this));
        STABLE.safeTransferFrom(msg.sender, address(this), stableUnits);
        uint256 received = STABLE.balanceOf(address(this)) - before;
        amount = received * SCALE * MINT_PERCENT / 100;
        if (amount == 0) revert PToken_AmountTooSmall(stableUnits, 1);
        _mint(to, amount);
        emit Minted(msg.sender, to, received, amount);
    }

    /// @inheritdoc IPToken
    function redeem(uint256 amount, address to) external override nonReentrant returns (uint256 stableUnits) {
        stableUnits = amount / SCALE;
        if (stableUnits == 0) revert PToken_AmountTooSmall(amount, SCALE);
        _burn(msg.sender, amount);
        emit Redeemed(msg.sender, to, amount, stableUnits);
        STABLE.safeTransfer(to, stableUnits);
    }

    /// @inheritdoc IPToken
    function burn(uint256 amount) external override nonReentrant {
        _burn(msg.sender, amount);
        emit Burned(msg.sender, amount);
    }

    /// @inheritdoc IPToken
    function mintSurplus(address to, uint256 amount) external override nonReentrant {
        address surplusMinter = DIRECTORY.get(SURPLUS_MINTER);
        if (msg.sender != surplusMinter) revert PToken_CallerNotSurplusMinter(msg.sender, surplusMinter);
        uint256 available = surplus();
        if (amount > available) revert PToken_SurplusTooLow(available, amount);
        _mint(to, amount);
        emit SurplusMinted(to, amount);
    }

    // ── Reserve ─────────────────────────────────────────────────────────────

    /// @inheritdoc IPToken
    function reserve() public view override returns (uint256) {
        return STABLE.balanceOf(address(this)) * SCALE;
    }

    /// @inheritdoc IPToken
    function surplus() public view override returns (uint256) {
        return reserve() - totalSupply();
    }

    // ── Transfers ───────────────────────────────────────────────────────────

    /// @dev Checks a transfer. Minting and burning are always allowed, and so is every transfer from or to a contract
    /// that is or was in the Directory.
    function _update(address from, address to, uint256 value) internal override {
        if (!OPEN_TRANSFERS && from != address(0) && to != address(0)) {
            if (!DIRECTORY.isProtocolContract(from) && !DIRECTORY.isProtocolContract(to)) {
                revert PToken_TransfersClosed(from, to);
            }
        }
        super._update(from, to, value);
        uint256 supply = totalSupply();
        if (from == address(0) && supply > MAX_SUPPLY) revert PToken_SupplyTooLarge(supply, MAX_SUPPLY);
    }
}
