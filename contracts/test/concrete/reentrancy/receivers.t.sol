// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";

import {PTokenContract, StablecoinContract} from "../../fixtures/Contracts.sol";
import {Draft, GovernanceFixture} from "../../fixtures/GovernanceFixture.sol";
import {GreedyReceiver} from "../../fixtures/GreedyReceiver.sol";
import {RefusingReceiver} from "../../fixtures/RefusingReceiver.sol";

/// @dev Guards against known failure 17 (test/README.md) from the receiver's side. Only the treasury sends native
/// coins, which call their receiver; this project's tokens call nobody.
contract ReceiversReentrancyTest is GovernanceFixture {
    function test_WhoIsPaidByTheTreasuryCannotExecuteAgain() external {
        _stake(bob, 10_000_000e18);
        vm.deal(address(timelock), 10 ether);
        // The proposal must contain the receiver's address. So the address is calculated before the receiver is
        // deployed.
        address place = vm.computeCreateAddress(address(this), vm.getNonce(address(this)));
        Draft memory draft = _draft(place, "", "a grant of coins");
        draft.values[0] = 1 ether;
        draft.id = governor.hashProposal(draft.targets, draft.values, draft.calldatas, draft.descriptionHash);
        bytes memory again =
            abi.encodeCall(IGovernor.execute, (draft.targets, draft.values, draft.calldatas, draft.descriptionHash));
        GreedyReceiver receiver = new GreedyReceiver(address(governor), again);
        assertTrue(address(receiver) == place, "where the draft pays");
        _proposePassAndQueue(draft);
        vm.warp(block.timestamp + 2 days);
        _execute(draft);
        assertEq(receiver.calls(), 1, "it was called and tried");
        assertEq(receiver.gains(), 0, "for nothing");
        assertEq(place.balance, 1 ether, "paid once");
        assertEq(address(timelock).balance, 9 ether, "the rest stays");
    }

    function test_OurTokensNeverCallWhoIsPaid() external {
        address receiver = address(new RefusingReceiver());
        StablecoinContract coin = StablecoinContract(_create("TestStablecoin", ""));
        PTokenContract ptoken = PTokenContract(_create("PToken", abi.encode(coin, directory, true)));
        vm.prank(address(timelock));
        directory.set("SurplusMinter", address(this));
        coin.mint(address(this), 200e6);
        coin.approve(address(ptoken), 200e6);
        ptoken.mint(100e6, receiver);
        ptoken.mint(100e6, address(this));
        ptoken.mintSurplus(receiver, 4e18);
        ptoken.transfer(receiver, 8e18);
        ptoken.approve(address(this), 10e18);
        ptoken.transferFrom(address(this), receiver, 10e18);
        ptoken.redeem(80e18, receiver);
        assertEq(ptoken.balanceOf(receiver), 120e18, "minted, granted and sent");
        assertEq(coin.balanceOf(receiver), 80e6, "redeemed");
        gtoken.transfer(receiver, 3e18);
        gtoken.approve(address(this), 4e18);
        gtoken.transferFrom(address(this), receiver, 4e18);
        gtoken.approve(address(staked), 5e18);
        staked.stakeFor(receiver, 5e18);
        assertEq(gtoken.balanceOf(receiver), 7e18, "sent");
        assertEq(staked.balanceOf(receiver), 5e18, "staked for it");
        // A direct call of this receiver reverts. So the transfers above made no call.
        (bool accepted,) = receiver.call("");
        assertTrue(!accepted, "it refuses whoever calls");
    }
}
