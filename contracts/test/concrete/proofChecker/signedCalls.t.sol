// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IProofChecker} from "../../../src/interfaces/IProofChecker.sol";
import {ProofStatement, ShownNonce, ShownStatement, TimerNonce} from "../../../src/types/ProofTypes.sol";
import {ProofFixture} from "../../fixtures/ProofFixture.sol";

/// @dev Cheat codes that put code at an address and change the chain id.
interface PlaceVm {
    function etch(address target, bytes calldata code) external;
    function chainId(uint256 id) external;
}

struct CallVector {
    uint256 chainId;
    address checker;
    uint64 slot;
    bytes32 slotHash;
    uint8 place;
    address timer;
    bytes32 nonce;
    bytes32 nonceHash;
    bytes32 doorHash;
    bytes32 digest;
    bytes signature;
    bytes32 entry;
    bool signed;
}

struct StatementVector {
    bytes32 node;
    uint8 gpu;
    uint64 slot;
    bytes32 slotHash;
    bytes32 beaconSeed;
    bytes32 commit;
    bytes32 calls;
    uint8 timers;
    uint64 z;
    bytes32 zHash;
    uint32 shownMib;
    bool passed;
    uint16 speedBps;
    uint16 site;
    bytes32[] entries;
    bytes32 leaf;
}

/// @dev Tests the messages that timers (validators that measure when proofs arrive) sign, with the test vectors that
/// packages/domain also tests.
contract SignedCallsTest is ProofFixture {
    PlaceVm private constant placeVm = PlaceVm(address(vm));
    string private constant CALL =
        "CallVector(uint256 chainId,address checker,uint64 slot,bytes32 slotHash,uint8 place,address timer,bytes32 nonce,bytes32 nonceHash,bytes32 doorHash,bytes32 digest,bytes signature,bytes32 entry,bool signed)";
    string private constant STATEMENT =
        "StatementVector(bytes32 node,uint8 gpu,uint64 slot,bytes32 slotHash,bytes32 beaconSeed,bytes32 commit,bytes32 calls,uint8 timers,uint64 z,bytes32 zHash,uint32 shownMib,bool passed,uint16 speedBps,uint16 site,bytes32[] entries,bytes32 leaf)";

    /// @dev A valid signature has 65 bytes, s in the lower half, and v of 27 or 28. A statement with a signature in any
    /// other form is wrong, so anybody can refute its root.
    function test_OnlyOneFormOfASignatureCountsAndItsDigestAndEntryAreThoseOfTheVectors() external {
        CallVector[] memory calls = abi.decode(
            proofVm.parseJsonTypeArray(proofVm.readFile(VECTORS), "$.calls", CALL), (CallVector[])
        );
        uint256 right = 0;
        for (uint256 i = 0; i < calls.length; ++i) {
            CallVector memory it = calls[i];
            TimerNonce memory nonce =
                TimerNonce(it.place, it.timer, it.nonce, it.nonceHash, it.doorHash, it.signature);
            _assertSame(_entryOf(nonce), it.entry);
            placeVm.etch(it.checker, address(checker).code);
            placeVm.chainId(it.chainId);
            IProofChecker placed = IProofChecker(it.checker);
            _assertSame(placed.hashCall(it.slot, it.slotHash, it.nonceHash, it.doorHash), it.digest);
            ShownStatement memory shown = _statementWith(it, nonce);
            if (it.signed) {
                ++right;
                _nothingWrong();
            }
            placed.refuteNonce(shown, _only(nonce));
            assertTrue((placed.refuterOf(shown.root) == address(0)) == it.signed, "only one form counts");
        }
        assertTrue(right == 2 && calls.length == 18, "both timers, and every form");
    }

    function test_LeavesAndEntriesAreThoseOfTheVectors() external view {
        StatementVector[] memory all = abi.decode(
            proofVm.parseJsonTypeArray(proofVm.readFile(VECTORS), "$.statements", STATEMENT), (StatementVector[])
        );
        assertTrue(all.length == 2, "two statements");
        for (uint256 i = 0; i < all.length; ++i) {
            StatementVector memory it = all[i];
            _assertSame(keccak256(abi.encodePacked(it.entries)), it.calls);
            ProofStatement memory statement = ProofStatement(
                it.node,
                it.gpu,
                it.slot,
                it.slotHash,
                it.beaconSeed,
                it.commit,
                it.calls,
                it.timers,
                it.z,
                it.zHash,
                it.shownMib,
                it.passed,
                it.speedBps,
                it.site
            );
            _assertSame(_show(statement).root, it.leaf);
        }
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _statementWith(CallVector memory it, TimerNonce memory nonce)
        private
        pure
        returns (ShownStatement memory)
    {
        ProofStatement memory statement;
        (statement.slot, statement.slotHash, statement.timers) = (it.slot, it.slotHash, 16);
        ShownNonce memory only = _only(nonce);
        statement.calls = keccak256(abi.encodePacked(only.entries));
        return _show(statement);
    }

    function _assertSame(bytes32 actual, bytes32 expected) private pure {
        assertTrue(actual == expected, "equals the vector");
    }
}
