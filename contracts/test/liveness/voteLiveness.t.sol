// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";

import {IDirectory} from "../../src/interfaces/IDirectory.sol";
import {GovernanceFixture, Draft} from "../fixtures/GovernanceFixture.sol";

/// @dev L5: a proposal that honest voters support is queued and executed. The attacker stakes a tenth of their stake:
/// it votes against, proposes copies and other proposals, stakes and unstakes, delegates, and queues and executes
/// early.
contract VoteLivenessTest is GovernanceFixture {
    uint256 private constant HONEST_STAKE = 4_000_000e18;
    uint256 private constant CAPITAL = HONEST_STAKE / 10;

    uint256 private _copies;

    function setUp() public override {
        super.setUp();
        _stake(bob, HONEST_STAKE);
        _stake(carol, CAPITAL / 2);
        gtoken.transfer(carol, CAPITAL / 2);
        vm.prank(carol);
        gtoken.approve(address(staked), type(uint256).max);
        vm.warp(START + 1);
    }

    /// hardhat-config: fuzz.runs = 32
    /// hardhat-config: long.fuzz.runs = 640
    function testFuzz_L5_AVoteIsQueuedAndExecuted(uint256 word) external {
        uint16 feeBps = uint16(1 + word % 99);
        Draft memory draft =
            _draft(address(directory), abi.encodeCall(IDirectory.setFeeBps, (feeBps)), "the fee");
        _attack(word, draft);
        _propose(draft);
        _attack(word >> 16, draft);
        vm.warp(block.timestamp + 1 days + 1);
        _attack(word >> 32, draft);
        _vote(draft, bob, 1);
        _attack(word >> 48, draft);
        // A quorum that is reached late extends the vote, so that others have two days to answer.
        for (uint256 day = 0; day < 12 && governor.state(draft.id) == IGovernor.ProposalState.Active; ++day) {
            vm.warp(block.timestamp + 1 days);
            _attack(word >> (64 + day), draft);
        }
        if (governor.state(draft.id) == IGovernor.ProposalState.Succeeded) _queue(draft);
        _checkState(draft, IGovernor.ProposalState.Queued, "L5: queued");
        _attack(word >> 80, draft);
        vm.warp(block.timestamp + 4 days + 1);
        if (governor.state(draft.id) == IGovernor.ProposalState.Queued) _execute(draft);
        _checkState(draft, IGovernor.ProposalState.Executed, "L5: executed");
        assertEq(directory.feeBps(), feeBps, "L5: in force");
    }

    /// @dev Makes one call of the attacker, selected by `word`. It may fail.
    function _attack(uint256 word, Draft memory draft) private {
        uint256 act = word % 8;
        vm.startPrank(carol);
        bool done = false;
        if (act == 0) (done,) = address(governor).call(abi.encodeCall(governor.castVote, (draft.id, 0)));
        else if (act == 1) done = _proposeCopy(draft);
        else if (act == 2) (done,) = address(staked).call(abi.encodeCall(staked.stakeFor, (carol, CAPITAL / 8)));
        else if (act == 3) (done,) = address(staked).call(abi.encodeCall(staked.delegate, (bob)));
        else if (act == 4) (done,) = _governorCall(draft, IGovernor.queue.selector);
        else if (act == 5) (done,) = _governorCall(draft, IGovernor.execute.selector);
        else if (act == 6) (done,) = _governorCall(draft, IGovernor.cancel.selector);
        else (done,) = address(staked).call(abi.encodeCall(staked.stakeFor, (bob, 1)));
        vm.stopPrank();
        done;
    }

    /// @dev Proposes the same calls with the same or another description, before or after the honest proposal.
    function _proposeCopy(Draft memory draft) private returns (bool done) {
        string memory text = _copies++ % 2 == 0 ? draft.description : "a copy";
        // A proposal with the same calls and the same text has the same id. So a copy that comes before the honest
        // proposal gets another text, because it would otherwise be that proposal.
        if (governor.proposalSnapshot(draft.id) == 0) text = "another one";
        (done,) = address(governor).call(
            abi.encodeCall(IGovernor.propose, (draft.targets, draft.values, draft.calldatas, text))
        );
    }

    function _governorCall(Draft memory draft, bytes4 selector) private returns (bool, bytes memory) {
        return address(governor).call(
            abi.encodeWithSelector(selector, draft.targets, draft.values, draft.calldatas, draft.descriptionHash)
        );
    }
}
