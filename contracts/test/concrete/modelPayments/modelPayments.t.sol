// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IGOracle} from "../../../src/interfaces/IGOracle.sol";
import {IModelPayments} from "../../../src/interfaces/IModelPayments.sol";
import {HostileToken} from "../../fixtures/HostileToken.sol";
import {RateFixture} from "../../fixtures/RateFixture.sol";

contract ModelPaymentsTest is RateFixture {
    address private author = address(0xA7408);
    uint128 private constant PRICE_PER_UNIT = 0.003e18;

    function setUp() public override {
        super.setUp();
        oracle = _createOracle(2.5e18);
        directory.set("RateOracle", address(oracle));
        _reportAll(_rates(2.5e18, 2.5e18, 2.5e18, 2.5e18));
        oracle.update();
        gtoken.transfer(renter, 1_000e18);
        vm.prank(renter);
        gtoken.approve(address(payments), type(uint256).max);
    }

    function test_MovesWhatTheOracleSaysAndNothingElse() external {
        uint256 id = _register();
        (uint256 pTokenAmount, uint256 quoted, uint256 rate) = payments.quote(id, 1_000);
        assertEq(pTokenAmount, 3e18, "in PToken");
        assertEq(rate, 2.5e18, "the rate");
        vm.prank(renter);
        vm.expectEmit(true, true, true, true, address(payments));
        emit IModelPayments.ModelPaid(id, renter, provider, 1_000, 3e18, 7.5e18, 2.5e18, "order 7");
        assertEq(payments.pay(id, 1_000, 7.5e18, "order 7"), quoted, "as quoted");
        assertEq(gtoken.balanceOf(provider), 7.5e18, "to the payee");
        assertEq(gtoken.balanceOf(renter), 992.5e18, "from the payer");
        assertEq(gtoken.balanceOf(address(payments)), 0, "nothing stays");
    }

    function test_RevertWhen_ItCostsMoreThanThePayerBounds() external {
        uint256 id = _register();
        vm.prank(renter);
        vm.expectRevert(
            abi.encodeWithSelector(IModelPayments.ModelPayments_CostsMore.selector, 7.5e18, 7.5e18 - 1)
        );
        payments.pay(id, 1_000, 7.5e18 - 1, "");
        // The model's owner raises the price before the payment.
        vm.prank(author);
        payments.set(id, provider, PRICE_PER_UNIT * 2);
        vm.prank(renter);
        vm.expectPartialRevert(IModelPayments.ModelPayments_CostsMore.selector);
        payments.pay(id, 1_000, 7.5e18, "");
    }

    function test_RevertWhen_NothingIsBoughtOrItIsNotForSaleOrTheRateIsStale() external {
        uint256 id = _register();
        vm.expectRevert(IModelPayments.ModelPayments_UnitsZero.selector);
        payments.quote(id, 0);
        vm.expectRevert(abi.encodeWithSelector(IModelPayments.ModelPayments_NotForSale.selector, 2));
        payments.quote(2, 1);
        vm.prank(author);
        payments.set(id, provider, 0);
        vm.expectRevert(abi.encodeWithSelector(IModelPayments.ModelPayments_NotForSale.selector, id));
        vm.prank(renter);
        payments.pay(id, 1, 1e18, "");
        vm.prank(author);
        payments.set(id, stranger, 1);
        vm.warp(block.timestamp + 1 days + 1);
        vm.expectPartialRevert(IGOracle.GOracle_Stale.selector);
        vm.prank(renter);
        payments.pay(id, 1, 1e18, "");
    }

    function test_FollowsTheOracleTheDirectoryNames() external {
        uint256 id = _register();
        IGOracle other = _createOracle(5e18);
        for (uint256 i = 0; i < 4; ++i) {
            vm.prank(_reporter(i));
            other.report(uint96(5e18));
        }
        other.update();
        directory.set("RateOracle", address(other));
        (, uint256 gAmount,) = payments.quote(id, 1_000);
        assertEq(gAmount, 15e18, "the other's rate");
    }

    function test_RegisteringIsAnyonesAndChangingTheOwners() external {
        uint256 id = _register();
        vm.expectRevert(
            abi.encodeWithSelector(IModelPayments.ModelPayments_CallerNotOwner.selector, address(this), author)
        );
        payments.set(id, address(this), 1);
        vm.expectRevert(
            abi.encodeWithSelector(IModelPayments.ModelPayments_CallerNotOwner.selector, address(this), address(0))
        );
        payments.set(2, address(this), 1);
        address[3] memory payees = [address(0), address(payments), address(gtoken)];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IModelPayments.ModelPayments_PayeeInvalid.selector, payees[i])
            );
            payments.register("model", payees[i], 1);
        }
        uint256[2] memory lengths = [uint256(0), 101];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IModelPayments.ModelPayments_NameLength.selector, lengths[i], 100)
            );
            payments.register(string(new bytes(lengths[i])), provider, 1);
        }
        assertEq(payments.register(string(new bytes(100)), provider, 1), 2, "counted");
        assertTrue(payments.modelOf(id).owner == author && payments.modelOf(id).payee == provider, "kept");
    }

    function testFuzz_RoundsUpByLessThanAUnit(uint128 price, uint64 units, uint96 rate) external {
        uint256 at = bound(rate, 1e12, 1e24);
        uint256 unit = bound(price, 1, type(uint96).max);
        uint256 count = bound(units, 1, 1e9);
        IGOracle fresh = _createOracle(uint96(at));
        directory.set("RateOracle", address(fresh));
        for (uint256 i = 0; i < 4; ++i) {
            vm.prank(_reporter(i));
            fresh.report(uint96(at));
        }
        fresh.update();
        uint256 id = payments.register("model", provider, uint128(unit));
        (uint256 pTokenAmount, uint256 gAmount,) = payments.quote(id, uint64(count));
        assertEq(pTokenAmount, unit * count, "the price");
        assertTrue(gAmount * 1e18 >= pTokenAmount * at, "never less");
        assertTrue((gAmount - 1) * 1e18 < pTokenAmount * at, "by less than a unit");
    }

    /// @dev Guards against known failure 17 (test/README.md): the token calls back during a transfer and re-enters the
    /// contract.
    function test_RevertWhen_TheTokenReenters() external {
        HostileToken token = new HostileToken();
        payments = IModelPayments(_create("ModelPayments", abi.encode(token, directory)));
        uint256 id = _register();
        token.mint(renter, 100e18);
        vm.prank(renter);
        token.approve(address(payments), type(uint256).max);
        token.callBack(address(payments), abi.encodeCall(IModelPayments.pay, (id, 1, 1e18, "")));
        vm.prank(renter);
        vm.expectPartialRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        payments.pay(id, 1, 1e18, "");
    }

    function _register() private returns (uint256) {
        vm.prank(author);
        return payments.register("A model that translates", provider, PRICE_PER_UNIT);
    }
}
