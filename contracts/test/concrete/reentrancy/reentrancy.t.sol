// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IMarket} from "../../../src/interfaces/IMarket.sol";
import {IMarketAnnex} from "../../../src/interfaces/IMarketAnnex.sol";
import {LeaseTerms, Permit} from "../../../src/types/MarketTypes.sol";
import {IPToken} from "../../../src/interfaces/IPToken.sol";
import {IStakeVault} from "../../../src/interfaces/IStakeVault.sol";
import {PTokenContract} from "../../fixtures/Contracts.sol";
import {HostileToken} from "../../fixtures/HostileToken.sol";
import {ReenteringVault} from "../../fixtures/ReenteringVault.sol";
import {MarketFixture} from "../../fixtures/MarketFixture.sol";

/// @dev Guards against known failure 17 (test/README.md): re-entry by a token callback. Guards against known failure
/// 19: fee-on-transfer tokens.
contract ReentrancyTest is MarketFixture {
    HostileToken private token;

    function setUp() public override {
        super.setUp();
        token = new HostileToken();
        token.mint(address(this), 1_000e6);
    }

    function test_RevertWhen_TheReserveCoinReentersPToken() external {
        PTokenContract hostile = PTokenContract(_create("PToken", abi.encode(token, directory, true)));
        token.approve(address(hostile), type(uint256).max);
        hostile.mint(100e6, address(this));
        token.callBack(address(hostile), abi.encodeCall(IPToken.mint, (0, address(this))));
        _expectGuard();
        hostile.mint(100e6, address(this));
        token.callBack(address(hostile), abi.encodeCall(IPToken.redeem, (1e18, address(this))));
        _expectGuard();
        hostile.redeem(1e18, address(this));
        token.callBack(address(hostile), abi.encodeCall(IPToken.burn, (0)));
        _expectGuard();
        hostile.redeem(1e18, address(this));
    }

    function test_RevertWhen_TheTokenReentersTheMarket() external {
        IMarket hostile = _createMarket(address(token));
        token.approve(address(hostile), type(uint256).max);
        hostile.deposit(100e6);
        token.callBack(address(hostile), abi.encodeCall(IMarketAnnex.withdraw, (0, address(this))));
        _expectGuard();
        hostile.withdraw(1e6, address(this));
        _expectGuard();
        hostile.deposit(1e6);
        token.callBack(address(hostile), abi.encodeCall(IMarketAnnex.deposit, (0)));
        _expectGuard();
        hostile.withdraw(1e6, address(this));
        token.callBack(address(hostile), abi.encodeCall(IMarketAnnex.sweepFees, (new address[](0))));
        _expectGuard();
        hostile.withdraw(1e6, address(this));
        _expectGuard();
        vm.prank(ENGINE);
        hostile.depositFor(renter, 0);
        Permit memory none;
        token.callBack(address(hostile), abi.encodeCall(IMarketAnnex.depositWithPermit, (0, none)));
        _expectGuard();
        hostile.withdraw(1e6, address(this));
    }

    function test_RevertWhen_TheTokenReentersTheVault() external {
        IStakeVault hostile = IStakeVault(_create("StakeVault", abi.encode(token, directory)));
        token.approve(address(hostile), type(uint256).max);
        hostile.bond("Validator", 10e6);
        hostile.unbond("Validator", 5e6);
        vm.warp(START + 14 days);
        token.callBack(address(hostile), abi.encodeCall(IStakeVault.withdraw, ("Validator", address(this))));
        _expectGuard();
        hostile.withdraw("Validator", address(this));
        _expectGuard();
        hostile.bond("Validator", 1);
    }

    /// @dev The Directory names a hostile vault. A deposit that the vault makes while it pays compensation must not be
    /// counted twice.
    function test_AVaultThatDepositsWhileItCompensatesChangesNothing() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        ReenteringVault hostile = new ReenteringVault(market, ptoken);
        _mintPToken(address(hostile), 5e18);
        directory.set("StakeVault", address(hostile));
        vm.warp(START + 121);
        uint256 before = _balance(renter);
        vm.prank(provider);
        market.endByProvider(leaseId, terms);
        assertTrue(hostile.refused(), "the guard refused the deposit");
        assertEq(_balance(renter) - before, _escrowOf(terms), "the refund and nothing more");
        assertEq(_balance(address(hostile)), 0, "no deposit");
    }

    function test_MintsForWhatArrivedOfACoinThatTakesAFee() external {
        PTokenContract hostile = PTokenContract(_create("PToken", abi.encode(token, directory, true)));
        token.approve(address(hostile), type(uint256).max);
        token.keep(10);
        assertEq(hostile.mint(100e6, address(this)), 90e18 * 98 / 100, "minted");
        assertAtMost(hostile.totalSupply(), hostile.reserve(), "supply");
    }

    function _expectGuard() private {
        vm.expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
    }
}
