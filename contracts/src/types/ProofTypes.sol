// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The answer (commit) of a GPU in a slot of GPU proofs. Its numbers are whole words of 256 bits, so that an
/// answer with impossible numbers can be shown, too.
struct ProofCommit {
    bytes32 node;
    uint256 gpu; // position of the GPU in its node, from 0
    bytes32 slotSeed;
    uint256 rows; // of A
    uint256 segmentBits; // a segment has 2^segmentBits rows
    uint256 hashes; // number of SHA-256 hashes for each block of a row
    uint256 passes;
    uint256 samples; // number of rows that all nonces sample together
    bytes32[] roots; // one for each pass
}

/// @notice A statement of validators about one GPU in one slot. It is a leaf of a Merkle tree whose root validators
/// sign under the subject "proofs".
struct ProofStatement {
    bytes32 node;
    uint8 gpu;
    uint64 slot; // number of the slot's block
    bytes32 slotHash; // hash of that block
    bytes32 beaconSeed; // newest seed of the beacon at the slot, or 0
    bytes32 commit; // hash of the commit
    bytes32 calls; // hash of the timers' entries
    uint8 timers; // number of selected timers
    uint64 z; // number of the first block 30 s or more after the slot
    bytes32 zHash; // hash of that block
    uint32 shownMib; // memory that the proof shows
    bool passed;
    uint16 speedBps; // speed relative to the reference of the class; 0 if not passed
    uint16 site; // number of the site (network) in the slot, from 1; 0 if not passed
}

/// @notice A statement with its Merkle path to a root that validators signed.
struct ShownStatement {
    bytes32 root;
    ProofStatement statement;
    bytes32[] path;
}

/// @notice The random number (nonce) of one timer: a validator that measures the proofs of a slot. The timer has
/// announced its hash before, in a signed call.
struct TimerNonce {
    uint8 place; // position in the selected committee, from 0
    address timer;
    bytes32 nonce;
    bytes32 nonceHash;
    bytes32 doorHash; // hash of the address at which the timer listens
    bytes signature;
}

/// @notice The hashes of all nonces in a statement, and one of these nonces in full.
struct ShownNonce {
    bytes32[] entries;
    uint256 index;
    TimerNonce nonce;
}

/// @notice One value (cell) of a sampled row of the product C, with the row's Merkle path to the root of its pass.
struct ShownCell {
    uint256 sample; // position among the sampled rows of the nonce, from 0
    uint256 column; // 0 to 7
    bytes32 product; // eight values of int32
    bytes32[] path;
}
