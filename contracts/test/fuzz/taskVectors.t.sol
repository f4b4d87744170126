// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ChunkTreeLib} from "../../src/libraries/ChunkTreeLib.sol";
import {TaskAuditLib} from "../../src/libraries/TaskAuditLib.sol";
import {TaskDrawLib} from "../../src/libraries/TaskDrawLib.sol";
import {TaskMoneyLib} from "../../src/libraries/TaskMoneyLib.sol";
import {TaskMoney, TaskOutcome, TaskPayouts} from "../../src/types/TaskPoolTypes.sol";
import {Assertions} from "../fixtures/Assertions.sol";

/// @dev Cheat codes of the test runner that read a file and parse JSON as structs. The type of a struct is written as
/// in EIP-712.
interface TaskJsonVm {
    function readFile(string calldata path) external view returns (string memory);
    function parseJsonTypeArray(string calldata json, string calldata key, string calldata typeDescription)
        external
        pure
        returns (bytes memory);
}

struct DrawVector {
    bytes32 blockHash;
    bytes32 beaconSeed;
    bytes32 task;
    address account;
    bytes32 seed;
    uint256 draw;
    uint256 weight;
    uint256 total;
    uint256 step;
    uint256 other;
    uint256 otherDraw;
    bool lower;
}

struct AuditVector {
    uint256 chunks;
    uint256 streak;
    uint256 draw;
    bytes32 seed;
    uint256 sampled;
    uint256 stakeTimes;
    bool drawn;
    bool drawnTwice;
    uint256[] sample;
}

struct MoneyVector {
    uint256 reward;
    uint256 tip;
    uint256 verifyShare;
    uint256 runPay;
    uint256 stake;
    uint256 outcome;
    uint256 auditorCount;
    uint256 runCount;
    bool appealed;
    uint256 escrow;
    uint256 worker;
    uint256 auditors;
    uint256 runs;
    uint256 submitter;
    uint256 fees;
    uint256 burned;
}

struct TreeVector {
    uint256 chunks;
    uint256 chunk;
    bytes32 output;
    bytes32 root;
    bytes32[] path;
}

/// @dev Compares the libraries with the test vectors that packages/tasks also uses.
contract TaskVectorsTest is Assertions {
    TaskJsonVm private constant json = TaskJsonVm(address(vm));

    function test_DrawsEqualThoseOfTypeScript() external view {
        DrawVector[] memory all = abi.decode(
            _read(
                "taskDraws",
                "DrawVector(bytes32 blockHash,bytes32 beaconSeed,bytes32 task,address account,bytes32 seed,uint256 draw,uint256 weight,uint256 total,uint256 step,uint256 other,uint256 otherDraw,bool lower)"
            ),
            (DrawVector[])
        );
        assertTrue(all.length >= 100, "enough vectors");
        for (uint256 i = 0; i < all.length; ++i) {
            DrawVector memory it = all[i];
            assertTrue(TaskDrawLib.seedOf(it.blockHash, it.beaconSeed, it.task) == it.seed, "seed");
            assertEq(TaskDrawLib.drawOf(it.seed, it.account), it.draw, "draw");
            assertTrue(TaskDrawLib.isDue(it.draw, it.weight, it.total, it.step), "due at its step");
            bool before = it.step != 0 && TaskDrawLib.isDue(it.draw, it.weight, it.total, it.step - 1);
            assertTrue(!before, "not due before");
            assertTrue(TaskDrawLib.isLower(it.draw, it.weight, it.otherDraw, it.other) == it.lower, "lower");
        }
    }

    function test_AuditsEqualThoseOfTypeScript() external view {
        AuditVector[] memory all = abi.decode(
            _read(
                "taskAudits",
                "AuditVector(uint256 chunks,uint256 streak,uint256 draw,bytes32 seed,uint256 sampled,uint256 stakeTimes,bool drawn,bool drawnTwice,uint256[] sample)"
            ),
            (AuditVector[])
        );
        assertTrue(all.length >= 100, "enough vectors");
        for (uint256 i = 0; i < all.length; ++i) {
            AuditVector memory it = all[i];
            assertEq(TaskAuditLib.sampledOf(it.chunks), it.sampled, "sampled");
            assertEq(TaskAuditLib.stakeTimesOf(it.chunks, it.streak), it.stakeTimes, "stake");
            assertTrue(TaskAuditLib.isDrawn(it.draw, it.chunks, it.streak) == it.drawn, "drawn");
            assertTrue(TaskAuditLib.isDrawnTwice(it.draw) == it.drawnTwice, "drawn twice");
            uint256[] memory sample = TaskAuditLib.sampledChunks(it.seed, it.chunks);
            assertEq(sample.length, it.sampled, "size of the sample");
            for (uint256 j = 0; j < sample.length; ++j) {
                assertEq(sample[j], it.sample[j], "chunk of the sample");
            }
        }
    }

    function test_MoneyEqualsThatOfTypeScript() external view {
        MoneyVector[] memory all = abi.decode(
            _read(
                "taskMoney",
                "MoneyVector(uint256 reward,uint256 tip,uint256 verifyShare,uint256 runPay,uint256 stake,uint256 outcome,uint256 auditorCount,uint256 runCount,bool appealed,uint256 escrow,uint256 worker,uint256 auditors,uint256 runs,uint256 submitter,uint256 fees,uint256 burned)"
            ),
            (MoneyVector[])
        );
        assertTrue(all.length >= 200, "enough vectors");
        for (uint256 i = 0; i < all.length; ++i) {
            MoneyVector memory it = all[i];
            TaskMoney memory money = TaskMoney(it.reward, it.tip, it.verifyShare, it.runPay, it.stake);
            assertEq(TaskMoneyLib.escrowOf(money), it.escrow, "escrow");
            TaskPayouts memory paid =
                TaskMoneyLib.settle(money, TaskOutcome(it.outcome), it.auditorCount, it.runCount, it.appealed);
            assertEq(paid.worker, it.worker, "worker");
            assertEq(paid.auditors, it.auditors, "auditors");
            assertEq(paid.runs, it.runs, "runs");
            assertEq(paid.submitter, it.submitter, "submitter");
            assertEq(paid.fees, it.fees, "fees");
            assertEq(paid.burned, it.burned, "burned");
        }
    }

    function test_TreesEqualThoseOfTypeScript() external view {
        TreeVector[] memory all = abi.decode(
            _read("taskTrees", "TreeVector(uint256 chunks,uint256 chunk,bytes32 output,bytes32 root,bytes32[] path)"),
            (TreeVector[])
        );
        assertTrue(all.length >= 10, "enough vectors");
        for (uint256 i = 0; i < all.length; ++i) {
            TreeVector memory it = all[i];
            assertTrue(this.verify(it.root, it.chunks, it.chunk, it.output, it.path), "proven");
            assertTrue(!this.verify(it.root, it.chunks, it.chunk, bytes32(0), it.path), "another output");
            assertTrue(!this.verify(it.root, it.chunks, it.chunk ^ 1, it.output, it.path), "another chunk");
            bytes32[] memory longer = new bytes32[](it.path.length + 1);
            assertTrue(!this.verify(it.root, it.chunks, it.chunk, it.output, longer), "a longer path");
        }
    }

    function test_AnInnerNodeIsNoLeaf() external view {
        bytes32[] memory none = new bytes32[](0);
        bytes32[] memory one = new bytes32[](1);
        one[0] = ChunkTreeLib.leafOf(1, "b");
        bytes32 root = keccak256(abi.encode(bytes32("Infinitio chunks"), ChunkTreeLib.leafOf(0, "a"), one[0]));
        assertTrue(this.verify(root, 2, 0, "a", one), "a leaf");
        assertTrue(!this.verify(root, 1, 0, root, none), "not the root itself");
        assertTrue(!this.verify(root, 2, 1, "a", one), "not at another place");
    }

    /// @dev External, because the path must be calldata.
    function verify(bytes32 root, uint256 chunks, uint256 chunk, bytes32 output, bytes32[] calldata path)
        external
        pure
        returns (bool)
    {
        return ChunkTreeLib.verify(root, chunks, chunk, output, path);
    }

    function _read(string memory name, string memory typeDescription) private view returns (bytes memory) {
        string memory file = json.readFile(string.concat("../packages/domain/vectors/", name, ".json"));
        return json.parseJsonTypeArray(file, "$", typeDescription);
    }
}
