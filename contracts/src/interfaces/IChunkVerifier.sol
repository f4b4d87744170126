// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A judge of results that a contract can check
/// @notice The pool takes only verifiers that the Directory names, because one that refuses right results would cost a
/// worker its time.
interface IChunkVerifier {
    /// @notice Returns whether `root` is the root of right outputs of all chunks of a task. Never reverts for lack of
    /// rights: the answer depends only on the arguments.
    /// @param inputRoot The input of the batch.
    /// @param index The position of the task in its batch.
    /// @param chunks The number of chunks of the task.
    /// @param root The root of the outputs, as in ChunkTreeLib.
    /// @param data What the worker adds so that the result can be checked.
    function isRight(bytes32 inputRoot, uint256 index, uint256 chunks, bytes32 root, bytes calldata data)
        external
        view
        returns (bool);
}
