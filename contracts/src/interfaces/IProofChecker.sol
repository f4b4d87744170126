// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProofCommit, ShownCell, ShownNonce, ShownStatement} from "../types/ProofTypes.sol";
import {IRefuter} from "./IRefuter.sol";

/// @title Refutes signed statements about GPU proofs
/// @notice Validators sign Merkle roots of statements about the proofs of a slot. Anybody can show that a statement
/// under a root is wrong. The first account that does so gets half of what `Attestations.punishWrongRoot` takes from
/// each signer of the root. The contract holds no funds and has no owner. It does not check that anybody signed the
/// root: a root that nobody signed costs nobody anything.
/// @dev Warning: an account that pays more for gas can copy a transaction that refutes a root, and get the reward. The
/// loss of the signers is the same in this case.
interface IProofChecker is IRefuter {
    /// @notice A statement under the root was proven wrong. `reason` is the name of the function that proved this.
    event RootRefuted(bytes32 indexed root, address indexed challenger, bytes32 indexed node, uint64 slot, bytes32 reason);

    error ProofChecker_AlreadyRefuted(bytes32 root, address challenger);
    error ProofChecker_StatementUnknown(bytes32 root, bytes32 leaf);
    /// @notice The statement says that the proof failed. Only a statement about a passed proof can have a wrong cell.
    error ProofChecker_NotPassed();
    error ProofChecker_CommitMismatch(bytes32 given, bytes32 stated);
    error ProofChecker_EntriesMismatch(bytes32 given, bytes32 stated);
    error ProofChecker_WorkImpossible();
    error ProofChecker_SampleUnknown(uint256 sample, uint256 samples);
    error ProofChecker_ColumnUnknown(uint256 column);
    error ProofChecker_ProductUnknown(bytes32 root, bytes32 expected);
    error ProofChecker_HeaderMismatch(bytes32 given, bytes32 stated);
    error ProofChecker_BlockTooOld(uint256 number);
    /// @notice The part of the statement that this call checks is right, so nothing was refuted.
    error ProofChecker_NothingWrong();

    /// @notice Shows that a sampled row has a wrong value, although the statement says that the proof passed. The proof
    /// is a product of two matrices A and B. Calculates two rows of A and one column of B again, which needs at most
    /// 2,500,000 gas.
    function refuteCell(
        ShownStatement calldata shown,
        ProofCommit calldata commit,
        ShownNonce calldata nonce,
        ShownCell calldata cell
    ) external;

    /// @notice Shows that a statement says that a proof passed, although its commit cannot be right. The commit states
    /// an impossible amount of work, another number of roots than passes, or another node, GPU or slot than the
    /// statement.
    function refuteCommit(ShownStatement calldata shown, ProofCommit calldata commit) external;

    /// @notice Shows that an entry of a statement's list of nonces is wrong: the nonce is not the one that its timer
    /// (the validator that measured the proof's time) announced in a signed call for this slot, or the entry's position
    /// is not below the number of timers.
    function refuteNonce(ShownStatement calldata shown, ShownNonce calldata nonce) external;

    /// @notice Shows that the list of nonces in a statement is wrong, because it has one of these faults: no entries,
    /// more entries than there were timers (validators that measure the proof's time), more than 16 timers, the same
    /// timer twice, or entries that are not sorted by position. `first` is an entry before `second`. If the number of
    /// entries or of timers is wrong, no nonce is needed.
    function refuteEntries(ShownStatement calldata shown, ShownNonce calldata first, ShownNonce calldata second)
        external;

    /// @notice Shows that a statement names the wrong block z: it must be the first block at least 30 s after the slot.
    /// The headers of the slot's block and of z must have the stated hashes. `beforeZ` is the header of the block
    /// before z.
    function refuteTime(
        ShownStatement calldata shown,
        bytes calldata slotHeader,
        bytes calldata zHeader,
        bytes calldata beforeZ
    ) external;

    /// @notice Shows that the stated hash of the slot's block or of block z is not the chain's hash of that block.
    /// @dev The chain must still know the hash: by EIP-2935 where it exists, otherwise for 256 blocks.
    function refuteBlock(ShownStatement calldata shown) external;

    /// @notice Returns the digest that a timer (a validator that measures a proof's time) signs to announce the hash of
    /// its nonce for a slot.
    function hashCall(uint64 slot, bytes32 slotHash, bytes32 nonceHash, bytes32 doorHash)
        external
        view
        returns (bytes32);
}
