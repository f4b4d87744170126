// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaskPool} from "../../src/interfaces/ITaskPool.sol";
import {PoolAccount, TaskState} from "../../src/types/TaskPoolTypes.sol";
import {Assertions} from "../fixtures/Assertions.sol";
import {PTokenContract} from "../fixtures/Contracts.sol";
import {PoolHandler} from "./handlers/PoolHandler.sol";

/// @dev Checks the task pool: its money is conserved, stakes cover what they lock, and no task is paid twice.
contract PoolInvariants is Assertions {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    PoolHandler private handler;
    ITaskPool private pool;
    PTokenContract private ptoken;

    function setUp() external {
        handler = new PoolHandler();
        pool = handler.contracts();
        ptoken = PTokenContract(address(pool.PTOKEN()));
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](10);
        for (uint256 i = 0; i < 10; ++i) {
            selectors[i] = _actionAt(i);
        }
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), selectors);
    }

    /// @notice Checks all these properties in one campaign, because separate campaigns would try the same calls again.
    /// hardhat-config: invariant.runs = 2
    /// hardhat-config: invariant.depth = 150
    /// hardhat-config: long.invariant.runs = 60
    /// hardhat-config: long.invariant.depth = 500
    function invariant_12_TheMoneyOfThePoolIsConservedAndNoTaskIsPaidTwice() external view {
        _check();
    }

    /// @dev Guards against a handler that reaches too few states.
    function test_TheHandlerReachesEveryStateOfATask() external {
        for (uint256 seed = 1; seed <= 4_000; ++seed) {
            uint256 word = uint256(keccak256(abi.encode("pool", seed)));
            (bool done,) = address(handler).call(abi.encodeWithSelector(_actionAt(word % 10), word));
            assertTrue(done, "no call of the handler reverts");
            if (seed % 50 == 0) _check();
        }
        uint256 missing = 0;
        for (uint256 state = 0; state <= uint256(TaskState.Refunded); ++state) {
            if (handler.seen(state) == 0) missing |= 1 << state;
        }
        assertEq(missing, 0, "bits of the states that were never reached");
    }

    function _check() private view {
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

    function _actionAt(uint256 i) private pure returns (bytes4) {
        if (i == 0) return PoolHandler.submitBatch.selector;
        if (i == 1) return PoolHandler.pass.selector;
        if (i == 2) return PoolHandler.chaos.selector;
        if (i == 3) return PoolHandler.stop.selector;
        if (i == 4) return PoolHandler.stakes.selector;
        if (i == 5) return PoolHandler.sweepDues.selector;
        return PoolHandler.step.selector;
    }
}
