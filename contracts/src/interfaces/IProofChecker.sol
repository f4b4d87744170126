// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProofCommit, ShownCell, ShownNonce, ShownStatement} from "../types/ProofTypes.sol";
import {IRefuter} from "./IRefuter.sol";

/// @title The refuter of signed statements about GPU proofs
/// @notice Anybody can show that a statement in a root is wrong. The first account that does so gets half of what
/// `Attestations.punishWrongRoot` takes from each signer of the root. The contract holds no funds and has no owner. It
/// does not check that anybody signed the root: a root that nobody signed costs nobody anything.
/// @dev Warning: a transaction that refutes can be copied by an account that pays more for gas. The slash is the same.
interface IProofChecker is IRefuter {
    /// @notice A statement of the root is wrong. `reason` is the name of the function that showed it.
    event RootRefuted(bytes32 indexed root, address indexed challenger, bytes32 indexed node, uint64 slot, bytes32 reason);

    error ProofChecker_AlreadyRefuted(bytes32 root, address challenger);
    error ProofChecker_StatementUnknown(bytes32 root, bytes32 leaf);
    /// @notice Only a statement that a proof passed can have a wrong cell.
    error ProofChecker_NotPassed();
    error ProofChecker_CommitMismatch(bytes32 given, bytes32 stated);
    error ProofChecker_EntriesMismatch(bytes32 given, bytes32 stated);
    error ProofChecker_WorkImpossible();
    error ProofChecker_SampleUnknown(uint256 sample, uint256 samples);
    error ProofChecker_ColumnUnknown(uint256 column);
    error ProofChecker_ProductUnknown(bytes32 root, bytes32 expected);
    error ProofChecker_HeaderMismatch(bytes32 given, bytes32 stated);
    error ProofChecker_BlockTooOld(uint256 number);
    /// @notice The statement is right in the respect that the call is about.
    error ProofChecker_NothingWrong();

    /// @notice Shows a wrong value in a row that a nonce of the statement sampled, although the statement says that
    /// the proof passed. Makes two rows of A and a column of B again: at most 2,500,000 gas.
    function refuteCell(
        ShownStatement calldata shown,
        ProofCommit calldata commit,
        ShownNonce calldata nonce,
        ShownCell calldata cell
    ) external;

    /// @notice Shows that a statement of a passed proof is about a commit of impossible work, with another number of
    /// roots than passes, or of another node, GPU or slot.
    function refuteCommit(ShownStatement calldata shown, ProofCommit calldata commit) external;

    /// @notice Shows that a nonce does not belong to a call that its timer signed for this slot, or that its position
    /// is not below the number of timers.
    function refuteNonce(ShownStatement calldata shown, ShownNonce calldata nonce) external;

    /// @notice Shows that a statement has no entries, more than its timers or than 16, one timer in two entries, or
    /// entries that are not in the sequence of their positions. `first` is an entry before `second`. If the number is
    /// wrong, they need no nonce.
    function refuteEntries(ShownStatement calldata shown, ShownNonce calldata first, ShownNonce calldata second)
        external;

    /// @notice Shows that z is not the first block at least 30 s after the slot. The headers of the slot's block and
    /// of z have the stated hashes, `beforeZ` is the header of the block before z.
    function refuteTime(
        ShownStatement calldata shown,
        bytes calldata slotHeader,
        bytes calldata zHeader,
        bytes calldata beforeZ
    ) external;

    /// @notice Shows that the stated hash of the slot's block or of z is not the chain's hash of that number.
    /// @dev Needs the hash of the block: by EIP-2935 where the chain has it, else within 256 blocks.
    function refuteBlock(ShownStatement calldata shown) external;

    /// @notice The digest that a timer signs to announce its nonce for a slot.
    function hashCall(uint64 slot, bytes32 slotHash, bytes32 nonceHash, bytes32 doorHash)
        external
        view
        returns (bytes32);
}
