// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IStakedGToken} from "../../../src/interfaces/IStakedGToken.sol";
import {GovernanceFixture} from "../../fixtures/GovernanceFixture.sol";
import {StakedGTokenContract} from "../../fixtures/GovernanceContracts.sol";
import {HostileToken} from "../../fixtures/HostileToken.sol";

contract StakedGTokenTest is GovernanceFixture {
    uint256 private constant STAKE = 1_000_000e18;

    function test_StakesOneToOneAndVotesAtOnce() external {
        assertEq(staked.accruedAt(), START, "counts from its deployment");
        assertEq(staked.interestOf(bob), 0, "nobody has anything");
        vm.expectEmit(true, true, true, true, address(staked));
        emit IStakedGToken.Staked(bob, address(this), STAKE, STAKE);
        staked.stakeFor(bob, STAKE);
        assertEq(staked.balanceOf(bob), STAKE, "1:1");
        assertEq(staked.getVotes(bob), STAKE, "votes for itself");
        assertTrue(staked.stakerOf(bob).index != 0, "a bond never fills an empty slot");
        assertEq(gtoken.balanceOf(address(staked)), STAKE, "held");
        vm.prank(bob);
        staked.delegate(carol);
        staked.stakeFor(bob, 1);
        assertEq(staked.getVotes(carol), STAKE + 1, "a stranger's stake leaves the delegate alone");
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_AmountZero.selector));
        staked.stake(0);
    }

    function test_RevertWhen_Transferred() external {
        _stake(bob, STAKE);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_NotTransferable.selector));
        staked.transfer(carol, 1);
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_NotTransferable.selector));
        staked.approve(carol, 1);
        vm.stopPrank();
        vm.prank(carol);
        vm.expectPartialRevert(bytes4(keccak256("ERC20InsufficientAllowance(address,uint256,uint256)")));
        staked.transferFrom(bob, carol, 1);
    }

    function test_UnstakingDropsVotesAtOnceAndPaysAfter14Days() external {
        _stake(bob, STAKE);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_StakeTooLow.selector, STAKE, STAKE + 1));
        staked.unstake(STAKE + 1);
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_AmountZero.selector));
        staked.unstake(0);
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_NothingToWithdraw.selector));
        staked.withdraw(bob);
        vm.expectEmit(true, true, true, true, address(staked));
        emit IStakedGToken.Unstaking(bob, STAKE / 4, STAKE - STAKE / 4, STAKE / 4, uint40(START + 14 days));
        staked.unstake(STAKE / 4);
        vm.expectEmit(true, true, true, true, address(staked));
        emit IStakedGToken.Unstaking(bob, STAKE - STAKE / 4, 0, STAKE, uint40(START + 14 days));
        staked.unstake(STAKE - STAKE / 4);
        assertEq(staked.totalUnstaking(), STAKE, "counted");
        assertEq(staked.getVotes(bob), 0, "at once");
        assertEq(staked.atRisk(bob), STAKE, "still at risk");
        uint256 due = START + 14 days;
        assertEq(staked.stakerOf(bob).unstaking, STAKE, "told");
        assertEq(staked.stakerOf(bob).releaseAt, due, "and until when");
        vm.warp(due - 1);
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_StillUnstaking.selector, due, due - 1));
        staked.withdraw(bob);
        vm.warp(due);
        vm.expectEmit(true, true, true, true, address(staked));
        emit IStakedGToken.Withdrawn(bob, carol, STAKE);
        assertEq(staked.withdraw(carol), STAKE, "due");
        assertEq(gtoken.balanceOf(carol), STAKE, "paid");
        assertEq(staked.totalUnstaking(), 0, "nothing leaves any more");
        assertEq(staked.stakerOf(bob).releaseAt, 0, "and nothing is awaited");
        vm.warp(due + 1);
        vm.expectPartialRevert(IStakedGToken.StakedGToken_NothingToWithdraw.selector);
        staked.withdraw(bob);
        vm.stopPrank();
    }

    /// @dev Guards against known failure 8 (test/README.md): nobody else can change the unstaking time.
    function test_AStrangersStakeLeavesTheClockAlone() external {
        _stake(bob, STAKE);
        vm.prank(bob);
        staked.unstake(STAKE);
        vm.warp(START + 13 days);
        _stake(bob, 1);
        vm.warp(START + 14 days);
        vm.prank(bob);
        assertEq(staked.withdraw(bob), STAKE, "on time");
    }

    // ── Slashing ────────────────────────────────────────────────────────────

    function test_SlashableUntilPaidOut() external {
        _stake(bob, STAKE);
        vm.prank(bob);
        staked.unstake(STAKE / 2);
        uint256 treasury = gtoken.balanceOf(address(timelock));
        vm.warp(START + 14 days + 1); // the stake is due, but not withdrawn
        vm.expectEmit(true, true, true, true, address(staked));
        emit IStakedGToken.Slashed(bob, slasher, address(timelock), STAKE / 2, 7e18, 0, STAKE / 2 - 7e18);
        vm.prank(slasher);
        assertEq(staked.slash(bob, STAKE / 2 + 7e18), STAKE / 2 + 7e18, "the stake first");
        assertEq(staked.getVotes(bob), 0, "no votes left");
        assertEq(gtoken.balanceOf(address(timelock)) - treasury, STAKE / 2 + 7e18, "to the treasury");
        vm.prank(address(timelock));
        assertEq(staked.slash(bob, type(uint256).max), STAKE / 2 - 7e18, "no more than there is");
        vm.prank(slasher);
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_NothingToSlash.selector, bob));
        staked.slash(bob, 1);
        assertEq(staked.totalUnstaking() + staked.totalSupply(), 0, "nothing counted that is not there");
    }

    function test_RevertWhen_TheSlasherIsNotTrusted() external {
        _stake(bob, STAKE);
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_CallerNotSlasher.selector, address(this)));
        staked.slash(bob, 1);
        vm.warp(START + 2 days);
        vm.prank(address(timelock));
        directory.set("Slasher", carol);
        vm.prank(slasher);
        vm.expectPartialRevert(IStakedGToken.StakedGToken_CallerNotSlasher.selector);
        staked.slash(bob, 1);
        vm.warp(START + 38 days - 1);
        vm.prank(carol);
        vm.expectPartialRevert(IStakedGToken.StakedGToken_CallerNotSlasher.selector);
        staked.slash(bob, 1); // everyone could leave before that
        vm.warp(START + 38 days);
        vm.prank(carol);
        staked.slash(bob, 1);
        vm.prank(address(timelock));
        directory.set("Treasury", address(0));
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_NoTreasury.selector));
        staked.slash(bob, 1);
    }

    // ── Bonds of proposals ──────────────────────────────────────────────────

    function test_RevertWhen_ABondIsNotTheGovernorsToMove() external {
        _stake(bob, STAKE);
        bytes memory refused =
            abi.encodeWithSelector(IStakedGToken.StakedGToken_CallerNotGovernor.selector, address(timelock), address(governor));
        vm.startPrank(address(timelock));
        vm.expectRevert(refused);
        staked.lockBond(bob);
        vm.expectRevert(refused);
        staked.freeBond(bob);
        vm.expectRevert(refused);
        staked.takeBond(bob, address(timelock));
        vm.stopPrank();
    }

    function test_BondedStakeStaysVotesAndEarns() external {
        _stake(bob, 3 * BOND);
        _stake(carol, 3 * BOND);
        _lock(bob);
        _lock(bob);
        assertEq(staked.bondedOf(bob), 2 * BOND, "two");
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_StakeTooLow.selector, BOND, BOND + 1));
        staked.unstake(BOND + 1);
        staked.unstake(BOND);
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_StakeTooLow.selector, 0, 1));
        staked.unstake(1);
        staked.delegate(stranger);
        vm.stopPrank();
        assertEq(staked.getVotes(stranger), 2 * BOND, "votes as it is delegated");
        vm.prank(carol);
        staked.unstake(BOND);
        vm.warp(START + 200 days);
        assertEq(staked.interestOf(bob), staked.interestOf(carol), "earns as any other");
        assertTrue(staked.interestOf(bob) != 0, "something");
        vm.prank(address(governor));
        staked.freeBond(bob);
        vm.prank(bob);
        staked.unstake(BOND);
        assertEq(staked.bondedOf(bob), BOND, "the other stays");
        assertEq(staked.balanceOf(bob), BOND, "with its stake");
    }

    function test_ATakenBondLeavesTheStakeTheVotesAndTheLock() external {
        _stake(bob, 2 * BOND);
        _stake(carol, BOND);
        _lock(bob);
        vm.warp(START + 100 days);
        uint256 earned = staked.interestOf(bob);
        vm.expectEmit(true, true, true, true, address(staked));
        emit IStakedGToken.BondTaken(bob, stranger, BOND, BOND);
        vm.prank(address(governor));
        assertEq(staked.takeBond(bob, stranger), BOND, "a whole one");
        assertEq(gtoken.balanceOf(stranger), BOND, "paid");
        assertEq(staked.getVotes(bob), BOND, "votes go with it");
        assertEq(staked.stakerOf(bob).bonds, 0, "no lock");
        assertEq(staked.interestOf(bob), earned, "what it earned until then is its own");
        vm.warp(START + 200 days);
        uint256 later = staked.interestOf(bob) - earned;
        uint256 ofOneBond = staked.interestOf(carol) / 2;
        assertAtMost(later, ofOneBond + 1e9, "then the rest earns");
        assertAtMost(ofOneBond, later + 1e9, "all of the rest");
        vm.prank(address(governor));
        vm.expectPartialRevert(bytes4(keccak256("Panic(uint256)")));
        staked.takeBond(bob, stranger);
    }

    /// @dev A slash takes first free stake, then the unstaking amount, then bonds. New stake fills a bond up again.
    function test_ASlashTakesBondsLast() external {
        _stake(bob, 4 * BOND);
        _lock(bob);
        vm.prank(bob);
        staked.unstake(2 * BOND); // 1 is free, 2 are unstaking, 1 is bonded
        vm.startPrank(slasher);
        vm.expectEmit(true, true, true, true, address(staked));
        emit IStakedGToken.Slashed(bob, slasher, address(timelock), BOND, BOND / 2, BOND, 2 * BOND - BOND / 2);
        staked.slash(bob, BOND + BOND / 2);
        assertEq(staked.bondedOf(bob), BOND, "the bond is whole");
        vm.expectEmit(true, true, true, true, address(staked));
        emit IStakedGToken.Slashed(bob, slasher, address(timelock), BOND / 4, 2 * BOND - BOND / 2, BOND - BOND / 4, 0);
        staked.slash(bob, 2 * BOND - BOND / 4);
        vm.stopPrank();
        assertEq(staked.bondedOf(bob), BOND - BOND / 4, "what is left of it");
        _stake(bob, BOND);
        assertEq(staked.bondedOf(bob), BOND, "filled up");
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_StakeTooLow.selector, BOND - BOND / 4, BOND));
        staked.unstake(BOND);
        staked.unstake(BOND - BOND / 4);
        vm.stopPrank();
        vm.prank(slasher);
        assertEq(staked.slash(bob, type(uint256).max), 2 * BOND - BOND / 4, "no more than there is");
        vm.prank(address(governor));
        assertEq(staked.takeBond(bob, stranger), 0, "nothing is left to take");
    }

    function _lock(address account) private {
        vm.prank(address(governor));
        staked.lockBond(account);
    }

    // ── Interest ────────────────────────────────────────────────────────────

    function test_InterestIsSharedByStakeAndTime() external {
        _stake(bob, 3 * STAKE);
        vm.warp(START + 365 days / 2);
        _stake(carol, 3 * STAKE);
        vm.warp(START + 365 days);
        assertEq(staked.balanceOf(bob), 3 * STAKE, "never what is staked");
        uint256 half = 3 * STAKE * 300 / 10_000 / 2;
        vm.prank(bob);
        assertAtMost(2 * half - staked.claimInterest(bob), 1e9, "a year");
        uint256 expected = staked.interestOf(carol);
        vm.expectEmit(true, true, true, true, address(staked));
        emit IStakedGToken.InterestClaimed(carol, stranger, expected);
        vm.prank(carol);
        assertEq(staked.claimInterest(stranger), expected, "as foreseen");
        assertEq(gtoken.balanceOf(stranger), expected, "paid where it was wanted");
        assertAtMost(half - expected, 1e9, "half a year");
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_NothingToClaim.selector, carol));
        staked.claimInterest(carol);
        vm.prank(stranger);
        vm.expectPartialRevert(IStakedGToken.StakedGToken_NothingToClaim.selector);
        staked.claimInterest(stranger);
    }

    function test_TheCapCutsInterestAndLocksNothingIn() external {
        vm.prank(address(timelock));
        staked.setInterestBps(1_000);
        gtoken.approve(address(staked), type(uint256).max);
        _stake(bob, 29_000_000e18);
        vm.warp(START + 364 days);
        staked.accrue();
        staked.accrue();
        assertAtMost(gtoken.mintedInYear(0), 2_900_000e18, "10 % of 29 million in 364 days");
        vm.warp(START + 365 days + 364 days);
        staked.accrue();
        vm.warp(START + 2 * 365 days - 1);
        staked.accrue();
        vm.warp(START + 6 * 365 days);
        staked.accrue(); // four years of interest are due, but one year is the limit
        assertEq(gtoken.mintedInYear(6), 3_000_000e18, "cut");
        vm.warp(START + 6 * 365 days + 1);
        vm.prank(bob);
        staked.unstake(29_000_000e18);
        assertEq(gtoken.mintedInYear(6), 3_000_000e18, "used up, and the stake leaves all the same");
        vm.prank(bob);
        staked.claimInterest(bob);
        assertAtMost(staked.unclaimedInterest(), 1e9, "dust of rounding stays");
    }

    function testFuzz_AccruingOftenPaysNoMore(uint32 first, uint32 second) external {
        _stake(bob, STAKE);
        _stake(carol, STAKE);
        uint256 from = START + bound(first, 1, 100 days);
        vm.warp(from);
        _stake(bob, 1); // counts bob's interest up to here
        vm.warp(from + bound(second, 1, 100 days));
        uint256 often = staked.interestOf(bob);
        assertAtMost(often > staked.interestOf(carol) ? often - staked.interestOf(carol) : staked.interestOf(carol) - often, 1e9, "the same");
    }

    function test_RevertWhen_TheRateIsOutOfBoundsOrNotByVote() external {
        vm.expectRevert(
            abi.encodeWithSelector(IStakedGToken.StakedGToken_CallerNotTimelock.selector, address(this), address(timelock))
        );
        staked.setInterestBps(1);
        vm.startPrank(address(timelock));
        vm.expectRevert(abi.encodeWithSelector(IStakedGToken.StakedGToken_RateTooHigh.selector, uint16(1_001), uint16(1_000)));
        staked.setInterestBps(1_001);
        vm.stopPrank();
        _stake(bob, STAKE);
        vm.warp(START + 100 days);
        uint256 before = staked.interestOf(bob);
        uint256 minted = STAKE * 300 * 100 days / (10_000 * 365 days);
        vm.expectEmit(true, true, true, true, address(staked));
        emit IStakedGToken.InterestAccrued(minted, 1 + minted * 1e27 / STAKE);
        vm.expectEmit(true, true, true, true, address(staked));
        emit IStakedGToken.InterestRateSet(0);
        vm.prank(address(timelock));
        staked.setInterestBps(0);
        assertAtMost(before - staked.interestOf(bob), 1e9, "the time so far earns by the rate so far");
        vm.warp(START + 200 days);
        assertAtMost(staked.interestOf(bob), before, "then nothing");
    }

    // ── Re-entry ────────────────────────────────────────────────────────────

    /// @dev Guards against known failure 17 (test/README.md): the token calls back during a transfer and re-enters the
    /// contract.
    function test_RevertWhen_TheTokenReenters() external {
        HostileToken token = new HostileToken();
        StakedGTokenContract hostile =
            StakedGTokenContract(_create("StakedGToken", abi.encode(token, directory, token, uint16(0))));
        token.mint(address(this), STAKE);
        token.approve(address(hostile), STAKE);
        hostile.stake(STAKE);
        hostile.unstake(STAKE / 2);
        vm.warp(START + 14 days);
        token.callBack(address(hostile), abi.encodeCall(IStakedGToken.withdraw, (address(this))));
        vm.expectPartialRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        hostile.withdraw(address(this));
        token.callBack(address(hostile), abi.encodeCall(IStakedGToken.unstake, (1)));
        vm.expectPartialRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        hostile.withdraw(address(this));
        vm.prank(slasher);
        vm.expectPartialRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        hostile.slash(address(this), 1);
        // The token acts as the governor here. Even so, it could not move a bond during the call.
        bytes[3] memory calls = [
            abi.encodeCall(IStakedGToken.lockBond, (address(this))),
            abi.encodeCall(IStakedGToken.freeBond, (address(this))),
            abi.encodeCall(IStakedGToken.takeBond, (address(this), address(this)))
        ];
        for (uint256 i = 0; i < 3; ++i) {
            token.callBack(address(hostile), calls[i]);
            vm.expectPartialRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
            hostile.withdraw(address(this));
        }
    }
}
