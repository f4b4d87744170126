// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A provider's signed offer of GPU time on one node. A fill does not use it up: it can be filled again until
/// it expires or is cancelled, for hours in which the node's calendar has free GPUs.
/// @dev EIP-712 struct: the field order is the signed order.
struct Ask {
    address provider;
    bytes32 node;
    uint96 pricePerGpuSecond; // PToken base units (1e-18)
    uint8 minGpus;
    uint8 maxGpus;
    uint32 minDurationSeconds;
    uint32 maxDurationSeconds;
    uint40 availableFrom; // unix seconds
    uint40 availableUntil; // unix seconds; the lease must have ended by then
    uint16 maxFeeBps;
    uint32 noticeSeconds; // seconds that a renter pays for after ending early
    uint32 trialSeconds; // free seconds after Ready
    address privateRenter; // zero: any renter may use it
    bool transferable;
    address executor; // 1: the engine set; 0: anyone; else that address
    uint64 nonce; // number of the ask; one storage slot marks 256 nonces as used
    uint40 expiry; // unix seconds, last second of validity
}

/// @notice A renter's signed order. The nonce refers to an 8-bit counter (lane) of the filled GPUs. If the counter is
/// 255, the order is cancelled.
/// @dev EIP-712 struct: the field order is the signed order.
struct Bid {
    address renter;
    uint256 classMask; // ignored when a node is pinned
    uint256 regionMask; // ignored when a node is pinned
    uint16 minVramGib;
    uint8 minTier;
    uint16 minReliabilityBps;
    bytes32 node; // zero: any node that matches the conditions
    uint8 gpus; // 1 to 254
    uint8 minGpusPerNode;
    bool allOrNothing;
    bool cluster;
    uint32 durationSeconds;
    uint40 startFrom;
    uint40 startUntil;
    uint96 maxPricePerGpuSecond; // PToken base units (1e-18)
    uint96 maxRelayFee; // PToken base units
    uint8 timeInForce; // 0 GTC, 1 GTT, 2 IOC, 3 FOK
    bytes32 workloadHash;
    uint16 maxFeeBps;
    address executor; // 1: the engine set; 0: anyone; else that address
    uint64 nonce; // selects the 8 bits that count the bid's filled GPUs; 32 nonces share a storage slot
    uint40 expiry; // unix seconds, last second of validity
}

/// @notice The limits within which a provider's wallet lets a node's own key sign asks.
/// @dev EIP-712 struct: the field order is the signed order. Its nonce is from the same range as those of the
/// provider's asks.
struct Mandate {
    address provider;
    bytes32 node;
    uint96 minPricePerGpuSecond;
    uint32 maxDurationSeconds;
    uint32 maxTrialSeconds;
    uint32 minNoticeSeconds;
    uint32 maxNoticeSeconds;
    uint40 availableUntil; // unix seconds; an ask may not be available beyond it
    uint8 flags; // bit 0: asks may be transferable; bit 1: asks may be private
    uint40 until; // unix seconds, last second at which an ask under this mandate may settle
    uint64 nonce;
}

/// @notice Values that all items of one settle call share.
struct SettleContext {
    address sender; // the executor, which is paid the relay fees
    address registry; // NodeRegistry
    uint16 feeBps;
    bool senderIsEngine;
}

/// @notice The terms of a lease. Only an extension changes one of them, the duration. The hash of the terms is in the
/// lease's slot, `Settled` contains all of them, and every later call must pass them again.
struct LeaseTerms {
    address renter;
    address provider;
    bytes32 node;
    bytes32 hostKey; // ed25519, raw
    uint96 pricePerGpuSecond;
    uint8 gpus;
    uint40 start;
    uint32 durationSeconds;
    uint32 noticeSeconds;
    uint32 trialSeconds; // 0: this lease has no trial
    uint16 feeBps;
    uint8 flags; // bit 0 spot, bit 1 cluster, bit 2 transferable
    uint64 askNonce;
    uint32 askMaxDurationSeconds;
    uint40 askAvailableUntil;
    bytes32 workloadHash;
}

/// @notice The part of a lease's terms that `ready` needs; `restHash` is the hash of all other terms. The node's id is
/// calculated from provider and signer.
struct LeaseHead {
    address provider;
    bytes32 restHash; // keccak256(abi.encode(the 13 other terms, in their order))
    uint40 start;
}

/// @notice The one storage slot of a lease.
/// @dev 160 + 8 + 16 + 3 * 24 = 256 bits. An all-zero slot is a closed lease, or one that never existed.
struct LeaseSlot {
    uint160 termsHash; // low 160 bits of keccak256(abi.encode(leaseId, provider, node, start, hash of the rest))
    uint8 status; // bits 0-3 state, bits 4-6 end reason, bit 7 tokenised
    uint16 readyDelay; // seconds from start to Ready
    uint24 endOffset; // seconds from start to the current end
    uint24 paidSeconds; // seconds already paid to the provider
    uint24 credit; // seconds that validator quorums removed from the bill
}

/// @notice The one storage slot of an account.
/// @dev 96 + 8 + 96 + 32 = 232 bits. All amounts are PToken that the Market holds, and PToken's supply fits 96 bits.
struct AccountSlot {
    uint96 balance; // PToken base units, free to withdraw
    bool hasFloor; // the account has a floor, so a settle must read it
    uint96 fees; // PToken base units, waiting for sweepFees
    uint32 lastTrialAt; // unix seconds of the last granted trial
}

/// @notice The public state of an account.
struct Account {
    uint128 balance; // PToken base units, free to withdraw
    uint96 fees; // PToken base units, waiting for sweepFees
    uint32 lastTrialAt; // unix seconds of the last granted trial
}

/// @notice A session key's remaining rights. Amounts in 1e-9 PToken; each spending is rounded up.
/// @dev One slot: 3 * 64 + 24 + 40 = 256 bits.
struct Session {
    uint64 totalLeft;
    uint64 dayCap;
    uint64 spentToday; // amount spent on `day`
    uint24 day; // day of the last spending, in days since 1970
    uint40 expiry; // unix seconds, last second of validity; 0: no such key
}

/// @notice Limits that an account sets for a session key. Amounts in 1e-9 PToken.
struct SessionLimits {
    uint64 totalLeft;
    uint64 dayCap;
    uint40 expiry; // unix seconds, last second of validity
}

/// @notice A signed order of a lease's holder, or of its session key, to extend the lease automatically near its end.
/// @dev EIP-712 struct: the field order is the signed order.
struct AutoExtend {
    uint256 leaseId;
    bytes32 leaseKey; // LeaseLib.leaseKeyOf: identifies the lease even if a reorg changes its id
    uint32 stepSeconds; // 1 to 3600
    uint32 maxTotalSeconds; // maximum duration of the lease, from its start
    uint96 relayFee; // PToken base units, paid to the sender of each step
    uint64 nonce; // from the same range as the holder's asks: the holder cancels it by cancelAsk(nonce)
    uint40 expiry; // unix seconds, last second of validity
}

/// @notice An ERC-2612 permit that lets the Market take a deposit.
struct Permit {
    uint256 deadline;
    uint8 v;
    bytes32 r;
    bytes32 s;
}

/// @notice Storage of Market, shared with MarketAnnex. Append fields only.
/// @custom:storage-location erc7201:infinitio.storage.Market
struct MarketStorage {
    mapping(address account => AccountSlot record) accounts;
    mapping(uint256 leaseId => LeaseSlot slot) leases;
    mapping(bytes32 node => mapping(uint256 wordIndex => uint256 word)) calendar; // 64 hours in a word
    mapping(address account => mapping(uint256 wordIndex => uint256 word)) askBits; // 256 nonces in a word
    mapping(address account => mapping(uint256 wordIndex => uint256 word)) bidLanes; // 32 nonces in a word
    mapping(address account => uint64 floor) floors; // nonces below it are cancelled
    uint256 leaseCount;
    mapping(address account => mapping(address key => Session session)) sessions;
    address leaseToken; // written once, by Market's constructor
}
