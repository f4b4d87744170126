// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IProofChecker} from "../../../src/interfaces/IProofChecker.sol";
import {ProofCommit, ProofStatement, ShownNonce, ShownStatement, TimerNonce} from "../../../src/types/ProofTypes.sol";
import {CellVector, ProofFixture} from "../../fixtures/ProofFixture.sol";

/// @dev Tests validators' statements about GPU proofs with wrong commits or wrong nonces.
contract StatementsTest is ProofFixture {
    // ── Commits ─────────────────────────────────────────────────────────────

    function test_RevertWhen_TheCommitIsOfPossibleWorkAndOfThisGpu() external {
        (ProofStatement memory statement, ProofCommit memory commit) = _rightCommit();
        _nothingWrong();
        checker.refuteCommit(_show(statement), commit);
    }

    /// @dev Anybody must be able to refute a statement about a proof of an impossible size. Otherwise, colluding
    /// validators could sign a proof that needs more gas to check than a block has.
    function test_ImpossibleWorkRefutesItsRoot() external {
        for (uint256 i = 0; i < 14; ++i) {
            (ProofStatement memory statement, ProofCommit memory commit) = _rightCommit();
            if (i == 0) commit.rows = 0;
            if (i == 1) (commit.rows, commit.segmentBits) = (2 ** 26 + 2 ** 15, 15);
            if (i == 2) commit.segmentBits = 16;
            if (i == 3) commit.rows = 25;
            if (i == 4) (commit.rows, commit.segmentBits) = (2_049, 0);
            if (i == 5) commit.hashes = 33;
            if (i == 6) commit.hashes = 0;
            if (i == 7) commit.passes = 65;
            if (i == 8) commit.passes = 0;
            if (i == 9) commit.samples = 81;
            if (i == 10) commit.samples = 0;
            if (i == 11) commit.roots = new bytes32[](2);
            if (i == 12) commit.hashes = type(uint256).max;
            // There are fewer samples than passes. So one pass would not be sampled, and could be garbage.
            if (i == 13) (commit.passes, commit.roots, commit.samples) = (2, new bytes32[](2), 1);
            statement.commit = _hashOf(commit);
            _expectRefuted(statement, commit);
        }
    }

    function test_ACommitOfAnotherNodeGpuOrSlotRefutesItsRoot() external {
        for (uint256 i = 0; i < 4; ++i) {
            (ProofStatement memory statement, ProofCommit memory commit) = _rightCommit();
            if (i == 0) commit.node = keccak256("other");
            if (i == 1) commit.gpu = 256; // equals GPU 0 in 8 bits
            if (i == 2) commit.slotSeed = keccak256("other");
            if (i == 3) statement.beaconSeed = keccak256("other");
            statement.commit = _hashOf(commit);
            _expectRefuted(statement, commit);
        }
    }

    // ── Nonces ──────────────────────────────────────────────────────────────

    function test_RevertWhen_TheNonceBelongsToItsCall() external {
        ShownNonce memory nonce = _only(_signedNonce(3, keccak256("nonce")));
        ShownStatement memory shown = _withEntries(nonce, 4);
        _nothingWrong();
        checker.refuteNonce(shown, nonce);
    }

    function test_ANonceThatDoesNotBelongToItsCallRefutesTheRoot() external {
        for (uint256 i = 0; i < 6; ++i) {
            TimerNonce memory entry = _signedNonce(3, keccak256("nonce"));
            if (i == 0) entry.nonce = keccak256("other");
            if (i == 1) entry.timer = vm.addr(_timerKey(2));
            if (i == 2) entry.signature = "";
            if (i == 3) entry.doorHash = keccak256("other");
            if (i == 4) entry.nonceHash = keccak256(abi.encode(entry.timer, SLOT_HASH, keccak256("other")));
            if (i == 5) entry.place = 4;
            ShownStatement memory shown = _withEntries(_only(entry), 4);
            checker.refuteNonce(shown, _only(entry));
            assertTrue(checker.refuterOf(shown.root) == address(this), "refuted");
        }
    }

    /// @dev Tests a statement that contains a nonce of another slot or of another block.
    function test_ANonceOfAnotherSlotRefutesTheRoot() external {
        TimerNonce memory entry = _signedNonce(3, keccak256("nonce"));
        for (uint256 i = 0; i < 2; ++i) {
            ShownStatement memory shown = _withEntries(_only(entry), 4);
            if (i == 0) shown.statement.slot += 1;
            if (i == 1) shown.statement.slotHash = keccak256("other");
            shown = _show(shown.statement);
            checker.refuteNonce(shown, _only(entry));
            assertTrue(checker.refuterOf(shown.root) == address(this), "refuted");
        }
    }

    /// @dev A timer (a validator that measures when proofs arrive) may sign a second nonce later. This must not get the
    /// signers of the statement slashed, because the statement has the first nonce.
    function test_RevertWhen_TheCallIsNotThatOfTheStatement() external {
        TimerNonce memory entry = _signedNonce(3, keccak256("nonce"));
        ShownStatement memory shown = _withEntries(_only(entry), 4);
        ShownNonce memory later = _only(_signedNonce(3, keccak256("later")));
        vm.expectPartialRevert(IProofChecker.ProofChecker_EntriesMismatch.selector);
        checker.refuteNonce(shown, later);
        later.entries = _only(entry).entries;
        vm.expectPartialRevert(IProofChecker.ProofChecker_EntriesMismatch.selector);
        checker.refuteNonce(shown, later);
        later.index = 1;
        vm.expectPartialRevert(IProofChecker.ProofChecker_EntriesMismatch.selector);
        checker.refuteNonce(shown, later);
    }

    // ── Entries ─────────────────────────────────────────────────────────────

    function test_NoEntriesOrTooManyRefuteTheRoot() external {
        ShownNonce memory none;
        for (uint256 i = 0; i < 3; ++i) {
            uint256 count = i == 0 ? 0 : i == 1 ? 5 : 1;
            ShownNonce memory nonce = ShownNonce(new bytes32[](count), 0, none.nonce);
            ShownStatement memory shown = _withEntries(nonce, i == 2 ? 17 : 4);
            checker.refuteEntries(shown, nonce, none);
            assertTrue(checker.refuterOf(shown.root) == address(this), "refuted");
        }
    }

    /// @dev The order of the nonces decides which passes each one samples. If any order were allowed, signers could
    /// choose the passes.
    function test_OneTimerTwiceAndPositionsOutOfSequenceRefuteTheRoot() external {
        for (uint256 i = 0; i < 4; ++i) {
            TimerNonce memory one = _signedNonce(1, keccak256("one"));
            TimerNonce memory two = _signedNonce(2, keccak256("two"));
            if (i == 0) two.place = 1;
            if (i == 1) two.timer = one.timer;
            if (i == 3) (one, two) = (two, one);
            (ShownNonce memory first, ShownNonce memory second) = _both(one, two);
            ShownStatement memory shown = _withEntries(first, 4);
            if (i == 2) _nothingWrong();
            checker.refuteEntries(shown, first, second);
            if (i == 2) _nothingWrong();
            if (i == 2) checker.refuteEntries(shown, first, first);
            if (i == 2) _nothingWrong();
            if (i == 2) checker.refuteEntries(shown, second, first);
            assertTrue(checker.refuterOf(shown.root) == (i == 2 ? address(0) : address(this)), "refuted");
        }
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _rightCommit() private view returns (ProofStatement memory statement, ProofCommit memory commit) {
        CellVector memory cell;
        cell.node = keccak256("node");
        statement = _statementOf(cell);
        bytes32 slotSeed = keccak256(abi.encodePacked(statement.beaconSeed, SLOT_HASH));
        commit = ProofCommit(cell.node, 0, slotSeed, 24, 3, 12, 1, 80, new bytes32[](1));
        statement.commit = _hashOf(commit);
    }

    function _expectRefuted(ProofStatement memory statement, ProofCommit memory commit) private {
        ShownStatement memory shown = _show(statement);
        checker.refuteCommit(shown, commit);
        assertTrue(checker.refuterOf(shown.root) == address(this), "refuted");
    }

    function _hashOf(ProofCommit memory it) private pure returns (bytes32) {
        bytes32 roots = keccak256(abi.encodePacked(it.roots));
        return keccak256(
            abi.encode(
                it.node, it.gpu, it.slotSeed, it.rows, it.segmentBits, it.hashes, it.passes, it.samples, roots
            )
        );
    }

    function _withEntries(ShownNonce memory nonce, uint8 timers) private view returns (ShownStatement memory) {
        CellVector memory cell;
        ProofStatement memory statement = _statementOf(cell);
        statement.calls = keccak256(abi.encodePacked(nonce.entries));
        statement.timers = timers;
        return _show(statement);
    }

    function _both(TimerNonce memory one, TimerNonce memory two)
        private
        pure
        returns (ShownNonce memory first, ShownNonce memory second)
    {
        bytes32[] memory entries = new bytes32[](2);
        (entries[0], entries[1]) = (_entryOf(one), _entryOf(two));
        return (ShownNonce(entries, 0, one), ShownNonce(entries, 1, two));
    }
}
