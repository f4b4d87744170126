// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IProofChecker} from "../../../src/interfaces/IProofChecker.sol";
import {SignedRoot} from "../../../src/types/AttestationsTypes.sol";
import {
    ProofCommit,
    ProofStatement,
    ShownCell,
    ShownNonce,
    ShownStatement
} from "../../../src/types/ProofTypes.sol";
import {CellVector, ProofFixture} from "../../fixtures/ProofFixture.sol";

/// @dev Tests wrong values (cells) with proofs that packages/domain made, some honest and some with lies.
contract CellsTest is ProofFixture {
    function test_EveryWrongCellOfALyingProverRefutesItsRoot() external {
        CellVector[] memory cells = _cells();
        uint256 wrong = 0;
        for (uint256 i = 0; i < cells.length; ++i) {
            for (uint256 column = 0; column < 8; ++column) {
                // Each case gets its own Merkle root, because each root can be refuted only once.
                ProofStatement memory statement = _statementOf(cells[i]);
                statement.shownMib = uint32(i * 8 + column);
                ShownStatement memory shown = _show(statement);
                ShownNonce memory nonce = _nonceOf(cells[i]);
                if (_isRight(cells[i], column)) _nothingWrong();
                checker.refuteCell(shown, _commitOf(cells[i]), nonce, _cellOf(cells[i], column));
                bool refuted = checker.refuterOf(shown.root) == address(this);
                assertTrue(refuted != _isRight(cells[i], column), "wrong cells refute, right ones do not");
                if (refuted) ++wrong;
            }
        }
        assertTrue(wrong >= 3, "enough wrong cells");
    }

    function test_SignersOfARefutedRootLoseATenthAndTheChallengerGetsHalf() external {
        bytes32 setHash = _formSetOf(4);
        (CellVector memory cell, uint256 column) = _wrongCell();
        ShownStatement memory shown = _show(_statementOf(cell));
        ShownNonce memory nonce = _nonceOf(cell);
        vm.prank(stranger);
        checker.refuteCell(shown, _commitOf(cell), nonce, _cellOf(cell, column));
        uint64 epoch = _epoch();
        for (uint256 i = 0; i < 4; ++i) {
            bytes32 digest = attestations.hashAttestation(setHash, PROOFS, epoch, shown.root);
            SignedRoot memory signed = SignedRoot(setHash, shown.root, _sign(_validatorKey(i), digest));
            attestations.punishWrongRoot(PROOFS, address(checker), epoch, signed);
        }
        assertEq(ptoken.balanceOf(stranger), 4 * STAKE / 20, "half of a tenth of each bond");
    }

    function test_RevertWhen_TheRootWasRefuted() external {
        (CellVector memory cell, uint256 column) = _wrongCell();
        ShownStatement memory shown = _show(_statementOf(cell));
        ShownNonce memory nonce = _nonceOf(cell);
        checker.refuteCell(shown, _commitOf(cell), nonce, _cellOf(cell, column));
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(
                IProofChecker.ProofChecker_AlreadyRefuted.selector, shown.root, address(this)
            )
        );
        checker.refuteCell(shown, _commitOf(cell), nonce, _cellOf(cell, column));
    }

    function test_RevertWhen_TheStatementIsNotInTheRoot() external {
        (CellVector memory cell, uint256 column) = _wrongCell();
        ShownStatement memory shown = _show(_statementOf(cell));
        shown.statement.shownMib += 1;
        ShownNonce memory nonce = _nonceOf(cell);
        vm.expectPartialRevert(IProofChecker.ProofChecker_StatementUnknown.selector);
        checker.refuteCell(shown, _commitOf(cell), nonce, _cellOf(cell, column));
    }

    function test_RevertWhen_TheStatementDoesNotSayPassed() external {
        (CellVector memory cell, uint256 column) = _wrongCell();
        ProofStatement memory statement = _statementOf(cell);
        statement.passed = false;
        ShownNonce memory nonce = _nonceOf(cell);
        vm.expectRevert(IProofChecker.ProofChecker_NotPassed.selector);
        checker.refuteCell(_show(statement), _commitOf(cell), nonce, _cellOf(cell, column));
    }

    /// @dev A prover may leave garbage in rows that no nonce sampled, because validators did not see these rows.
    function test_RevertWhen_TheRowWasNotSampled() external {
        (CellVector memory cell, uint256 column) = _wrongCell();
        ShownStatement memory shown = _show(_statementOf(cell));
        ShownCell memory other = _cellOf(cell, column);
        ShownNonce memory nonce = _nonceOf(cell);
        other.sample = (other.sample + 1) % 7;
        vm.expectPartialRevert(IProofChecker.ProofChecker_ProductUnknown.selector);
        checker.refuteCell(shown, _commitOf(cell), nonce, other);
        other.sample = 7;
        vm.expectRevert(abi.encodeWithSelector(IProofChecker.ProofChecker_SampleUnknown.selector, 7, 7));
        checker.refuteCell(shown, _commitOf(cell), nonce, other);
    }

    function test_RevertWhen_ProductPathColumnCommitOrEntryAreOthers() external {
        (CellVector memory cell, uint256 column) = _wrongCell();
        ShownStatement memory shown = _show(_statementOf(cell));
        ProofCommit memory commit = _commitOf(cell);
        ShownNonce memory nonce = _nonceOf(cell);
        ShownCell memory shownCell = _cellOf(cell, column);
        shownCell.product ^= bytes32(uint256(1));
        vm.expectPartialRevert(IProofChecker.ProofChecker_ProductUnknown.selector);
        checker.refuteCell(shown, commit, nonce, shownCell);
        shownCell = _cellOf(cell, column);
        shownCell.path = new bytes32[](cell.path.length + 1);
        vm.expectPartialRevert(IProofChecker.ProofChecker_ProductUnknown.selector);
        checker.refuteCell(shown, commit, nonce, shownCell);
        vm.expectRevert(abi.encodeWithSelector(IProofChecker.ProofChecker_ColumnUnknown.selector, 8));
        checker.refuteCell(shown, commit, nonce, _cellOf(cell, 8));
        nonce.nonce.nonce ^= bytes32(uint256(1));
        vm.expectPartialRevert(IProofChecker.ProofChecker_EntriesMismatch.selector);
        checker.refuteCell(shown, commit, nonce, _cellOf(cell, column));
        // This check comes last, because it changes a Merkle root of `commit`.
        commit.roots[0] ^= bytes32(uint256(1));
        vm.expectPartialRevert(IProofChecker.ProofChecker_CommitMismatch.selector);
        checker.refuteCell(shown, commit, nonce, _cellOf(cell, column));
    }

    /// @dev If a hash ran out of gas without a revert, it would leave other bytes, and a right value would look wrong.
    function test_ARightCellIsNeverRefutedWhateverTheGas() external {
        CellVector memory cell = _cells()[0];
        ShownStatement memory shown = _show(_statementOf(cell));
        bytes memory data = abi.encodeCall(
            IProofChecker.refuteCell, (shown, _commitOf(cell), _nonceOf(cell), _cellOf(cell, 0))
        );
        for (uint256 limit = 20_000; limit < 700_000; limit += 4_999) {
            (bool done,) = address(checker).call{gas: limit}(data);
            assertTrue(!done, "never");
        }
        assertTrue(checker.refuterOf(shown.root) == address(0), "not refuted");
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _isRight(CellVector memory cell, uint256 column) private pure returns (bool) {
        return int32(uint32(uint256(cell.product) >> (224 - 32 * column))) == cell.right[column];
    }

    /// @dev Returns the first wrong cell in the vectors.
    function _wrongCell() private view returns (CellVector memory, uint256) {
        CellVector[] memory cells = _cells();
        for (uint256 i = 0; i < cells.length; ++i) {
            for (uint256 column = 0; column < 8; ++column) {
                if (!_isRight(cells[i], column)) return (cells[i], column);
            }
        }
        revert("the vectors have a wrong cell");
    }
}
