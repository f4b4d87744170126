// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {LeaseLib} from "../../../../src/libraries/LeaseLib.sol";
import {OrderLib} from "../../../../src/libraries/OrderLib.sol";
import {Ask, Bid, LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {HungryStranger} from "../../../fixtures/HungryStranger.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

contract EndByProviderTest is MarketFixture {
    function test_RevertWhen_CallerIsNotTheProvider() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CallerNotProvider.selector, renter, provider));
        market.endByProvider(leaseId, terms);
        terms.provider = renter; // a caller that names itself as the provider
        vm.prank(renter);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_TermsMismatch.selector, leaseId));
        market.endByProvider(leaseId, terms);
    }

    function test_RevertWhen_TheTimeIsUp() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 7_200);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_LeaseOver.selector, START + 7_200, START + 7_200));
        market.endByProvider(leaseId, terms);
    }

    /// @dev The renter has ended the lease with a notice period, so its end is in the future. The provider must not end
    /// it again.
    function test_RevertWhen_TheRenterEndedBefore() external {
        Ask memory ask = _ask();
        ask.noticeSeconds = 1_000;
        (uint256 leaseId, LeaseTerms memory terms) = _activeAs(_item(ask, _bid()));
        vm.warp(START + 2_000);
        vm.prank(renter);
        market.end(leaseId, terms, false);
        vm.warp(START + 2_500);
        vm.prank(provider);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, leaseId, uint8(3)));
        market.endByProvider(leaseId, terms);
    }

    function test_RefusesASpotLeaseWithin120SecondsForNothing() external {
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 120);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseClosed(leaseId, 4, 0, 0, 0, _escrowOf(terms));
        vm.prank(provider);
        market.endByProvider(leaseId, terms);
        assertEq(_balance(renter), before, "full refund, nothing more");
        assertEq(market.calendarWord(node, START / 3600 / 64), 0, "calendar");
        assertEq(_stateOf(leaseId), 0, "closed");
    }

    function test_CompensatesASpotLeaseRefusedLater() external {
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 121);
        _expectCompensation(leaseId, _compensationOf(terms));
        vm.prank(provider);
        market.endByProvider(leaseId, terms);
        assertEq(_balance(renter), before + _compensationOf(terms), "refund and compensation");
        _assertAllMoneyIsInAccounts();
    }

    function test_CompensatesALeaseThatWasToStartLater() external {
        Bid memory bid = _bid();
        (uint256 leaseId, LeaseTerms memory terms) = _bookedAs(_later(_ask(), bid, START + 1 days));
        uint256 before = _balance(renter);
        vm.prank(provider);
        market.endByProvider(leaseId, terms);
        assertEq(_balance(renter), before + _escrowOf(terms) + _compensationOf(terms), "refund and compensation");
    }

    function test_EndsAnActiveLeaseNowAndCompensates() external {
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 1_000);
        uint256 pay = uint256(PRICE) * 2 * 1_000;
        uint256 refund = _escrowOf(terms) - pay - _feeUp(pay);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseEnded(leaseId, uint40(START + 1_000), false, 4, refund);
        _expectCompensation(leaseId, _compensationOf(terms));
        vm.prank(provider);
        market.endByProvider(leaseId, terms);
        assertEq(_stateOf(leaseId), LeaseLib.STATE_ENDED, "ended");
        assertEq(before + _compensationOf(terms) - _balance(renter), pay + _feeUp(pay), "the renter pays for what it used");
        vm.warp(START + 1_000 + 1 hours);
        market.close(leaseId, terms);
        assertEq(_balance(provider), pay - _feeUp(pay), "the provider's pay waited an hour");
        _assertAllMoneyIsInAccounts();
    }

    function test_TakesNothingWithinTheTrial() external {
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + TRIAL - 1);
        vm.prank(provider);
        market.endByProvider(leaseId, terms);
        assertEq(_balance(renter), before + _compensationOf(terms), "all back, and compensation");
    }

    /// @dev The provider ends the lease within the trial. The end is then the moment when billing began.
    function test_EndsAtReadyWithinTheTrial() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 100);
        _ready(leaseId, terms, NODE_KEY);
        vm.warp(START + 200);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseEnded(leaseId, uint40(START + 100), false, 4, _escrowOf(terms));
        vm.prank(provider);
        market.endByProvider(leaseId, terms);
    }

    function test_EndsBySignature() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 1_000);
        uint40 expiry = uint40(START + 2_000);
        bytes memory signature = _sign(PROVIDER_KEY, _digest(OrderLib.hashEndByProvider(leaseId, _keyOf(leaseId, terms), expiry)));
        market.endByProviderFor(leaseId, terms, expiry, signature);
        assertEq(_stateOf(leaseId), LeaseLib.STATE_ENDED, "ended");
    }

    function test_RevertWhen_AnotherSignedOrTheInstructionIsLate() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        uint40 expiry = uint40(START + 10);
        bytes memory signature = _sign(RENTER_KEY, _digest(OrderLib.hashEndByProvider(leaseId, _keyOf(leaseId, terms), expiry)));
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_SignerNotProvider.selector, renter, provider));
        market.endByProviderFor(leaseId, terms, expiry, signature);
        signature = _sign(PROVIDER_KEY, _digest(OrderLib.hashEndByProvider(leaseId, _keyOf(leaseId, terms), expiry)));
        vm.warp(START + 11);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_SignatureExpired.selector, START + 10, START + 11));
        market.endByProviderFor(leaseId, terms, expiry, signature);
    }

    function test_CapsCompensationAtTheBondOfAnHour() external {
        Ask memory ask = _ask();
        Bid memory bid = _bid();
        ask.pricePerGpuSecond = 3 * PRICE; // three times the reference price
        bid.maxPricePerGpuSecond = 3 * PRICE;
        (uint256 leaseId, LeaseTerms memory terms) = _bookedAs(_item(ask, bid));
        vm.warp(START + 121);
        uint256 before = _balance(renter);
        vm.prank(provider);
        market.endByProvider(leaseId, terms);
        assertEq(_balance(renter) - before, _escrowOf(terms) + uint256(PRICE) * 2 * 3_600, "an hour of the reference price");
    }

    function test_CompensatesAnHourOfItsOwnPriceWhenThatIsLess() external {
        Ask memory ask = _ask();
        ask.pricePerGpuSecond = PRICE / 4;
        (uint256 leaseId, LeaseTerms memory terms) = _bookedAs(_item(ask, _bid()));
        vm.warp(START + 121);
        uint256 before = _balance(renter);
        vm.prank(provider);
        market.endByProvider(leaseId, terms);
        assertEq(_balance(renter) - before, _escrowOf(terms) + uint256(PRICE) / 4 * 2 * 3_600, "an hour of the lease");
    }

    function test_CompensatesWhatTheBondHolds() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        uint256 bonded = vault.bondOf(provider, PROVIDER_PURPOSE).bonded;
        vm.prank(provider);
        vault.unbond(PROVIDER_PURPOSE, bonded);
        vm.warp(START + 36 days); // after the unbonding, so that the bond can leave
        vm.prank(provider);
        vault.withdraw(PROVIDER_PURPOSE, provider);
        uint256 before = _balance(renter);
        vm.recordLogs();
        vm.prank(provider);
        market.endByProvider(leaseId, terms);
        assertEq(_balance(renter) - before, _escrowOf(terms), "the refund does not wait for a bond");
        assertEq(countLogs(IMarketEvents.CompensationPaid.selector), 0, "compensation of nothing");
    }

    function test_RefundsWhenVaultOrRegistryFail() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 121);
        uint256 before = _balance(renter);
        directory.set("StakeVault", address(this)); // this contract returns no valid answer
        vm.prank(provider);
        market.endByProvider(leaseId, terms);
        assertEq(_balance(renter) - before, _escrowOf(terms), "refunded without a vault");
        Bid memory bid = _bid();
        bid.nonce = 1;
        (leaseId, terms) = _bookedAs(_item(_ask(), bid));
        vm.warp(block.timestamp + 121);
        before = _balance(renter);
        directory.set("NodeRegistry", address(this));
        vm.prank(provider);
        market.endByProvider(leaseId, terms);
        assertEq(_balance(renter) - before, _escrowOf(terms), "refunded without a registry");
    }

    function test_RevertWhen_TheSenderStarvesTheVault() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 121);
        vm.prank(provider);
        (bool done, bytes memory answer) =
            address(market).call{gas: 500_000}(abi.encodeCall(market.endByProvider, (leaseId, terms)));
        assertTrue(!done && bytes4(answer) == IMarketErrors.Market_GasTooLow.selector, "too little gas is refused");
        assertEq(_stateOf(leaseId), LeaseLib.STATE_BOOKED, "nothing happened");
        vm.prank(provider);
        (done,) = address(market).call{gas: 2_000_000}(abi.encodeCall(market.endByProvider, (leaseId, terms)));
        assertTrue(done, "what an act needs and some spare are enough");
    }

    /// @dev The registry and the vault of this test need nearly all the gas that they get. With any amount of gas, the
    /// call must revert or pay the compensation.
    function test_NoAmountOfGasEndsWithoutCompensation() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 121);
        HungryStranger hungry = new HungryStranger(ptoken, registry.bondPerGpu(node));
        directory.set("NodeRegistry", address(hungry));
        directory.set("StakeVault", address(hungry));
        _mintPToken(address(hungry), 10e18);
        uint256 before = _balance(renter);
        bool done = false;
        for (uint256 gasLimit = 60_000; !done && gasLimit < 3_000_000; gasLimit += 3_000) {
            vm.prank(provider);
            (done,) = address(market).call{gas: gasLimit}(abi.encodeCall(market.endByProvider, (leaseId, terms)));
        }
        assertTrue(done, "enough gas is enough");
        assertEq(_balance(renter) - before, _escrowOf(terms) + _compensationOf(terms), "refund and compensation");
    }

    function _compensationOf(LeaseTerms memory terms) private pure returns (uint256) {
        return uint256(terms.pricePerGpuSecond) * 3_600 * terms.gpus;
    }

    function _expectCompensation(uint256 leaseId, uint256 amount) private {
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.CompensationPaid(leaseId, renter, amount);
    }
}
