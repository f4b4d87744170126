// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";

import {IDirectory} from "../../../src/interfaces/IDirectory.sol";
import {IGuardian} from "../../../src/interfaces/IGuardian.sol";
import {IInfinitioGovernor} from "../../../src/interfaces/IInfinitioGovernor.sol";
import {Draft, GovernanceFixture} from "../../fixtures/GovernanceFixture.sol";
import {OwnedContract} from "../../fixtures/GovernanceContracts.sol";

/// @dev A vote can replace the holder of the operator's, the guardian's or the veto's key. The veto cannot stop such a
/// vote.
contract GovernorHoldersTest is GovernanceFixture {
    function setUp() public override {
        super.setUp();
        _stake(bob, 12_000_000e18);
    }

    function test_TheVetoCannotStopAVoteThatReplacesIt() external {
        Draft memory draft = _draft(address(governor), abi.encodeCall(IInfinitioGovernor.setGuardian, (carol)), "a new veto");
        _proposePassAndQueue(draft);
        vm.prank(guardian);
        vm.expectRevert(
            abi.encodeWithSelector(IInfinitioGovernor.InfinitioGovernor_HolderChangeNotVetoable.selector, draft.id)
        );
        _veto(draft);
        vm.warp(block.timestamp + 4 days);
        _execute(draft);
        assertTrue(governor.guardian() == carol, "replaced");
    }

    function test_NorOneThatReplacesOperatorPauserAndOwner() external {
        address owned = _create("Directory", abi.encode(address(this), uint16(25)));
        OwnedContract(owned).transferOwnership(address(timelock));
        Draft memory draft = _drafts(3);
        draft.targets[0] = address(directory);
        draft.calldatas[0] = abi.encodeCall(IDirectory.setOperator, (carol));
        draft.targets[1] = address(directory);
        draft.calldatas[1] = abi.encodeCall(IGuardian.setGuardian, (carol));
        draft.targets[2] = owned;
        draft.calldatas[2] = abi.encodeWithSignature("acceptOwnership()");
        _withId(draft);
        _proposePassAndQueue(draft);
        vm.prank(guardian);
        vm.expectPartialRevert(IInfinitioGovernor.InfinitioGovernor_HolderChangeNotVetoable.selector);
        _veto(draft);
        vm.warp(block.timestamp + 4 days);
        _execute(draft);
        assertTrue(directory.operator() == carol && directory.guardian() == carol, "holders");
        assertTrue(OwnedContract(owned).owner() == address(timelock), "owner");
    }

    function test_OneOtherCallInItAndTheVetoWorks() external {
        Draft memory draft = _drafts(2);
        draft.targets[0] = address(directory);
        draft.calldatas[0] = abi.encodeCall(IDirectory.setOperator, (carol));
        draft.targets[1] = address(directory);
        draft.calldatas[1] = abi.encodeCall(IDirectory.setFeeBps, (30));
        _withId(draft);
        _proposePassAndQueue(draft);
        assertEq(governor.proposalEta(draft.id), block.timestamp + 4 days, "it changes a holder, so it waits for four days");
        vm.prank(guardian);
        _veto(draft);
        _checkState(draft, IGovernor.ProposalState.Canceled, "stopped");
    }

    /// @dev The veto cannot stop a proposal that only replaces holders of keys. If one of its calls also sends coins,
    /// the veto can stop it. Otherwise the treasury's coins could leave without a possible veto.
    function test_AHolderChangeThatSendsValueCanBeVetoed() external {
        Draft memory draft = _draft(address(directory), abi.encodeCall(IDirectory.setOperator, (carol)), "with coins");
        draft.values[0] = 1;
        _withId(draft);
        _propose(draft);
        vm.prank(guardian);
        _veto(draft);
        _checkState(draft, IGovernor.ProposalState.Canceled, "stopped");
    }

    /// @dev A call with only three bytes of the selector does not count as a change of a holder. Neither does a call of
    /// another function.
    function test_AShortOrForeignCallCanBeVetoed() external {
        Draft memory short = _draft(address(directory), hex"8a0dac", "three bytes");
        _propose(short);
        Draft memory offer =
            _draft(address(directory), abi.encodeWithSignature("transferOwnership(address)", carol), "give it away");
        _propose(offer);
        vm.startPrank(guardian);
        _veto(short);
        _veto(offer);
        vm.stopPrank();
        _checkState(offer, IGovernor.ProposalState.Canceled, "stopped");
    }

    function test_AHolderChangeWaitsForTwiceTheTimelock() external {
        Draft memory draft = _draft(address(directory), abi.encodeCall(IDirectory.setOperator, (carol)), "a new operator");
        _proposePassAndQueue(draft);
        uint256 due = block.timestamp + 4 days;
        assertEq(governor.proposalEta(draft.id), due, "four days");
        vm.warp(due - 1);
        vm.expectPartialRevert(bytes4(keccak256("TimelockUnexpectedOperationState(bytes32,bytes32)")));
        _execute(draft);
        vm.warp(due + 14 days);
        _execute(draft);
        assertTrue(directory.operator() == carol, "in time");
    }

    /// @dev A vote can make the governor call the timelock directly. The timelock's delay must still apply.
    function test_ACallScheduledByARelayWaitsAsLong() external {
        bytes memory change = abi.encodeCall(IDirectory.setOperator, (carol));
        vm.startPrank(address(governor));
        timelock.schedule(address(directory), 0, change, 0, 0, 2 days);
        timelock.schedule(address(directory), 0, abi.encodeCall(IDirectory.setFeeBps, (30)), 0, 0, 2 days);
        vm.warp(block.timestamp + 2 days);
        timelock.execute(address(directory), 0, abi.encodeCall(IDirectory.setFeeBps, (30)), 0, 0);
        vm.expectPartialRevert(bytes4(keccak256("TimelockUnexpectedOperationState(bytes32,bytes32)")));
        timelock.execute(address(directory), 0, change, 0, 0);
        vm.warp(block.timestamp + 2 days);
        timelock.execute(address(directory), 0, change, 0, 0);
        vm.stopPrank();
    }

    function _drafts(uint256 count) private pure returns (Draft memory draft) {
        draft.targets = new address[](count);
        draft.values = new uint256[](count);
        draft.calldatas = new bytes[](count);
        draft.description = "several calls";
        draft.descriptionHash = keccak256("several calls");
    }

    function _withId(Draft memory draft) private view {
        draft.id = governor.hashProposal(draft.targets, draft.values, draft.calldatas, draft.descriptionHash);
    }
}
