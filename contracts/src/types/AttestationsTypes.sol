// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The latest root that a quorum signed about a subject.
struct Attested {
    // storage slot 0
    bytes32 root;
    // storage slot 1: 64 + 40 + 8 + 40 = 152 bits
    uint64 epoch; // periods of the subject since 1970: hours, unless the owner set a shorter period
    uint40 time; // unix seconds of the block that stored it
    bool full; // at least 4 validators signed, with more than two thirds of the selected stake
    uint40 appliesFrom; // unix seconds; the root ends and credits leases only from then on
}

/// @notice The signers of the latest root about "nodes", who share its reward.
struct Signers {
    // storage slot 0
    bytes32 setHash;
    // storage slot 1: 64 + 64 = 128 bits
    uint64 epoch;
    uint64 bitmap; // bit i: member i of the set signed and was selected
}

/// @notice An account's place among the candidates of the validator set, its membership, its last slash and its
/// admission. One read of storage returns all of it.
struct Candidate {
    // one storage slot: 32 + 96 + 40 + 40 + 8 bits
    uint32 place; // position in the list of candidates, from 1; 0: not a candidate
    uint96 stake; // PToken base units, in the set formed at `memberSince`
    uint40 memberSince; // unix seconds; formation of the last set that it is a member of
    uint40 slashedAt; // unix seconds; last slash for something it signed
    bool admitted; // it may join while joining is not open to all
}

/// @notice A set of validators that may sign for up to seven days.
struct ValidatorSet {
    // storage slot 0: the hash of its members, each stake << 160 | account
    bytes32 setHash;
    // storage slot 1: 96 + 40 + 40 = 176 bits
    uint96 totalStake; // PToken base units
    uint40 formedAt; // unix seconds
    uint40 since; // unix seconds since when these members have these stakes
}

/// @notice The signatures of a root, all members of the validator set, and a bitmap of the members that signed.
struct QuorumProof {
    bytes32[] members; // all members of the set
    uint64 bitmap; // bit i: member i signed
    bytes[] signatures; // signatures of the members that signed, in the order of members
}

/// @notice A statement of the quorum about a node. It is valid only in the latest root about "nodes".
struct NodeStatement {
    bytes32 node;
    uint8 tier;
    uint16 reliabilityBps;
}

/// @notice Time in which a node was unreachable: [from, until), unix seconds.
struct OutageStatement {
    bytes32 node;
    uint40 from;
    uint40 until;
}

/// @notice The credited seconds of a lease, which must not be billed. They are a total for the whole lease, so that the
/// same statement has no effect a second time.
struct CreditStatement {
    address market;
    uint256 leaseId;
    uint24 creditedSeconds;
}

/// @notice A lease whose node has been silent since `since`.
struct LossStatement {
    address market;
    uint256 leaseId;
    uint40 since; // unix seconds of the last heartbeat
}

/// @notice A fraud that validators proved. Each fraud can be applied only once.
struct FraudStatement {
    address account;
    bytes32 purpose;
    uint16 shareBps; // share of everything at risk; at most 5,000
    address victim;
    uint96 compensation; // PToken base units
    bytes32 evidenceHash;
}

/// @notice A root with the signature of one validator. `setHash` names the validator set for which it signed.
struct SignedRoot {
    bytes32 setHash;
    bytes32 root;
    bytes signature;
}
