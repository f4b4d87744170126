// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBounties} from "../../../src/interfaces/IBounties.sol";
import {IModelPayments} from "../../../src/interfaces/IModelPayments.sol";
import {BountyCategory} from "../../../src/types/BountiesTypes.sol";
import {BountiesFixture} from "../../fixtures/BountiesFixture.sol";
import {HostileToken} from "../../fixtures/HostileToken.sol";
import {Reentering} from "../../fixtures/Reentering.sol";

/// @dev Guards against known failure 17 (test/README.md): re-entry. Here the token in which bounties and commercial
/// models are paid calls back.
contract WorkReentrancyTest is BountiesFixture, Reentering {
    function setUp() public override {
        super.setUp();
        hostile = new HostileToken();
        hostile.mint(sponsor, 10_000e18);
        hostile.mint(worker, 10_000e18);
    }

    function test_NobodyEntersWhileABountyIsPostedClaimedOrPaid() external {
        bounties = IBounties(_create("Bounties", abi.encode(hostile, panels)));
        directory.set(BOUNTIES, address(bounties));
        vm.prank(sponsor);
        hostile.approve(address(bounties), type(uint256).max);
        vm.prank(worker);
        hostile.approve(address(bounties), type(uint256).max);
        uint40 openUntil = uint40(block.timestamp + 30 days);
        bytes memory post = abi.encodeCall(IBounties.post, (BountyCategory.Tools, REWARD, openUntil, 10 days, "A tool"));
        _enter(address(bounties));
        _wayBack(post);
        _wayBack(abi.encodeCall(IBounties.takeBack, (1)));
        _wayBack(abi.encodeCall(IBounties.claim, (1)));
        _wayBack(abi.encodeCall(IBounties.submit, (1, "done")));
        _wayBack(abi.encodeCall(IBounties.review, (1, 50, "")));
        _wayBack(abi.encodeCall(IBounties.advance, (1)));
        _wayBack(abi.encodeCall(IBounties.payOut, (worker)));
        _moves(sponsor, post);
        _moves(worker, abi.encodeCall(IBounties.claim, (1)));
        _submit(1, worker);
        address[] memory members = _reviewWith(1, _scores(80, 90, 70));
        _moves(stranger, abi.encodeCall(IBounties.payOut, (worker)));
        // 50 G divided by three reviewers leave 2 base units over.
        assertEq(hostile.balanceOf(worker), 10_000e18 - CLAIM_BOND + REWARD + CLAIM_BOND % 3, "the reward, once");
        for (uint256 i = 0; i < 3; ++i) {
            _moves(stranger, abi.encodeCall(IBounties.payOut, (members[i])));
            assertEq(hostile.balanceOf(members[i]), CLAIM_BOND / 3, "a third each, once");
        }
        assertEq(hostile.balanceOf(address(bounties)), 0, "all of it left");
    }

    function test_NobodyEntersWhileAModelIsPaid() external {
        IModelPayments payments = IModelPayments(_create("ModelPayments", abi.encode(hostile, directory)));
        directory.set("RateOracle", address(this));
        vm.prank(worker);
        hostile.approve(address(payments), type(uint256).max);
        uint256 id = payments.register("A model", provider, 1e18);
        bytes memory pay = abi.encodeCall(IModelPayments.pay, (id, 1, 2e18, ""));
        _enter(address(payments));
        _wayBack(pay);
        _moves(worker, pay);
        assertEq(hostile.balanceOf(provider), 2e18, "paid once");
    }

    /// @dev The test itself is the oracle for the price of G, with a rate of 2 G per PToken.
    function rate() external pure returns (uint256) {
        return 2e18;
    }
}
