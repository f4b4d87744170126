// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {IMarketTrading} from "../../../../src/interfaces/IMarketTrading.sol";
import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {Ask, Bid, LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

contract ClaimTest is MarketFixture {
    function test_RevertWhen_TermsAreNotTheLeases() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        terms.provider = stranger;
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_TermsMismatch.selector, leaseId));
        market.claim(leaseId, terms);
    }

    /// @dev The hash of the terms covers all bits of calldata. So the same values with other high bits are other terms,
    /// and are refused.
    function test_RevertWhen_TermsHaveDirtyHighBits() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        bytes memory call = abi.encodeCall(IMarketTrading.claim, (leaseId, terms));
        (bool done,) = address(market).call(call);
        assertTrue(done, "clean terms");
        call[4 + 32] = 0x01; // a non-zero byte above the 20 bytes of the renter's address
        bytes memory answer;
        (done, answer) = address(market).call(call);
        assertTrue(!done && bytes4(answer) == IMarketErrors.Market_TermsMismatch.selector, "dirty terms");
    }

    function test_MovesNothingBeforeTheFirstHourIsOver() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 3_600);
        assertEq(market.claim(leaseId, terms), 0, "pay");
        assertEq(market.leaseSlot(leaseId).paidSeconds, 0, "paid seconds");
    }

    function test_MovesNothingWhileBooked() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 5_000);
        assertEq(market.claim(leaseId, terms), 0, "pay");
    }

    function test_PaysWhatAccruedAnHourAgoWhoeverCalls() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 3_700);
        uint256 pay = uint256(PRICE) * 2 * 100;
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeasePaid(leaseId, 100, pay, _feeUp(pay), _feeUp(pay));
        vm.prank(stranger);
        market.claim(leaseId, terms);
        assertEq(_balance(provider), pay - _feeUp(pay), "provider's balance");
        assertEq(market.account(provider).fees, 2 * _feeUp(pay), "waiting fees");
        assertEq(market.claim(leaseId, terms), 0, "nothing twice");
    }

    function test_SaysNothingWhenItPaysNothing() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.recordLogs();
        vm.warp(START + 3_600);
        market.claim(leaseId, terms);
        assertEq(countLogs(IMarketEvents.LeasePaid.selector), 0, "before the first second vested");
        vm.warp(START + 3_700);
        market.claim(leaseId, terms);
        market.claim(leaseId, terms);
        assertEq(countLogs(IMarketEvents.LeasePaid.selector), 1, "twice in a second");
    }

    function test_PaysUpToTheEndOnly() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 7_200 + 3_599 + 5_000);
        market.claim(leaseId, terms);
        assertEq(market.leaseSlot(leaseId).paidSeconds, 7_200, "paid seconds");
    }

    function test_PaysNothingWhileALongTrialRuns() external {
        Ask memory ask = _ask();
        ask.trialSeconds = 7_000; // the market shortens the trial to an hour
        Bid memory bid = _bid();
        bid.durationSeconds = 10 hours;
        (uint256 leaseId, LeaseTerms memory terms) = _bookedAs(_item(ask, bid));
        vm.warp(START + 600);
        _ready(leaseId, terms, NODE_KEY);
        vm.warp(START + 600 + 3_599);
        assertEq(market.claim(leaseId, terms), 0, "pay within the trial");
        vm.prank(renter);
        market.end(leaseId, terms, true);
        assertEq(_balance(provider), 0, "the trial stays free");
    }

    /// @dev Guards against known failure 15 (test/README.md): claiming every second pays a different sum than claiming
    /// once.
    function test_PaysTheSameClaimedEverySecondOrOnce() external {
        Ask memory ask = _ask();
        ask.pricePerGpuSecond = 333; // fees of single seconds round up a lot
        ask.trialSeconds = 0;
        Bid memory bid = _bid();
        bid.gpus = 1;
        bid.durationSeconds = 200;
        (uint256 often, LeaseTerms memory oftenTerms) = _activeAs(_item(ask, bid));
        bid.nonce = 1;
        (uint256 once, LeaseTerms memory onceTerms) = _activeAs(_item(ask, bid));
        uint256 before = _balance(provider);
        for (uint256 second = 3_600; second <= 3_800; ++second) {
            vm.warp(START + second);
            market.claim(often, oftenTerms);
        }
        uint256 paidOften = _balance(provider) - before;
        market.claim(once, onceTerms);
        assertEq(_balance(provider) - before - paidOften, paidOften, "pay of one claim");
        assertEq(paidOften, 333 * 200 - _feeUp(333 * 200), "pay of 200 claims");
    }

    /// @dev Guards against known failure 16 (test/README.md): split claims pay more than one claim.
    function testFuzz_SplittingAClaimNeverChangesWhatIsPaid(uint96 price, uint16 first, uint16 second) external {
        Ask memory ask = _ask();
        ask.pricePerGpuSecond = uint96(bound(price, 1, PRICE));
        ask.trialSeconds = 0;
        (uint256 leaseId, LeaseTerms memory terms) = _activeAs(_item(ask, _bid()));
        uint256 one = bound(first, 0, 7_200);
        uint256 two = bound(second, one, 7_200);
        vm.warp(START + 3_600 + one);
        market.claim(leaseId, terms);
        vm.warp(START + 3_600 + two);
        market.claim(leaseId, terms);
        vm.warp(START + 3_600 + 7_200);
        market.close(leaseId, terms);
        uint256 pay = uint256(ask.pricePerGpuSecond) * 2 * 7_200;
        assertEq(_balance(provider), pay - _feeUp(pay), "provider's pay");
        assertEq(market.account(provider).fees, 2 * _feeUp(pay), "fees");
    }
}
