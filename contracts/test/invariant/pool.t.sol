// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaskPool} from "../../src/interfaces/ITaskPool.sol";
import {PoolAccount, TaskState} from "../../src/types/TaskPoolTypes.sol";
import {PTokenContract} from "../fixtures/Contracts.sol";
import {Campaign} from "./Campaign.sol";
import {PoolHandler} from "./handlers/PoolHandler.sol";

/// @dev Checks the task pool: its money is conserved, stakes cover what they lock, and no task is paid twice.
contract PoolInvariants is Campaign {
    PoolHandler private handler;
    ITaskPool private pool;
    PTokenContract private ptoken;

    function setUp() external {
        handler = new PoolHandler();
        pool = handler.contracts();
        ptoken = PTokenContract(address(pool.PTOKEN()));
    }

    /// @notice Checks all these properties in one campaign, because separate campaigns would try the same calls again.
    /// hardhat-config: invariant.runs = 2
    /// hardhat-config: invariant.depth = 150
    /// hardhat-config: long.invariant.runs = 60
    /// hardhat-config: long.invariant.depth = 500
    function invariant_12_TheMoneyOfThePoolIsConservedAndNoTaskIsPaidTwice() external view {
        _check();
    }

    /// @dev Checks that the handler reaches enough states. If it did not, the invariants would test too little.
    function test_TheHandlerReachesEveryStateOfATask() external {
        _play("pool", 4_000);
        uint256 missing = 0;
        for (uint256 state = 0; state <= uint256(TaskState.Refunded); ++state) {
            if (handler.seen(state) == 0) missing |= 1 << state;
        }
        assertEq(missing, 0, "bits of the states that were never reached");
    }

    function _handlerAddress() internal view override returns (address) {
        return address(handler);
    }

    function _check() internal view override {
        assertEq(ptoken.balanceOf(address(pool)), handler.owed(), "what the pool holds is what it owes");
        assertEq(handler.paidTwice(), 0, "no task ends twice");
        uint256 total = 0;
        uint256[] memory locked = handler.locked();
        for (uint256 i = 0; i < handler.providers(); ++i) {
            PoolAccount memory account = pool.accountOf(handler.providerAddress(i));
            assertAtMost(account.locked, account.bonded, "a stake covers what it locks");
            assertEq(account.locked, locked[i], "and locks what its tasks and runs hold");
            total += account.bonded;
        }
        assertEq(pool.totals().bonded, total, "the total is the sum of all stakes");
    }

    function _selectors() internal pure override returns (bytes4[] memory selectors) {
        selectors = new bytes4[](10);
        selectors[0] = PoolHandler.submitBatch.selector;
        selectors[1] = PoolHandler.pass.selector;
        selectors[2] = PoolHandler.chaos.selector;
        selectors[3] = PoolHandler.stop.selector;
        selectors[4] = PoolHandler.stakes.selector;
        selectors[5] = PoolHandler.sweepDues.selector;
        // The action `step` is in the list four times, because a task needs many steps to reach its end.
        for (uint256 i = 6; i < 10; ++i) {
            selectors[i] = PoolHandler.step.selector;
        }
    }
}
