// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaskQueue} from "../../../src/interfaces/ITaskQueue.sol";
import {ITaskVerifier} from "../../../src/interfaces/ITaskVerifier.sol";
import {Batch, PoolPermit} from "../../../src/types/TaskPoolTypes.sol";
import {HostileSurplusToken} from "../../fixtures/HostileSurplusToken.sol";
import {PoolFixture} from "../../fixtures/PoolFixture.sol";
import {Reentering} from "../../fixtures/Reentering.sol";

/// @dev Guards against known failure 17 (test/README.md): re-entry. Here the token that the task pool pays with calls
/// back into the pool.
contract PoolReentrancyTest is PoolFixture, Reentering {
    function setUp() public override {
        super.setUp();
        hostile = new HostileSurplusToken();
        hostile.mint(submitter, 100e18);
    }

    function test_NobodyEntersWhileThePoolTakesPaysOrBurns() external {
        pool = _createPool(address(hostile));
        vm.prank(submitter);
        hostile.approve(address(pool), type(uint256).max);
        Batch memory batch = _split();
        _enter(address(pool));
        _wayBack(abi.encodeCall(ITaskQueue.depositFor, (submitter, 1)));
        _wayBack(abi.encodeCall(ITaskQueue.withdraw, (1)));
        _wayBack(abi.encodeCall(ITaskQueue.sweep, ()));
        _wayBack(abi.encodeCall(ITaskQueue.submit, (batch)));
        _wayBack(abi.encodeCall(ITaskQueue.collect, ()));
        _wayBack(abi.encodeCall(ITaskVerifier.settle, (batch, 0)));
        _wayBack(abi.encodeCall(ITaskVerifier.dispute, (batch, 0, ROOT, RIGHT)));
        _moves(submitter, abi.encodeCall(ITaskQueue.depositFor, (submitter, 40e18)));
        assertEq(hostile.balanceOf(address(pool)), 40e18, "taken once");
        // The test's token has no permits. So the deposit uses an allowance of exactly its amount.
        vm.prank(submitter);
        hostile.approve(address(pool), 10e18);
        PoolPermit memory none;
        _moves(stranger, abi.encodeCall(ITaskQueue.depositWithPermit, (submitter, 10e18, none)));
        assertEq(hostile.balanceOf(address(pool)), 50e18, "taken once by a permit");
        _moves(submitter, abi.encodeCall(ITaskQueue.withdraw, (10e18)));
        assertEq(hostile.balanceOf(submitter), 60e18, "paid once");
        vm.prank(submitter);
        pool.submit(batch);
        uint256 burned = pool.dues().burn;
        _moves(stranger, abi.encodeCall(ITaskQueue.sweep, ()));
        assertEq(hostile.balanceOf(address(pool)), 40e18 - burned, "burned once");
    }
}
