// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Assertions} from "../fixtures/Assertions.sol";
import {GovernorContract, GTokenContract, StakedGTokenContract} from "../fixtures/GovernanceContracts.sol";
import {GovernanceHandler} from "./handlers/GovernanceHandler.sol";

/// @dev Each invariant function is named after its sentence in README.md.
contract GovernanceInvariants is Assertions {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    GovernanceHandler private handler;
    GTokenContract private gtoken;
    StakedGTokenContract private staked;
    GovernorContract private governor;

    function setUp() external {
        handler = new GovernanceHandler();
        (gtoken, staked, governor) = handler.contracts();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[13] memory list = _actions();
        bytes4[] memory selectors = new bytes4[](15);
        for (uint256 i = 0; i < 13; ++i) {
            selectors[i] = list[i];
        }
        // Passing time and voting are in the list several times, so that they happen more often than other actions.
        selectors[13] = GovernanceHandler.pass.selector;
        selectors[14] = GovernanceHandler.vote.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), selectors);
    }

    /// @dev Checks all these invariants in one short campaign, because separate campaigns would try the same calls
    /// again, and every action already checks its own rules.
    /// hardhat-config: invariant.runs = 8
    /// hardhat-config: invariant.depth = 250
    /// hardhat-config: long.invariant.runs = 2000
    /// hardhat-config: long.invariant.depth = 500
    function invariant_9_And_10_GStaysOnItsScheduleAndVotesWithinTheStake() external view {
        _checkGNeverPassesItsSchedule();
        _checkStakeInIsOutAndSlashedAndStillThere();
        _checkVotesNeverPassTheStakeAtTheSnapshot();
        _checkBondsAreConserved();
    }

    /// @dev Fails if the handlers reached too few states.
    function test_TheHandlersGetEverythingDone() external {
        for (uint256 seed = 1; seed <= 16; ++seed) {
            handler.stake(seed);
        }
        handler.propose(2);
        _passFor(1 days);
        for (uint256 seed = 1; seed <= 4; ++seed) {
            handler.vote(seed);
        }
        _passFor(5 days);
        handler.queue(1);
        _passFor(2 days);
        handler.execute(1);
        handler.returnBond(1);
        handler.propose(6);
        for (uint256 seed = 8; seed <= 64; seed += 8) {
            handler.veto(seed);
        }
        for (uint256 seed = 1; seed <= 3_000; ++seed) {
            uint256 action = uint256(keccak256(abi.encode(seed))) % 15;
            bytes4 selector = action < 13 ? _actions()[action] : action == 13 ? GovernanceHandler.pass.selector : GovernanceHandler.vote.selector;
            (bool ok,) = address(handler).call(abi.encodeWithSelector(selector, seed));
            assertTrue(ok, "no handler reverts");
        }
        for (uint256 i = 1; i < 13; ++i) {
            if (handler.done(_actions()[i]) == 0) revert NotEqual("an action that never succeeds", i, 1);
        }
    }

    /// @dev Passes time in steps of at most two hours.
    function _passFor(uint256 duration) private {
        uint256 until = handler.clock() + duration;
        for (uint256 seed = 3; handler.clock() <= until; seed += 192) {
            handler.pass(seed);
        }
    }

    function _checkGNeverPassesItsSchedule() private view {
        uint256 begun = (handler.clock() - 1_800_000_000) / 365 days + 1;
        uint256 minted = 0;
        for (uint256 year = 0; year < begun; ++year) {
            uint256 inYear = gtoken.mintedInYear(year);
            assertAtMost(inYear, 3_000_000e18, "9: interest of a year");
            minted += inYear;
        }
        assertEq(gtoken.totalSupply(), 100_000_000e18 + minted, "9: genesis and interest, nothing else");
    }

    function _checkStakeInIsOutAndSlashedAndStillThere() private view {
        (uint256 stakedIn, uint256 paidOut, uint256 slashed, uint256 vetoed) = handler.sums();
        uint256 there = staked.totalSupply() + staked.totalUnstaking();
        assertEq(stakedIn, paidOut + slashed + vetoed + there, "stake in = out + slashed + vetoed + still there");
        assertEq(gtoken.balanceOf(address(staked)), there + staked.unclaimedInterest(), "and it is held, with the interest");
    }

    function _checkVotesNeverPassTheStakeAtTheSnapshot() private view {
        uint256 count = handler.proposalCount();
        for (uint256 i = count < 3 ? 0 : count - 3; i < count; ++i) {
            (uint256 id, uint256 snapshot, uint256 cast) = handler.votedOn(i);
            (uint256 no, uint256 yes, uint256 abstain) = governor.proposalVotes(id);
            assertEq(no + yes + abstain, cast, "10: votes cast");
            if (cast != 0) assertAtMost(cast, staked.getPastTotalSupply(snapshot), "10: stake at the snapshot");
        }
        address[4] memory accounts = handler.accounts();
        uint256 votes = 0;
        for (uint256 i = 0; i < 4; ++i) {
            votes += staked.getVotes(accounts[i]);
        }
        assertEq(votes, staked.totalSupply(), "10: each staked G has one vote");
    }

    function _checkBondsAreConserved() private view {
        address[4] memory accounts = handler.accounts();
        for (uint256 i = 0; i < 4; ++i) {
            uint256 held = staked.balanceOf(accounts[i]);
            uint256 bonds = handler.bondsOf(accounts[i]) * 1_000e18;
            assertEq(uint256(staked.stakerOf(accounts[i]).bonds) * 1_000e18, bonds, "a bond for each that has not settled it");
            assertEq(staked.bondedOf(accounts[i]), held < bonds ? held : bonds, "and it is there, but for what a slash took");
        }
        assertEq(gtoken.balanceOf(address(governor)), 0, "the governor holds nothing");
    }

    function _actions() private pure returns (bytes4[13] memory) {
        return [
            GovernanceHandler.pass.selector,
            GovernanceHandler.stake.selector,
            GovernanceHandler.delegate.selector,
            GovernanceHandler.unstake.selector,
            GovernanceHandler.withdraw.selector,
            GovernanceHandler.claim.selector,
            GovernanceHandler.slash.selector,
            GovernanceHandler.propose.selector,
            GovernanceHandler.vote.selector,
            GovernanceHandler.queue.selector,
            GovernanceHandler.execute.selector,
            GovernanceHandler.veto.selector,
            GovernanceHandler.returnBond.selector
        ];
    }
}
