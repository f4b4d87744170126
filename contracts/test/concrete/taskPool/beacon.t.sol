// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITaskPoolErrors} from "../../../src/interfaces/ITaskPoolErrors.sol";
import {TaskDrawLib} from "../../../src/libraries/TaskDrawLib.sol";
import {Batch} from "../../../src/types/TaskPoolTypes.sol";
import {PoolFixture} from "../../fixtures/PoolFixture.sol";

/// @dev Has the seeds that a test gives it, by round, as the pool reads them from the random beacon.
contract SeedsByRound {
    mapping(uint64 round => bytes32 seed) public seedOf;

    function give(uint64 round, bytes32 seed) external {
        seedOf[round] = seed;
    }
}

/// @dev Tests the seed of the random beacon that a batch stores at its submit, and the draws that follow from it.
contract PoolBeaconTest is PoolFixture {
    bytes32 private constant SEED = keccak256("seed");
    uint256 private constant WEIGHT = 75e9; // a quarter of the stake stays free for audits
    uint256 private constant TOTAL = 1_000e9;

    SeedsByRound private _seeds;

    function setUp() public override {
        super.setUp();
        _seeds = new SeedsByRound();
        directory.set("RandomBeacon", address(_seeds));
    }

    function test_ABatchStoresTheFirst152BitsOfTheNewestSeed() external {
        assertEq(_storedSeed(), 0, "there is no seed");
        _seeds.give(_round(), SEED);
        assertEq(_storedSeed(), (uint256(SEED) >> 104) << 104, "19 of its 32 bytes");
    }

    function test_ABatchStoresTheSeedOfOneOfTwoRoundsBeforeAndOfNoOlderOne() external {
        _seeds.give(_round() - 2, SEED);
        assertTrue(_storedSeed() != 0, "two rounds before");
        _seeds.give(_round() - 1, keccak256("newer"));
        assertEq(_storedSeed(), (uint256(keccak256("newer")) >> 104) << 104, "the newer one");
        vm.warp(block.timestamp + 2 hours);
        assertEq(_storedSeed(), 0, "three rounds before");
    }

    function test_TheStoredSeedDecidesWhoMayAccept() external {
        Batch memory batch = _split();
        bytes32 blockHash = keccak256("block");
        bytes32 taskId = _taskId(batch);
        bytes32 seed = _seedFor(blockHash, taskId);
        _seeds.give(_round(), seed);
        _submit(batch);
        uint256 since = block.number;
        _pass(2);
        blocks.setBlockhash(since + 1, blockHash);
        vm.prank(_nodeAt(1));
        vm.expectPartialRevert(ITaskPoolErrors.TaskPool_NotDue.selector);
        pool.accept(batch, 0, _providerAt(1));
        vm.prank(_nodeAt(0));
        pool.accept(batch, 0, _providerAt(0));
    }

    /// @dev Returns a seed with which provider 0 may accept the task at once and provider 1 may not.
    function _seedFor(bytes32 blockHash, bytes32 taskId) private pure returns (bytes32 seed) {
        for (uint256 i = 1; ; ++i) {
            seed = bytes32(bytes19(keccak256(abi.encode(i))));
            if (_isDue(blockHash, seed, taskId, 0) && !_isDue(blockHash, seed, taskId, 1)) return seed;
        }
    }

    function _isDue(bytes32 blockHash, bytes32 seed, bytes32 taskId, uint256 i) private pure returns (bool) {
        uint256 draw = TaskDrawLib.drawOf(TaskDrawLib.seedOf(blockHash, seed, taskId), _providerAt(i));
        return TaskDrawLib.isDue(draw, WEIGHT, TOTAL, 0);
    }

    function _storedSeed() private returns (uint256) {
        Batch memory batch = _split();
        _submit(batch);
        return uint256(bytes32(pool.batchOf(pool.batchIdOf(batch)).beaconSeed));
    }

    function _round() private view returns (uint64) {
        return uint64(block.timestamp / 1 hours);
    }
}
