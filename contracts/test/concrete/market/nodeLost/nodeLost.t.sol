// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarketErrors} from "../../../../src/interfaces/IMarketErrors.sol";
import {IMarketEvents} from "../../../../src/interfaces/IMarketEvents.sol";
import {LeaseLib} from "../../../../src/libraries/LeaseLib.sol";
import {Bid, LeaseTerms} from "../../../../src/types/MarketTypes.sol";
import {MarketFixture} from "../../../fixtures/MarketFixture.sol";

/// @dev Tests `nodeLost` with a plain address in place of Attestations. The tests in concrete/attestations cover
/// compensation after a loss, with real validators.
contract NodeLostTest is MarketFixture {
    address private constant QUORUM = address(0x900D);

    function setUp() public override {
        super.setUp();
        directory.set("Attestations", QUORUM);
    }

    function test_RevertWhen_CallerIsNotAttestations() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 1_000);
        vm.expectRevert(
            abi.encodeWithSelector(IMarketErrors.Market_CallerNotAttestations.selector, address(this), QUORUM)
        );
        market.nodeLost(leaseId, terms, uint40(START + 500), true);
    }

    function test_RevertWhen_LeaseIsNotActive() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 1_000);
        vm.prank(QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_StateMismatch.selector, leaseId, uint8(1)));
        market.nodeLost(leaseId, terms, uint40(START + 500), true);
    }

    function test_RevertWhen_SilenceIsShort() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 1_119);
        vm.prank(QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_NotSilent.selector, START + 1_000, START + 1_119));
        market.nodeLost(leaseId, terms, uint40(START + 1_000), true);
        vm.warp(START + 1_120);
        vm.prank(QUORUM);
        market.nodeLost(leaseId, terms, uint40(START + 1_000), true);
    }

    function test_RevertWhen_SilenceBeganAfterTheEnd() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 8_000);
        vm.prank(QUORUM);
        vm.expectRevert(abi.encodeWithSelector(IMarketErrors.Market_LeaseOver.selector, START + 7_200, START + 8_000));
        market.nodeLost(leaseId, terms, uint40(START + 7_200), true);
        vm.prank(QUORUM);
        market.nodeLost(leaseId, terms, uint40(START + 7_199), true);
    }

    function test_EndsWhereTheSilenceBegan() external {
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 2_000);
        uint256 pay = uint256(PRICE) * 2 * 1_500;
        uint256 refund = _escrowOf(terms) - pay - _feeUp(pay);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseEnded(leaseId, uint40(START + 1_500), false, 5, refund);
        vm.prank(QUORUM);
        market.nodeLost(leaseId, terms, uint40(START + 1_500), true);
        assertEq(before - _balance(renter), pay + _feeUp(pay), "pays until the silence");
        assertEq(market.calendarWord(node, START / 3600 / 64), 0, "calendar");
        vm.warp(START + 1_500 + 1 hours);
        market.close(leaseId, terms);
        assertEq(_balance(provider), pay - _feeUp(pay), "the provider's");
        _assertAllMoneyIsInAccounts();
    }

    function test_TakesNothingWhenTheSilenceBeganInTheTrial() external {
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 2_000);
        vm.prank(QUORUM);
        market.nodeLost(leaseId, terms, uint40(START + TRIAL - 1), true);
        assertEq(_balance(renter), before, "all back");
    }

    function test_EndsAtReadyWhenTheSilenceBeganInTheTrialOfALateNode() external {
        (uint256 leaseId, LeaseTerms memory terms) = _booked();
        vm.warp(START + 100);
        _ready(leaseId, terms, NODE_KEY);
        vm.warp(START + 2_000);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseEnded(leaseId, uint40(START + 100), false, 5, _escrowOf(terms));
        vm.prank(QUORUM);
        market.nodeLost(leaseId, terms, uint40(START + 300), true);
    }

    /// @dev The provider has not been paid anything yet. So the lease ends where the silence began (after 500 s),
    /// although more seconds (1,000) were credited.
    function test_EndsWhereTheSilenceBeganThoughThatIsCredited() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 2_000);
        vm.prank(QUORUM);
        market.credit(leaseId, terms, 1_000, true);
        uint256 refund = _escrowOf(terms);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseEnded(leaseId, uint40(START + 500), false, 5, refund);
        vm.prank(QUORUM);
        market.nodeLost(leaseId, terms, uint40(START + 500), true);
    }

    /// @dev After a payment, the lease cannot end earlier than after its paid and its credited seconds together (2,400
    /// s + 100 s).
    function test_EndsBehindWhatWasPaidAndCredited() external {
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 6_000);
        market.claim(leaseId, terms); // 2,400 seconds have vested
        vm.prank(QUORUM);
        market.credit(leaseId, terms, 100, true);
        uint256 pay = uint256(PRICE) * 2 * 2_400;
        uint256 refund = _escrowOf(terms) - pay - _feeUp(pay);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseEnded(leaseId, uint40(START + 2_500), false, 5, refund);
        vm.prank(QUORUM);
        market.nodeLost(leaseId, terms, uint40(START + 500), true);
    }

    /// @dev The loss is recorded after a claim, but began within the paid seconds. The lease then ends after the paid
    /// seconds.
    function test_NeverTakesBackWhatWasPaid() external {
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(START + 6_000);
        market.claim(leaseId, terms); // 2,400 seconds have vested
        vm.prank(QUORUM);
        market.nodeLost(leaseId, terms, uint40(START + 1_000), true);
        uint256 pay = uint256(PRICE) * 2 * 2_400;
        assertEq(before - _balance(renter), pay + _feeUp(pay), "no less than was paid out");
        vm.warp(START + 2_400 + 1 hours);
        market.close(leaseId, terms);
        assertEq(_balance(provider), pay - _feeUp(pay), "and no more");
        _assertAllMoneyIsInAccounts();
    }

    // ── Small and full quorums: finding M5 ──────────────────────────────────

    /// @dev Makes a lease of nine days without a claim, and a loss that began on the first day.
    function test_ASmallQuorumEndsTheLeaseNoEarlierThanAnHourAgo() external {
        (uint256 leaseId, LeaseTerms memory terms) = _nineDays();
        uint256 pay = uint256(PRICE) * 2 * (9 days - 3_600);
        uint256 refund = _escrowOf(terms) - pay - _feeUp(pay);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseEnded(leaseId, uint40(START + 9 days - 3_600), false, 5, refund);
        vm.prank(QUORUM);
        market.nodeLost(leaseId, terms, uint40(START + 1 days), false);
        assertEq(_balance(provider), pay - _feeUp(pay), "the provider keeps all but the last hour");
    }

    function test_AFullQuorumEndsTheLeaseWhereTheSilenceBegan() external {
        (uint256 leaseId, LeaseTerms memory terms) = _nineDays();
        uint256 pay = uint256(PRICE) * 2 * 1 days;
        uint256 refund = _escrowOf(terms) - pay - _feeUp(pay);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketEvents.LeaseEnded(leaseId, uint40(START + 1 days), false, 5, refund);
        vm.prank(QUORUM);
        market.nodeLost(leaseId, terms, uint40(START + 1 days), true);
        assertEq(_balance(provider), pay - _feeUp(pay), "the provider's");
    }

    function test_ASmallQuorumReachesASilenceOf3599SecondsAgo() external {
        _expectEnd({silentFor: 3_599, full: false, lostSeconds: 3_599});
    }

    function test_ASmallQuorumReachesASilenceOf3601SecondsAgoButForOneSecond() external {
        _expectEnd({silentFor: 3_601, full: false, lostSeconds: 3_600});
    }

    function test_AFullQuorumReachesASilenceOf3601SecondsAgo() external {
        _expectEnd({silentFor: 3_601, full: true, lostSeconds: 3_601});
    }

    /// @dev A quorum that is not full (see `nodeLost`) reports, nine days after the start, that the machine was lost
    /// during the trial. Seconds of the lease that have vested must still be paid to the provider.
    function test_ASmallQuorumTakesNoVestedSecondsForALossInTheTrial() external {
        (uint256 leaseId, LeaseTerms memory terms) = _nineDays();
        vm.prank(QUORUM);
        market.nodeLost(leaseId, terms, uint40(START + TRIAL - 1), false);
        uint256 pay = uint256(PRICE) * 2 * (9 days - 3_600);
        assertEq(_balance(provider), pay - _feeUp(pay), "the provider's");
    }

    function _expectEnd(uint256 silentFor, bool full, uint256 lostSeconds) private {
        (uint256 leaseId, LeaseTerms memory terms) = _nineDays();
        vm.prank(QUORUM);
        market.nodeLost(leaseId, terms, uint40(block.timestamp - silentFor), full);
        assertEq(market.leaseSlot(leaseId).endOffset, 9 days - lostSeconds, "end");
    }

    function _nineDays() private returns (uint256 leaseId, LeaseTerms memory terms) {
        Bid memory bid = _bid();
        bid.durationSeconds = 20 days;
        (leaseId, terms) = _activeAs(_item(_ask(), bid));
        vm.warp(START + 9 days);
    }

    function testFuzz_SplitsTheEscrowToTheUnit(uint16 since, uint16 claimAt, uint16 credited, uint16 later, bool full)
        external
    {
        uint256 before = _balance(renter);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        uint256 at = START + bound(claimAt, 1, 7_000);
        vm.warp(at);
        uint256 unpaid = at - START;
        vm.prank(QUORUM);
        market.credit(leaseId, terms, uint24(bound(credited, 0, unpaid)), true);
        vm.warp(at + bound(later, 120, 3_000));
        market.claim(leaseId, terms);
        uint256 silent = bound(since, START, block.timestamp - 120);
        if (silent >= START + 7_200) silent = START + 7_199;
        vm.prank(QUORUM);
        market.nodeLost(leaseId, terms, uint40(silent), full);
        vm.warp(START + 3 days);
        market.close(leaseId, terms);
        assertAtMost(before - _balance(renter), _escrowOf(terms), "never more than the escrow");
        _assertAllMoneyIsInAccounts();
    }
}
