// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev The token in which a channel or pot is paid.
enum Asset {
    PToken,
    G
}

/// @dev The signature curve of a channel's key. A key on BabyJubJub is the low 160 bits of the Poseidon hash of its
/// point. Its vouchers are settled by a proof (`settleProven`).
enum KeyCurve {
    Secp256k1,
    BabyJubJub
}

/// @dev The reason why a row of a batch was skipped. `None` means that it was settled.
enum SkipReason {
    None,
    SerialWrong,
    NothingNew,
    ClaimOverDeposit,
    ClaimOverSpent,
    SignatureWrong
}

/// @dev The facts of a service that never change. The id of the service is a hash of them.
struct ServiceFacts {
    address payee;
    address royaltyTo;
    uint16 royaltyBps;
    uint32 lockSeconds;
    bytes32 salt;
}

/// @dev A service, in three slots. `outAt` is the time from which its bond can be withdrawn, and 0 unless the bond is
/// being withdrawn. `noted` is true if a finding (a report of misconduct) has already delayed the withdrawal.
struct Service {
    address payee;
    uint16 royaltyBps;
    uint32 lockSeconds;
    uint40 outAt;
    bool noted;
    address royaltyTo;
    uint96 bond;
    address operator;
}

/// @dev The permission of a model's owner: the payee of a service may sell the model for this royalty.
struct Grant {
    bytes32 model;
    uint40 until;
    bytes signature;
}

/// @dev The money of an account in one asset, in one slot. `free` can be spent or withdrawn; `sweepFees` sends `fees`
/// to the fee splitter or the treasury.
struct Pot {
    uint128 free;
    uint96 fees;
}

/// @dev The limits of a payer's key for moving money from the payer's pot into channels, in one slot. Amounts are 1e-6
/// of the asset. `unsettled` is the most that one channel may hold.
struct Allowance {
    uint48 left;
    uint48 dayCap;
    uint48 today;
    uint48 unsettled;
    uint24 day;
    uint40 until;
}

/// @dev The facts of a channel that never change. The id of the channel is a hash of them.
struct ChannelFacts {
    address payer;
    address key;
    KeyCurve curve;
    bytes20 service;
    Asset asset;
}

/// @dev The state of a channel, in one slot. `settled` is the total over all uses of the channel; a closed channel
/// begins its next use with the next serial. `exitAt` is 0 unless the channel is exiting.
struct Channel {
    uint96 deposited;
    uint96 settled;
    uint40 exitAt;
    uint24 serial;
}

/// @dev A signed limit: all requests of a channel so far may cost at most `spent`. The key of the channel signs a new
/// one with each request.
struct Voucher {
    uint32 seq;
    uint96 spent;
    bytes32 trace;
    bytes signature;
}

/// @dev An ERC-2612 permit that lets the ledger take a deposit of PToken or G.
struct LedgerPermit {
    uint256 deadline;
    uint8 v;
    bytes32 r;
    bytes32 s;
}
