// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {Ask, Bid, LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

contract CreditTest is MarketFixture {
    address private constant QUORUM = address(0x900D);

    function setUp() public override {
        super.setUp();
        directory.set("Attestations", QUORUM);
    }

    function test_RevertWhen_CallerIsNotAttestations() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.prank(ENGINE);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CallerNotAttestations.selector, ENGINE, QUORUM));
        market.credit(leaseId, terms, 1, true);
    }

    function test_RevertWhen_LeaseIsBookedOrClosed() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.prank(QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, leaseId, uint8(1)));
        market.credit(leaseId, terms, 0, true);
        vm.prank(renter);
        market.cancelLease(leaseId, terms);
        vm.prank(QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, leaseId, uint8(0)));
        market.credit(leaseId, terms, 0, true);
    }

    function test_RevertWhen_MoreThanIsUnpaid() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 5_000);
        market.claim(leaseId, terms); // 1,400 seconds have vested
        vm.prank(QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CreditTooLarge.selector, 3_601, 3_600));
        market.credit(leaseId, terms, 3_601, true);
        vm.prank(QUORUM);
        market.credit(leaseId, terms, 3_600, true);
    }

    function test_BillsLessOfAnActiveLease() external {
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 2_000);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseCredited(leaseId, 500, 500, 0);
        vm.prank(QUORUM);
        market.credit(leaseId, terms, 500, true);
        vm.prank(QUORUM);
        market.credit(leaseId, terms, 100, true);
        vm.warp(START + 3_000);
        vm.prank(renter);
        market.end(leaseId, terms, true);
        uint256 pay = uint256(PRICE) * 2 * 2_400;
        assertEq(before - _balance(renter), pay + _feeUp(pay), "paid");
        assertEq(_balance(provider), pay - _feeUp(pay), "got");
        _assertAllMoneyIsInAccounts();
    }

    // ── Small and full quorums: finding M5 ──────────────────────────────────

    /// @dev Makes a lease of nine days without a claim. All its seconds have vested except the seconds of the last
    /// hour.
    function test_ASmallQuorumCreditsUnvestedSecondsOnly() external {
        (uint256 leaseId, LeaseTerms memory terms) = _nineDays();
        vm.prank(QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CreditTooLarge.selector, 3_601, 3_600));
        market.credit(leaseId, terms, 3_601, false);
        uint256 pay = uint256(PRICE) * 2 * (9 days - 3_600);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeasePaid(leaseId, 9 days - 3_600, pay, _feeUp(pay), _feeUp(pay));
        vm.prank(QUORUM);
        market.credit(leaseId, terms, 3_600, false);
        assertEq(_balance(provider), pay - _feeUp(pay), "the provider keeps all but the last hour");
        vm.warp(START + 9 days + 1 hours);
        assertEq(market.claim(leaseId, terms), 0, "and the last hour is gone");
    }

    /// @dev A correct but late attestation still helps the renter if many validators signed it.
    function test_AFullQuorumCreditsAllThatIsUnpaid() external {
        (uint256 leaseId, LeaseTerms memory terms) = _nineDays();
        vm.prank(QUORUM);
        market.credit(leaseId, terms, 9 days, true);
        assertEq(market.claim(leaseId, terms), 0, "nothing is left to pay");
        assertEq(_balance(provider), 0, "the provider's");
    }

    function test_PaysNothingFirstWhenNothingHasVested() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 3_600);
        vm.recordLogs();
        vm.prank(QUORUM);
        market.credit(leaseId, terms, 3_600, false);
        assertEq(countLogs(IMarketEvents.LeasePaid.selector), 0, "no pay");
        assertEq(market.leaseSlot(leaseId).credit, 3_600, "all of the first hour");
    }

    function test_ReachesAFaultOf3599SecondsAgoAndNotOneOf3601() external {
        (uint256 leaseId, LeaseTerms memory terms) = _nineDays();
        vm.prank(QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_CreditTooLarge.selector, 3_601, 3_600));
        market.credit(leaseId, terms, 3_601, false);
        vm.prank(QUORUM);
        market.credit(leaseId, terms, 3_599, false);
        assertEq(market.leaseSlot(leaseId).credit, 3_599, "from the fault on");
    }

    function _nineDays() private returns (uint256 leaseId, LeaseTerms memory terms) {
        Bid memory bid = _bid();
        bid.durationSeconds = 20 days;
        (leaseId, terms) = _activeAs(_item(_ask(), bid));
        vm.warp(START + 9 days);
    }

    /// @dev The invariant tests found this case: the renter ended the lease with a notice period, so its end is in the
    /// future. When seconds were then credited, the fee was rounded from another amount, and one base unit was lost.
    function testFuzz_ConservesMoneyWhenCreditedDuringTheNotice(uint96 price, uint16 notice, uint16 first, uint16 then)
        external
    {
        Ask memory ask = _ask();
        ask.pricePerGpuSecond = uint96(bound(price, 1, PRICE));
        ask.noticeSeconds = uint32(bound(notice, 0, 5_000));
        (uint256 leaseId, LeaseTerms memory terms) = _activeAs(_item(ask, _bid()));
        vm.warp(START + 3_000);
        vm.prank(renter);
        market.end(leaseId, terms, false);
        uint256 credited = bound(first, 0, 2_000);
        vm.prank(QUORUM);
        market.credit(leaseId, terms, uint24(credited), true);
        vm.warp(START + 3_100);
        vm.prank(QUORUM);
        market.credit(leaseId, terms, uint24(bound(then, 0, 1_000)), true);
        vm.warp(START + 1 days);
        market.close(leaseId, terms);
        _assertAllMoneyIsInAccounts();
    }

    function test_RefundsAtOnceAfterAnEndWithoutAccept() external {
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 3_000);
        vm.prank(renter);
        market.end(leaseId, terms, false);
        uint256 afterEnd = _balance(renter);
        vm.prank(QUORUM);
        market.credit(leaseId, terms, 1_000, true);
        uint256 whole = uint256(PRICE) * 2 * 3_000;
        uint256 pay = uint256(PRICE) * 2 * 2_000;
        assertEq(_balance(renter) - afterEnd, whole + _feeUp(whole) - pay - _feeUp(pay), "credited seconds come back");
        vm.warp(START + 3_000 + 1 hours);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseClosed(leaseId, 1, pay, _feeUp(pay), _feeUp(pay), _escrowOf(terms) - pay - _feeUp(pay));
        market.close(leaseId, terms);
        assertEq(before - _balance(renter), pay + _feeUp(pay), "once");
        _assertAllMoneyIsInAccounts();
    }
}
