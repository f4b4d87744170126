// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IProofChecker} from "../../../src/interfaces/IProofChecker.sol";
import {BlockHeaderLib} from "../../../src/libraries/BlockHeaderLib.sol";
import {ProofStatement, ShownStatement} from "../../../src/types/ProofTypes.sol";
import {CellVector, ProofFixture} from "../../fixtures/ProofFixture.sol";

/// @dev Replaces the contract of EIP-2935, which has the history of block hashes. It returns one fixed hash.
contract OneHash {
    fallback() external {
        assembly {
            mstore(0, keccak256(0, 0))
            return(0, 32)
        }
    }
}

/// @dev Tests statements of validators about GPU proofs that name a wrong block. The wrong block is either the slot's
/// block, or block z, which must be the first block at least 30 s after the slot's.
contract BlocksTest is ProofFixture {
    uint256 private constant TIME = 1_800_000_000;
    address private constant BLOCK_HASHES = 0x0000F90827F1C53a10cb7A02335B175320002935;

    function test_RevertWhen_ZIsTheFirstBlockThirtySecondsLater() external {
        (ShownStatement memory shown, bytes memory slot, bytes memory z, bytes memory before) =
            _headers(SLOT + 3, TIME + 30, TIME + 29);
        _nothingWrong();
        checker.refuteTime(shown, slot, z, before);
    }

    function test_AnEarlierOrLaterBlockThanZRefutesTheRoot() external {
        _refuteTime(SLOT + 3, TIME + 29, TIME + 20);
        _refuteTime(SLOT + 3, TIME + 31, TIME + 30);
        _refuteTime(SLOT + 4, TIME + 30, TIME + 29); // its header has another number
    }

    function test_RevertWhen_AHeaderDoesNotHaveTheStatedHash() external {
        (ShownStatement memory shown, bytes memory slot, bytes memory z, bytes memory before) =
            _headers(SLOT + 3, TIME + 29, TIME + 20);
        vm.expectPartialRevert(IProofChecker.ProofChecker_HeaderMismatch.selector);
        checker.refuteTime(shown, z, z, before);
        vm.expectPartialRevert(IProofChecker.ProofChecker_HeaderMismatch.selector);
        checker.refuteTime(shown, slot, slot, before);
        vm.expectPartialRevert(IProofChecker.ProofChecker_HeaderMismatch.selector);
        checker.refuteTime(shown, slot, z, z);
    }

    function test_RevertWhen_AHeaderCannotBeRead() external {
        (, bytes memory slot,,) = _headers(SLOT + 3, TIME + 29, TIME + 20);
        // The fields after the time take 43 bytes. A header that is cut before the end of the time cannot be read.
        for (uint256 size = 0; size < slot.length - 43; ++size) {
            bytes memory cut = new bytes(size);
            for (uint256 i = 0; i < size; ++i) {
                cut[i] = slot[i];
            }
            CellVector memory cell;
            ProofStatement memory statement = _statementOf(cell);
            statement.slotHash = keccak256(cut);
            ShownStatement memory shown = _show(statement);
            vm.expectRevert(BlockHeaderLib.BlockHeaderLib_Unreadable.selector);
            checker.refuteTime(shown, cut, cut, cut);
        }
    }

    function test_AHashThatIsNotTheChainsRefutesTheRoot() external {
        proofVm.roll(SLOT + 10);
        bytes32 real = blockhash(SLOT);
        if (real == 0) return;
        CellVector memory cell;
        ProofStatement memory statement = _statementOf(cell);
        statement.slotHash = real;
        statement.zHash = blockhash(statement.z);
        _nothingWrong();
        checker.refuteBlock(_show(statement));
        statement.zHash = keccak256("other");
        ShownStatement memory shown = _show(statement);
        checker.refuteBlock(shown);
        assertTrue(checker.refuterOf(shown.root) == address(this), "refuted");
    }

    function test_OldHashesAreReadFromTheHistoryWhereTheChainHasIt() external {
        proofVm.roll(SLOT + 1_000);
        CellVector memory cell;
        ProofStatement memory statement = _statementOf(cell);
        vm.expectRevert(abi.encodeWithSelector(IProofChecker.ProofChecker_BlockTooOld.selector, uint256(SLOT)));
        checker.refuteBlock(_show(statement));
        vm.etch(BLOCK_HASHES, address(new OneHash()).code);
        statement.slotHash = keccak256("");
        statement.zHash = keccak256("");
        _nothingWrong();
        checker.refuteBlock(_show(statement));
        statement.zHash = keccak256("other");
        ShownStatement memory shown = _show(statement);
        checker.refuteBlock(shown);
        assertTrue(checker.refuterOf(shown.root) == address(this), "refuted");
    }

    function test_ABlockThatDoesNotExistYetRefutesTheRoot() external {
        CellVector memory cell;
        ProofStatement memory statement = _statementOf(cell);
        statement.slot = uint64(block.number);
        ShownStatement memory shown = _show(statement);
        checker.refuteBlock(shown);
        assertTrue(checker.refuterOf(shown.root) == address(this), "refuted");
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _refuteTime(uint64 zNumber, uint256 zTime, uint256 timeBefore) private {
        (ShownStatement memory shown, bytes memory slot, bytes memory z, bytes memory before) =
            _headers(zNumber, zTime, timeBefore);
        checker.refuteTime(shown, slot, z, before);
        assertTrue(checker.refuterOf(shown.root) == address(this), "refuted");
    }

    /// @dev Returns headers of the slot's block, of z (the first block at least 30 s later, here with the number SLOT +
    /// 3), and of the block before z.
    function _headers(uint64 zNumber, uint256 zTime, uint256 timeBefore)
        private
        view
        returns (ShownStatement memory, bytes memory slot, bytes memory z, bytes memory before)
    {
        slot = _header(keccak256("parent"), SLOT, TIME);
        before = _header(keccak256("parent of the block before"), SLOT + 2, timeBefore);
        z = _header(keccak256(before), SLOT + 3, zTime);
        CellVector memory cell;
        ProofStatement memory statement = _statementOf(cell);
        statement.slotHash = keccak256(slot);
        statement.z = zNumber;
        statement.zHash = keccak256(z);
        return (_show(statement), slot, z, before);
    }

    function _header(bytes32 parent, uint256 number, uint256 time) private pure returns (bytes memory) {
        bytes memory hash = abi.encodePacked(bytes1(0xa0), keccak256("a hash of 32 bytes"));
        bytes memory body = abi.encodePacked(bytes1(0xa0), parent, hash, bytes1(0x94), address(0), hash, hash, hash);
        body = abi.encodePacked(body, bytes3(0xb90100), new bytes(256)); // bloom
        body = abi.encodePacked(body, bytes1(0x80), _integer(number)); // difficulty, number
        body = abi.encodePacked(body, bytes1(0x84), uint32(30_000_000), bytes1(0x80), bytes1(0x84), uint32(time));
        body = abi.encodePacked(body, bytes1(0x80), hash, bytes1(0x88), uint64(0));
        return abi.encodePacked(bytes1(0xf9), uint16(body.length), body);
    }

    /// @dev Encodes a number in RLP, which writes a number below 128 as one byte.
    function _integer(uint256 number) private pure returns (bytes memory) {
        return number < 128 ? abi.encodePacked(uint8(number)) : abi.encodePacked(bytes1(0x81), uint8(number));
    }
}
