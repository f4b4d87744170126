// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IHostingPool} from "../../../src/interfaces/IHostingPool.sol";
import {HostingClaim, HostingProgramme} from "../../../src/types/HostingPoolTypes.sol";
import {HostingFixture} from "../../fixtures/HostingFixture.sol";

contract HostingPoolTest is HostingFixture {
    uint96 private constant BUDGET = 8e18;
    uint96 private constant ONE = 5e18;
    uint96 private constant OTHER = 3e18;

    // ── Sponsoring ──────────────────────────────────────────────────────────

    function test_ASponsorPays25DaysAndBeginsToday() external view {
        HostingProgramme memory it = pool.programmeOf(programme);
        assertTrue(it.sponsor == sponsor, "sponsor");
        assertEq(it.rest, PAID_IN, "rest");
        assertEq(it.perDay, PER_DAY, "per day");
        assertEq(it.firstDay, block.timestamp / DAY, "first day");
        assertEq(ptoken.balanceOf(address(pool)), PAID_IN, "held");
        assertEq(pool.programmeCount(), 1, "count");
    }

    function test_RevertWhen_TheAmountIsTooLowOrTheNameDoesNotFit() external {
        vm.expectRevert(abi.encodeWithSelector(IHostingPool.HostingPool_AmountTooLow.selector, 1e17 - 1, 1e17));
        pool.sponsor(1e17 - 1, "a model");
        vm.expectRevert(abi.encodeWithSelector(IHostingPool.HostingPool_ModelLength.selector, 0, 500));
        pool.sponsor(1e17, "");
        vm.expectRevert(abi.encodeWithSelector(IHostingPool.HostingPool_ModelLength.selector, 501, 500));
        pool.sponsor(1e17, string(new bytes(501)));
        _mintPToken(address(this), 25e17);
        ptoken.approve(address(pool), 25e17);
        assertEq(pool.sponsor(1e17, string(new bytes(500))), 2, "the least amount and the longest name");
    }

    // ── Publishing ──────────────────────────────────────────────────────────

    function test_ADayIsPublishedOnceWithinThreeDays() external {
        bytes32 root = _root(firstDay, BUDGET, ONE, OTHER);
        bytes32 statement = pool.statementOf(firstDay, root, "shares");
        uint256 end = (uint256(firstDay) + 1) * DAY;
        vm.warp(end - 1);
        _attestByAll(HOSTING, statement);
        vm.expectPartialRevert(IHostingPool.HostingPool_DayOutOfRange.selector);
        pool.publish(firstDay, root, "shares");
        vm.warp(end + 3 * uint256(DAY));
        vm.expectPartialRevert(IHostingPool.HostingPool_DayOutOfRange.selector);
        pool.publish(firstDay, root, "shares");
        vm.warp(end + 3 * uint256(DAY) - 1);
        vm.prank(stranger);
        pool.publish(firstDay, root, "shares");
        assertTrue(pool.rootOf(firstDay) == root, "root");
        vm.expectRevert(abi.encodeWithSelector(IHostingPool.HostingPool_DayPublished.selector, firstDay));
        pool.publish(firstDay, root, "shares");
    }

    function test_RevertWhen_ValidatorsAttestedSomethingElse() external {
        vm.warp((uint256(firstDay) + 1) * DAY);
        bytes32 root = _root(firstDay, BUDGET, ONE, OTHER);
        _attestByAll(HOSTING, pool.statementOf(firstDay, root, "shares"));
        vm.expectPartialRevert(IHostingPool.HostingPool_NotAttested.selector);
        pool.publish(firstDay, OTHER_LEAF, "shares");
        vm.expectPartialRevert(IHostingPool.HostingPool_NotAttested.selector);
        pool.publish(firstDay, root, "other shares");
        vm.expectPartialRevert(IHostingPool.HostingPool_NotAttested.selector);
        pool.publish(firstDay - 1, root, "shares");
        vm.expectRevert(IHostingPool.HostingPool_RootZero.selector);
        pool.publish(firstDay, 0, "shares");
        // The statement binds the pool: a second pool does not accept it.
        IHostingPool twin = _createPool(address(ptoken));
        vm.expectPartialRevert(IHostingPool.HostingPool_NotAttested.selector);
        twin.publish(firstDay, root, "shares");
        vm.chainId(block.chainid + 1);
        vm.expectPartialRevert(IHostingPool.HostingPool_NotAttested.selector);
        pool.publish(firstDay, root, "shares");
    }

    function test_RevertWhen_FewerThanFourSigned() external {
        vm.warp((uint256(firstDay) + 1) * DAY);
        bytes32 root = _root(firstDay, BUDGET, ONE, OTHER);
        _attest(HOSTING, pool.statementOf(firstDay, root, "shares"), 7);
        vm.expectRevert(IHostingPool.HostingPool_PowerTooSmall.selector);
        pool.publish(firstDay, root, "shares");
    }

    // ── Claiming ────────────────────────────────────────────────────────────

    function test_AnybodyClaimsForAHostOnceAndTheBudgetIsAssignedOnce() external {
        _publish(firstDay, BUDGET, ONE, OTHER);
        vm.prank(stranger);
        assertEq(pool.claim(_claimOf(host, firstDay, BUDGET, ONE, OTHER)), ONE, "paid");
        assertEq(ptoken.balanceOf(host), ONE, "to the host");
        assertEq(pool.programmeOf(programme).rest, PAID_IN - BUDGET, "the whole budget is assigned");
        assertEq(pool.assignedOf(programme, firstDay).left, OTHER, "left for the other");
        assertEq(pool.claim(_claimOf(host, firstDay, BUDGET, ONE, OTHER)), 0, "a second claim pays nothing");
        HostingClaim[] memory second = _claimOf(otherHost, firstDay, BUDGET, ONE, OTHER);
        second[0].budgetPath = new bytes32[](0);
        assertEq(pool.claim(second), OTHER, "no path of the budget is needed any longer");
        assertEq(pool.programmeOf(programme).rest, PAID_IN - BUDGET, "assigned once");
        assertEq(ptoken.balanceOf(address(pool)), PAID_IN - BUDGET, "held");
    }

    /// @dev The attack: a stranger claims one share of a list first, so that the whole list reverts.
    function test_AStrangerThatClaimsFirstStopsNoList() external {
        _publish(firstDay, BUDGET, ONE, OTHER);
        HostingClaim[] memory both = new HostingClaim[](2);
        both[0] = _claimOf(host, firstDay, BUDGET, ONE, OTHER)[0];
        both[1] = _claimOf(otherHost, firstDay, BUDGET, ONE, OTHER)[0];
        vm.prank(stranger);
        pool.claim(_claimOf(host, firstDay, BUDGET, ONE, OTHER));
        assertEq(pool.claim(both), OTHER, "the other share is paid");
    }

    function test_RevertWhen_AClaimIsNoLeaf() external {
        HostingClaim[] memory claims = _claimOf(host, firstDay, BUDGET, ONE, OTHER);
        vm.expectPartialRevert(IHostingPool.HostingPool_LeafUnknown.selector);
        pool.claim(claims);
        _publish(firstDay, BUDGET, ONE, OTHER);
        claims[0].share.amount += 1;
        vm.expectPartialRevert(IHostingPool.HostingPool_LeafUnknown.selector);
        pool.claim(claims);
        claims = _claimOf(host, firstDay, BUDGET, ONE, OTHER);
        claims[0].share.account = stranger;
        vm.expectPartialRevert(IHostingPool.HostingPool_LeafUnknown.selector);
        pool.claim(claims);
        claims = _claimOf(host, firstDay, BUDGET, ONE, OTHER);
        claims[0].budget += 1;
        vm.expectPartialRevert(IHostingPool.HostingPool_LeafUnknown.selector);
        pool.claim(claims);
        claims = _claimOf(host, firstDay, BUDGET, ONE, OTHER);
        claims[0].share.day += 1;
        vm.expectPartialRevert(IHostingPool.HostingPool_LeafUnknown.selector);
        pool.claim(claims);
    }

    /// @dev The attack: validators sign shares above the budget, or a budget above the daily amount.
    function test_ARootTakesAtMostTheDailyAmountOfAProgramme() external {
        _sponsor(PER_DAY);
        _publish(firstDay, PER_DAY, 6e18, 5e18);
        pool.claim(_claimOf(host, firstDay, PER_DAY, 6e18, 5e18));
        HostingClaim[] memory above = _claimOf(otherHost, firstDay, PER_DAY, 6e18, 5e18);
        vm.expectRevert(abi.encodeWithSelector(IHostingPool.HostingPool_BudgetSpent.selector, 5e18, 4e18));
        pool.claim(above);
        _publish(firstDay + 1, PER_DAY + 1, ONE, OTHER);
        above = _claimOf(host, firstDay + 1, PER_DAY + 1, ONE, OTHER);
        vm.expectRevert(abi.encodeWithSelector(IHostingPool.HostingPool_BudgetTooHigh.selector, PER_DAY + 1, PER_DAY));
        pool.claim(above);
    }

    function test_RevertWhen_ADayIsOutsideOfTheProgramme() external {
        _publish(firstDay - 1, BUDGET, ONE, OTHER);
        HostingClaim[] memory before = _claimOf(host, firstDay - 1, BUDGET, ONE, OTHER);
        vm.expectPartialRevert(IHostingPool.HostingPool_DayOutOfRange.selector);
        pool.claim(before);
        _publish(firstDay + 24, BUDGET, ONE, OTHER);
        assertEq(pool.claim(_claimOf(host, firstDay + 24, BUDGET, ONE, OTHER)), ONE, "the last day");
        _publish(firstDay + 25, BUDGET, ONE, OTHER);
        HostingClaim[] memory late = _claimOf(host, firstDay + 25, BUDGET, ONE, OTHER);
        vm.expectPartialRevert(IHostingPool.HostingPool_DayOutOfRange.selector);
        pool.claim(late);
    }

    // ── Taking back ─────────────────────────────────────────────────────────

    function test_TheSponsorGetsBackWhatNoRootHasAssigned() external {
        _publish(firstDay, BUDGET, ONE, OTHER);
        pool.claim(_claimOf(host, firstDay, BUDGET, ONE, OTHER));
        _publish(firstDay + 24, PER_DAY, ONE, OTHER);
        vm.warp((uint256(firstDay) + 30) * DAY - 1);
        vm.expectPartialRevert(IHostingPool.HostingPool_TooEarly.selector);
        pool.refund(programme, _noBudgets());
        _goToRefund();
        vm.expectRevert(abi.encodeWithSelector(IHostingPool.HostingPool_DayNotAssigned.selector, firstDay + 24));
        pool.refund(programme, _noBudgets());
        uint256 amount = pool.refund(programme, _proven(firstDay + 24, PER_DAY, ONE, OTHER));
        assertEq(amount, PAID_IN - BUDGET - PER_DAY, "the rest");
        assertEq(ptoken.balanceOf(sponsor), amount, "to the sponsor");
        vm.expectRevert(abi.encodeWithSelector(IHostingPool.HostingPool_ProgrammeUnknown.selector, programme));
        pool.refund(programme, _noBudgets());
        // Hosts can still claim what is assigned.
        assertEq(pool.claim(_claimOf(otherHost, firstDay, BUDGET, ONE, OTHER)), OTHER, "the first day");
        assertEq(pool.claim(_claimOf(host, firstDay + 24, PER_DAY, ONE, OTHER)), ONE, "the last day");
    }

    /// @dev The attack: the sponsor passes a smaller budget, to get back more.
    function test_RevertWhen_TheSponsorProvesASmallerBudget() external {
        _publish(firstDay, BUDGET, ONE, OTHER);
        _goToRefund();
        vm.expectPartialRevert(IHostingPool.HostingPool_LeafUnknown.selector);
        pool.refund(programme, _proven(firstDay, BUDGET - 1, ONE, OTHER));
    }

    /// @dev The validators may sign a day's tree without the budget of a programme. From 90 days after that day on, its
    /// sponsor can get the money back even without the proof of such a budget.
    function test_After90DaysNoMissingBudgetKeepsTheRest() external {
        _publish(firstDay, BUDGET, ONE, OTHER);
        vm.warp((uint256(firstDay) + 90) * DAY - 1);
        vm.expectPartialRevert(IHostingPool.HostingPool_DayNotAssigned.selector);
        pool.refund(programme, _noBudgets());
        vm.warp((uint256(firstDay) + 90) * DAY);
        assertEq(pool.refund(programme, _noBudgets()), PAID_IN, "all of it");
        HostingClaim[] memory late = _claimOf(host, firstDay, BUDGET, ONE, OTHER);
        vm.expectPartialRevert(IHostingPool.HostingPool_ProgrammeUnknown.selector);
        pool.claim(late);
    }

    /// @dev The attack: many programmes of strangers. No call reads more than one programme.
    function test_ManyProgrammesOfOthersChangeNeitherPublishingNorClaims() external {
        for (uint256 i = 0; i < 40; ++i) {
            _sponsor(1e17);
        }
        _publish(firstDay, BUDGET, ONE, OTHER);
        uint256 gas = gasleft();
        pool.claim(_claimOf(host, firstDay, BUDGET, ONE, OTHER));
        assertAtMost(gas - gasleft(), 250_000, "gas of a claim");
    }

    function test_NothingPausesAClaimOrARefund() external {
        _publish(firstDay, BUDGET, ONE, OTHER);
        directory.setGuardian(address(this));
        directory.pause(72 hours);
        assertEq(pool.claim(_claimOf(host, firstDay, BUDGET, ONE, OTHER)), ONE, "claimed");
        vm.warp((uint256(firstDay) + 30) * DAY - 1 hours);
        directory.pause(72 hours);
        _goToRefund();
        assertEq(pool.refund(programme, _noBudgets()), PAID_IN - BUDGET, "refunded");
    }
}
