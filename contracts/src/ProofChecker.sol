// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

import {IProofChecker} from "./interfaces/IProofChecker.sol";
import {IRefuter} from "./interfaces/IRefuter.sol";
import {BlockHeaderLib} from "./libraries/BlockHeaderLib.sol";
import {ProofCommitLib} from "./libraries/ProofCommitLib.sol";
import {ProofPartnerLib} from "./libraries/ProofPartnerLib.sol";
import {ProofRowLib} from "./libraries/ProofRowLib.sol";
import {
    ProofCommit,
    ProofStatement,
    ShownCell,
    ShownNonce,
    ShownStatement,
    TimerNonce
} from "./types/ProofTypes.sol";

/// @title ProofChecker
/// @notice Shows that signed statements about GPU proofs are wrong. Holds no funds and has no owner.
contract ProofChecker is IProofChecker, EIP712 {
    using ProofCommitLib for ProofCommit;

    uint256 public constant MAX_TIMERS = 16;
    uint256 public constant OPENING_DELAY_SECONDS = 30;
    uint256 private constant COLUMNS = 8;
    uint256 private constant HASHES_OF_A_COLUMN = 1;
    bytes32 private constant PROOF = "Proof";
    /// @dev The contract of EIP-2935, which stores the hashes of the last 8,191 blocks.
    address private constant BLOCK_HASHES = 0x0000F90827F1C53a10cb7A02335B175320002935;
    bytes32 private constant CALL_TYPEHASH =
        keccak256("ProofCall(uint64 slot,bytes32 slotHash,bytes32 nonceHash,bytes32 doorHash)");

    /// @inheritdoc IRefuter
    mapping(bytes32 root => address challenger) public override refuterOf;

    constructor() EIP712("Infinitio ProofChecker", "1") {}

    // ── Refuting ────────────────────────────────────────────────────────────

    /// @inheritdoc IProofChecker
    function refuteCell(
        ShownStatement calldata shown,
        ProofCommit calldata commit,
        ShownNonce calldata nonce,
        ShownCell calldata cell
    ) external override {
        ProofStatement calldata statement = _passed(shown);
        _checkCommit(statement, commit);
        if (!commit.isPossible()) revert ProofChecker_WorkImpossible();
        _checkEntry(statement, nonce);
        (uint256 row, uint256 pass) = _sampled(statement, commit, nonce, cell.sample);
        _checkProduct(commit, row, pass, cell);
        if (cell.column >= COLUMNS) revert ProofChecker_ColumnUnknown(cell.column);
        int256 stated = int32(uint32(uint256(cell.product) >> (224 - 32 * cell.column)));
        if (stated == _rightValue(commit, row, pass, cell.column)) revert ProofChecker_NothingWrong();
        _refute(shown, "refuteCell");
    }

    /// @inheritdoc IProofChecker
    function refuteCommit(ShownStatement calldata shown, ProofCommit calldata commit) external override {
        ProofStatement calldata statement = _passed(shown);
        _checkCommit(statement, commit);
        bytes32 slotSeed = keccak256(abi.encodePacked(statement.beaconSeed, statement.slotHash));
        if (
            commit.isPossible() && commit.node == statement.node && commit.gpu == statement.gpu
                && commit.slotSeed == slotSeed
        ) revert ProofChecker_NothingWrong();
        _refute(shown, "refuteCommit");
    }

    /// @inheritdoc IProofChecker
    function refuteNonce(ShownStatement calldata shown, ShownNonce calldata nonce) external override {
        ProofStatement calldata statement = _known(shown);
        _checkEntry(statement, nonce);
        TimerNonce calldata entry = nonce.nonce;
        bytes32 nonceHash = keccak256(abi.encode(entry.timer, statement.slotHash, entry.nonce));
        bytes32 digest = hashCall(statement.slot, statement.slotHash, entry.nonceHash, entry.doorHash);
        (address signer, ECDSA.RecoverError problem,) = ECDSA.tryRecoverCalldata(digest, entry.signature);
        bool signed = problem == ECDSA.RecoverError.NoError && signer == entry.timer;
        if (signed && nonceHash == entry.nonceHash && entry.place < statement.timers) {
            revert ProofChecker_NothingWrong();
        }
        _refute(shown, "refuteNonce");
    }

    /// @inheritdoc IProofChecker
    function refuteEntries(ShownStatement calldata shown, ShownNonce calldata first, ShownNonce calldata second)
        external
        override
    {
        ProofStatement calldata statement = _known(shown);
        _checkEntries(statement, first.entries);
        uint256 count = first.entries.length;
        if (count != 0 && count <= statement.timers && statement.timers <= MAX_TIMERS) {
            _checkEntry(statement, first);
            _checkEntry(statement, second);
            bool ordered = first.nonce.place < second.nonce.place && first.nonce.timer != second.nonce.timer;
            if (first.index >= second.index || ordered) revert ProofChecker_NothingWrong();
        }
        _refute(shown, "refuteEntries");
    }

    /// @inheritdoc IProofChecker
    function refuteTime(
        ShownStatement calldata shown,
        bytes calldata slotHeader,
        bytes calldata zHeader,
        bytes calldata beforeZ
    ) external override {
        ProofStatement calldata statement = _known(shown);
        BlockHeaderLib.BlockHeader memory slot = _header(slotHeader, statement.slotHash);
        BlockHeaderLib.BlockHeader memory z = _header(zHeader, statement.zHash);
        BlockHeaderLib.BlockHeader memory before = _header(beforeZ, z.parentHash);
        uint256 from = slot.timestamp + OPENING_DELAY_SECONDS;
        if (
            slot.number == statement.slot && z.number == statement.z && z.timestamp >= from && before.timestamp < from
        ) revert ProofChecker_NothingWrong();
        _refute(shown, "refuteTime");
    }

    /// @inheritdoc IProofChecker
    function refuteBlock(ShownStatement calldata shown) external override {
        ProofStatement calldata statement = _known(shown);
        if (_isHashOf(statement.slotHash, statement.slot) && _isHashOf(statement.zHash, statement.z)) {
            revert ProofChecker_NothingWrong();
        }
        _refute(shown, "refuteBlock");
    }

    // ── Reading ─────────────────────────────────────────────────────────────

    /// @inheritdoc IProofChecker
    function hashCall(uint64 slot, bytes32 slotHash, bytes32 nonceHash, bytes32 doorHash)
        public
        view
        override
        returns (bytes32)
    {
        return _hashTypedDataV4(keccak256(abi.encode(CALL_TYPEHASH, slot, slotHash, nonceHash, doorHash)));
    }

    // ── Private ─────────────────────────────────────────────────────────────

    function _refute(ShownStatement calldata shown, bytes32 reason) private {
        refuterOf[shown.root] = msg.sender;
        emit RootRefuted(shown.root, msg.sender, shown.statement.node, shown.statement.slot, reason);
    }

    /// @dev Returns the shown statement. Reverts if it is not a leaf under its root, or if somebody has refuted the
    /// root before. Every leaf contains its kind and is hashed twice, as in `StatementLib`.
    function _known(ShownStatement calldata shown) private view returns (ProofStatement calldata) {
        address challenger = refuterOf[shown.root];
        if (challenger != address(0)) revert ProofChecker_AlreadyRefuted(shown.root, challenger);
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(PROOF, shown.statement))));
        if (!MerkleProof.verifyCalldata(shown.path, shown.root, leaf)) {
            revert ProofChecker_StatementUnknown(shown.root, leaf);
        }
        return shown.statement;
    }

    function _passed(ShownStatement calldata shown) private view returns (ProofStatement calldata statement) {
        statement = _known(shown);
        if (!statement.passed) revert ProofChecker_NotPassed();
    }

    function _checkCommit(ProofStatement calldata statement, ProofCommit calldata commit) private pure {
        bytes32 hash = commit.hashCommit();
        if (hash != statement.commit) revert ProofChecker_CommitMismatch(hash, statement.commit);
    }

    function _checkEntries(ProofStatement calldata statement, bytes32[] calldata entries) private pure {
        bytes32 hash = keccak256(abi.encodePacked(entries));
        if (hash != statement.calls) revert ProofChecker_EntriesMismatch(hash, statement.calls);
    }

    function _checkEntry(ProofStatement calldata statement, ShownNonce calldata shown) private pure {
        _checkEntries(statement, shown.entries);
        TimerNonce calldata entry = shown.nonce;
        bytes32 hash = keccak256(
            abi.encode(
                entry.place, entry.timer, entry.nonce, entry.nonceHash, entry.doorHash, keccak256(entry.signature)
            )
        );
        bytes32 stated = shown.index < shown.entries.length ? shown.entries[shown.index] : bytes32(0);
        if (hash != stated) revert ProofChecker_EntriesMismatch(hash, stated);
    }

    function _sampled(
        ProofStatement calldata statement,
        ProofCommit calldata commit,
        ShownNonce calldata shown,
        uint256 sample
    ) private pure returns (uint256 row, uint256 pass) {
        uint256 count = commit.samplesPerNonce(shown.entries.length);
        if (sample >= count) revert ProofChecker_SampleUnknown(sample, count);
        return commit.sampleOf(shown.nonce.nonce, statement.zHash, shown.index * count, sample);
    }

    function _checkProduct(ProofCommit calldata commit, uint256 row, uint256 pass, ShownCell calldata cell)
        private
        pure
    {
        bytes32 root = cell.path.length == ProofCommitLib.depthOf(commit.rows)
            ? ProofCommitLib.rootOfPath(cell.product, row, cell.path)
            : bytes32(0);
        if (root != commit.roots[pass]) revert ProofChecker_ProductUnknown(root, commit.roots[pass]);
    }

    function _rightValue(ProofCommit calldata commit, uint256 row, uint256 pass, uint256 column)
        private
        view
        returns (int256)
    {
        bytes32 root = commit.rootBefore(pass);
        uint256 partner = ProofPartnerLib.partnerOf(root, row, commit.rows, commit.segmentBits);
        bytes32 key = commit.rowsKey();
        return ProofRowLib.dot(
            ProofRowLib.makeRow(key, row, commit.hashes),
            ProofRowLib.makeRow(key, partner, commit.hashes),
            ProofRowLib.makeRow(sha256(abi.encodePacked(root, "columns")), column, HASHES_OF_A_COLUMN)
        );
    }

    function _header(bytes calldata header, bytes32 stated)
        private
        pure
        returns (BlockHeaderLib.BlockHeader memory)
    {
        bytes32 hash = keccak256(header);
        if (hash != stated) revert ProofChecker_HeaderMismatch(hash, stated);
        return BlockHeaderLib.read(header);
    }

    /// @dev Returns true if `stated` is the chain's hash of this block. Returns false for a block that does not exist
    /// yet, because it has no hash. Reverts if the chain no longer knows the hash of the block.
    function _isHashOf(bytes32 stated, uint64 number) private view returns (bool) {
        if (number >= block.number) return false;
        bytes32 hash = blockhash(number);
        if (hash == 0) {
            (bool done, bytes memory answer) = BLOCK_HASHES.staticcall(abi.encode(uint256(number)));
            if (!done || answer.length != 32 || bytes32(answer) == 0) revert ProofChecker_BlockTooOld(number);
            hash = bytes32(answer);
        }
        return hash == stated;
    }
}
