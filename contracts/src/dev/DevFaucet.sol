// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IDirectory} from "../interfaces/IDirectory.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {IPToken} from "../interfaces/IPToken.sol";
import {TestStablecoin} from "./TestStablecoin.sol";

/// @title DevFaucet
/// @notice For development chains only. Gives a new account gas and a market balance, so that its first booking needs
/// one signature. Also gives it some G to stake and vote with, from the development allocation that this contract
/// holds.
contract DevFaucet {
    using SafeERC20 for IERC20;

    uint256 public constant NATIVE_AMOUNT = 1 ether;
    uint256 public constant STABLE_UNITS = 1_000e6;
    uint256 public constant G_AMOUNT = 2_500e18;
    uint256 public constant EVERY_SECONDS = 1 days;
    bytes32 private constant MARKET = "Market";
    bytes32 private constant PTOKEN = "PToken";
    bytes32 private constant STABLECOIN = "Stablecoin";
    bytes32 private constant GTOKEN = "GToken";

    IDirectory public immutable DIRECTORY;

    mapping(address account => uint256 time) public lastDripAt;

    event Dripped(address indexed account, uint256 nativeAmount, uint256 stableUnits, uint256 deposited);

    error DevFaucet_CallerNotEngine(address caller);
    error DevFaucet_TooSoon(uint256 from, uint256 time);

    constructor(IDirectory directory) payable {
        DIRECTORY = directory;
    }

    receive() external payable {}

    /// @notice Sends 1 native coin to `account`, deposits PToken for 1,000 test dollars for the account, and sends it
    /// up to 2,500 G, as much as this contract has. Only an engine may call it, once per account and day.
    function drip(address account) external {
        if (!DIRECTORY.engines(msg.sender)) revert DevFaucet_CallerNotEngine(msg.sender);
        uint256 last = lastDripAt[account];
        if (last != 0 && block.timestamp < last + EVERY_SECONDS) {
            revert DevFaucet_TooSoon(last + EVERY_SECONDS, block.timestamp);
        }
        lastDripAt[account] = block.timestamp;

        TestStablecoin stable = TestStablecoin(DIRECTORY.get(STABLECOIN));
        address ptoken = DIRECTORY.get(PTOKEN);
        address market = DIRECTORY.get(MARKET);
        stable.mint(address(this), STABLE_UNITS);
        // The return value is not needed: both tokens revert on failure and never return false.
        // slither-disable-next-line unused-return
        stable.approve(ptoken, STABLE_UNITS);
        uint256 amount = IPToken(ptoken).mint(STABLE_UNITS, address(this));
        // slither-disable-next-line unused-return
        IERC20(ptoken).approve(market, amount);
        IMarket(market).depositFor(account, amount);
        emit Dripped(account, NATIVE_AMOUNT, STABLE_UNITS, amount);
        _giveG(account);
        Address.sendValue(payable(account), NATIVE_AMOUNT);
    }

    function _giveG(address account) private {
        IERC20 gtoken = IERC20(DIRECTORY.get(GTOKEN));
        if (address(gtoken) == address(0)) return;
        uint256 amount = Math.min(G_AMOUNT, gtoken.balanceOf(address(this)));
        if (amount != 0) gtoken.safeTransfer(account, amount);
    }
}
