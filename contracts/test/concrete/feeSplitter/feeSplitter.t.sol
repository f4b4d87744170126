// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {IFeeSplitter} from "../../../src/interfaces/IFeeSplitter.sol";
import {LeaseTerms} from "../../../src/types/MarketTypes.sol";
import {AttestationsFixture} from "../../fixtures/AttestationsFixture.sol";

contract FeeSplitterTest is AttestationsFixture {
    bytes32 private constant ROOT = keccak256("root");

    function test_SplitsWhatTheMarketSweeps() external {
        _formSetOf(1);
        (uint256 leaseId, LeaseTerms memory terms) = _active();
        vm.warp(terms.start + terms.durationSeconds + 1 hours);
        market.close(leaseId, terms);
        address[] memory accounts = new address[](1);
        accounts[0] = provider;
        uint256 fees = market.sweepFees(accounts);
        assertTrue(fees != 0 && ptoken.balanceOf(address(splitter)) == fees, "swept here");
        uint256 supply = ptoken.totalSupply();
        (uint256 burned, uint256 toTreasury, uint256 toValidators) = splitter.split();
        assertEq(burned + toTreasury + toValidators, fees, "all of it");
        assertEq(supply - ptoken.totalSupply(), burned, "burned");
        assertTrue(burned * 2 >= fees, "at least half");
        assertEq(ptoken.balanceOf(treasury), toTreasury, "treasury");
        assertEq(splitter.waiting(), toValidators, "validators");
    }

    function test_BurnsTheSharesNobodyIsThereFor() external {
        _fund(1_000);
        (uint256 burned, uint256 toTreasury, uint256 toValidators) = splitter.split();
        assertEq(toValidators, 0, "no set");
        assertEq(toTreasury, 250, "treasury");
        assertEq(burned, 750, "burned");
        directory.set("Treasury", address(0));
        directory.set("Attestations", address(0));
        _fund(1_000);
        (burned,,) = splitter.split();
        assertEq(burned, 1_000, "all");
        (burned,,) = splitter.split();
        assertEq(burned, 0, "nothing came in");
    }

    function test_RevertWhen_SharesAreOutOfRange() external {
        vm.expectRevert(
            abi.encodeWithSelector(IFeeSplitter.FeeSplitter_SharesOutOfRange.selector, uint256(4_999), uint256(0))
        );
        splitter.setShares(4_999, 0);
        vm.expectPartialRevert(IFeeSplitter.FeeSplitter_SharesOutOfRange.selector);
        splitter.setShares(6_000, 4_001);
        vm.expectPartialRevert(IFeeSplitter.FeeSplitter_SharesOutOfRange.selector);
        splitter.setShares(10_001, 0);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        splitter.setShares(6_000, 0);
        vm.expectEmit(true, true, true, true, address(splitter));
        emit IFeeSplitter.SharesSet(6_000, 4_000);
        splitter.setShares(6_000, 4_000);
        assertEq(uint256(splitter.burnBps()) + splitter.treasuryBps(), 10_000, "shares");
    }

    function test_RewardsThoseWhoSignedByStakeAndOnce() external {
        _joinWith(_validatorKey(0), 3 * STAKE);
        _joinWith(_validatorKey(1), STAKE);
        _joinWith(_validatorKey(2), STAKE / 2);
        attestations.formSet();
        _attest(NODES, ROOT, 3); // the third one is the minority and loses only its reward
        _fund(4_000);
        splitter.split();
        splitter.reward(_members());
        address first = vm.addr(_validatorKey(0));
        address second = vm.addr(_validatorKey(1));
        assertEq(splitter.owedTo(first), 750, "three quarters");
        assertEq(splitter.owedTo(second), 250, "a quarter");
        assertEq(splitter.owedTo(vm.addr(_validatorKey(2))), 0, "nothing");
        bytes32[] memory members = _members();
        vm.expectRevert(abi.encodeWithSelector(IFeeSplitter.FeeSplitter_EpochRewarded.selector, _epoch()));
        splitter.reward(members);
        (uint256 burned,,) = splitter.split();
        assertEq(burned, 0, "what is owed is not split again");
        assertEq(splitter.pay(first), 750, "paid");
        assertEq(ptoken.balanceOf(first), 750, "to the account, whoever calls");
        vm.expectRevert(abi.encodeWithSelector(IFeeSplitter.FeeSplitter_NothingOwed.selector, first));
        splitter.pay(first);
        splitter.pay(second);
        assertEq(ptoken.balanceOf(address(splitter)), 0, "nothing stays behind");
    }

    /// @dev Guards against known failure 10 (test/README.md): the reward of an hour is lost. If an hour has no root, or
    /// no reward for its root, the next reward also pays for that hour.
    function test_SkippedHoursLeaveTheirShareToTheNext() external {
        _formSetOf(2);
        _attestByAll(NODES, ROOT);
        _fund(4_000);
        splitter.split();
        vm.warp(START + 5 hours);
        _attestByAll(NODES, ROOT);
        splitter.reward(_members());
        assertEq(splitter.waiting(), 0, "shared out");
        assertEq(splitter.owedTo(vm.addr(_validatorKey(0))), 500, "half");
        assertEq(splitter.owedTo(vm.addr(_validatorKey(1))), 500, "the other half");
    }

    function test_RevertWhen_OtherMembersAreNamed() external {
        _formSetOf(2);
        _attestByAll(NODES, ROOT);
        bytes32[] memory members = new bytes32[](1);
        members[0] = bytes32(uint256(uint160(stranger)) | 1e18 << 160);
        vm.expectPartialRevert(IFeeSplitter.FeeSplitter_SetMismatch.selector);
        splitter.reward(members);
        vm.expectPartialRevert(IFeeSplitter.FeeSplitter_SetMismatch.selector);
        splitter.reward(new bytes32[](0));
    }

    function testFuzz_NeverBurnsLessThanItsShareNorOwesMoreThanItHolds(uint64 amount, uint16 burnBps, uint16 treasuryBps)
        external
    {
        burnBps = uint16(bound(burnBps, 5_000, 10_000));
        treasuryBps = uint16(bound(treasuryBps, 0, 10_000 - burnBps));
        splitter.setShares(burnBps, treasuryBps);
        _formSetOf(3);
        _attestByAll(NODES, ROOT);
        _fund(uint256(amount) + 1);
        (uint256 burned,, uint256 toValidators) = splitter.split();
        assertTrue(burned * 10_000 >= (uint256(amount) + 1) * burnBps, "burned");
        splitter.reward(_members());
        uint256 owed = splitter.waiting();
        for (uint256 i = 0; i < 3; ++i) {
            owed += splitter.owedTo(vm.addr(_validatorKey(i)));
        }
        assertEq(owed, toValidators, "owed");
        assertEq(ptoken.balanceOf(address(splitter)), owed, "held");
    }

    function _fund(uint256 amount) private {
        _mintPToken(address(splitter), amount);
    }
}
