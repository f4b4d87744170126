// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev What an account pays and is paid in.
enum Asset {
    PToken,
    G
}

/// @dev The curve of a channel's key. A key on BabyJubJub is the low 160 bits of a hash; it only signs what a proof of
/// many vouchers shows, so no call of this edition accepts its signature.
enum KeyCurve {
    Secp256k1,
    BabyJubJub
}

/// @dev Why a row of a batch was skipped. `None`: it was not.
enum SkipReason {
    None,
    SerialWrong,
    NothingNew,
    ClaimOverDeposit,
    ClaimOverSpent,
    SignatureWrong
}

/// @dev The facts of a service that never change. Its id is a hash of them.
struct ServiceFacts {
    address payee;
    address royaltyTo;
    uint16 royaltyBps;
    uint32 lockSeconds;
    bytes32 salt;
}

/// @dev Three slots. `outAt` is 0 unless the bond is leaving; `noted` is true if a finding has made its way out longer.
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

/// @dev What the owner of a model signs for a service: its payee may sell the model, for this royalty.
struct Grant {
    bytes32 model;
    uint40 until;
    bytes signature;
}

/// @dev One slot for each account and asset. `fees` are sent on by `sweepFees`.
struct Pot {
    uint128 free;
    uint96 fees;
}

/// @dev What a key of a payer may move from its pot into channels, in one slot. Amounts are 1e-6 of the asset.
/// `unsettled` is the most that one channel may hold.
struct Allowance {
    uint48 left;
    uint48 dayCap;
    uint48 today;
    uint48 unsettled;
    uint24 day;
    uint40 until;
}

/// @dev The facts of a channel. Its id is a hash of them.
struct ChannelFacts {
    address payer;
    address key;
    KeyCurve curve;
    bytes20 service;
    Asset asset;
}

/// @dev One slot. `settled` goes on through serials; `exitAt` is 0 unless the channel is exiting.
struct Channel {
    uint96 deposited;
    uint96 settled;
    uint40 exitAt;
    uint24 serial;
}

/// @dev A cumulative ceiling, signed by the key of a channel with each request.
struct Voucher {
    uint32 seq;
    uint96 spent;
    bytes32 trace;
    bytes signature;
}

/// @dev A permit of PToken or G for the ledger (ERC-2612).
struct LedgerPermit {
    uint256 deadline;
    uint8 v;
    bytes32 r;
    bytes32 s;
}
