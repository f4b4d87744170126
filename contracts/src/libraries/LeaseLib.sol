// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {LeaseHead, LeaseSlot, LeaseTerms} from "../types/MarketTypes.sol";

/// @title Lease arithmetic: what is billable when, and what was agreed
/// @notice Pure. Twin of the lease arithmetic in packages/domain; shared vectors: packages/domain/vectors/lease.json.
library LeaseLib {
    uint8 internal constant STATE_NONE = 0;
    uint8 internal constant STATE_BOOKED = 1;
    uint8 internal constant STATE_ACTIVE = 2;
    uint8 internal constant STATE_ENDED = 3;

    uint8 internal constant REASON_RENTER_ENDED = 1;
    uint8 internal constant REASON_TIME_UP = 2;
    uint8 internal constant REASON_BUDGET_REACHED = 3;
    uint8 internal constant REASON_PROVIDER_ENDED = 4;
    uint8 internal constant REASON_NODE_LOST = 5;
    uint8 internal constant REASON_NO_SHOW = 6;
    uint8 internal constant REASON_CANCELLED = 7;

    uint8 internal constant FLAG_SPOT = 1;
    uint8 internal constant FLAG_CLUSTER = 2;
    uint8 internal constant FLAG_TRANSFERABLE = 4;

    /// @dev Bit of a slot's status: the holder is the owner of the lease token.
    uint8 internal constant TOKENISED = 0x80;

    /// @dev The node may say Ready until this long after the start.
    uint256 internal constant READY_GRACE_SECONDS = 600;
    /// @dev All members of a cluster may leave free until this long after the grace, so that one late member lets all leave.
    uint256 internal constant CLUSTER_TRIAL_SECONDS = 300;

    /// @dev Pay vests this long after it accrues.
    uint256 internal constant VESTING_SECONDS = 3600;

    /// @notice Low 160 bits of the hash that a lease slot keeps of its terms: keccak256(abi.encode(leaseId, provider, node, start, restHash)).
    function hashTerms(uint256 leaseId, LeaseTerms memory terms) internal pure returns (uint160 termsHash) {
        bytes32 rest = restHashOf(terms);
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(pointer, leaseId)
            mcopy(add(pointer, 0x20), add(terms, 0x20), 0x40) // provider, node
            mstore(add(pointer, 0x60), mload(add(terms, 0xc0))) // start
            mstore(add(pointer, 0x80), rest)
            termsHash := shr(96, shl(96, keccak256(pointer, 0xa0)))
        }
    }

    /// @notice keccak256 of the 13 terms that are not in a LeaseHead, in their order.
    function restHashOf(LeaseTerms memory terms) internal pure returns (bytes32 rest) {
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(pointer, mload(terms)) // renter
            mcopy(add(pointer, 0x20), add(terms, 0x60), 0x60) // hostKey, price, gpus
            mcopy(add(pointer, 0x80), add(terms, 0xe0), 0x120) // durationSeconds to workloadHash
            rest := keccak256(pointer, 0x1a0)
        }
    }

    /// @notice The same hash from calldata, copied as it is.
    /// @dev Dirty high bits give another hash than the clean terms that were stored, so they never match.
    function hashTermsCalldata(uint256 leaseId, LeaseTerms calldata terms) internal pure returns (uint160 termsHash) {
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            calldatacopy(pointer, terms, 0x20)
            calldatacopy(add(pointer, 0x20), add(terms, 0x60), 0x60)
            calldatacopy(add(pointer, 0x80), add(terms, 0xe0), 0x120)
            let rest := keccak256(pointer, 0x1a0)
            mstore(pointer, leaseId)
            calldatacopy(add(pointer, 0x20), add(terms, 0x20), 0x40)
            calldatacopy(add(pointer, 0x60), add(terms, 0xc0), 0x20)
            mstore(add(pointer, 0x80), rest)
            termsHash := shr(96, shl(96, keccak256(pointer, 0xa0)))
        }
    }

    /// @notice The same hash when only the head of the terms is given.
    function hashHead(uint256 leaseId, LeaseHead calldata head) internal pure returns (uint160 termsHash) {
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(pointer, leaseId)
            calldatacopy(add(pointer, 0x20), head, 0x80)
            termsHash := shr(96, shl(96, keccak256(pointer, 0xa0)))
        }
    }

    function stateOf(LeaseSlot memory slot) internal pure returns (uint8) {
        return slot.status & 0x0f;
    }

    function reasonOf(LeaseSlot memory slot) internal pure returns (uint8) {
        return (slot.status >> 4) & 0x07;
    }

    /// @notice Escrow rate: PToken base units a second for all GPUs of the lease.
    function rateOf(LeaseTerms memory terms) internal pure returns (uint256) {
        return uint256(terms.pricePerGpuSecond) * terms.gpus;
    }

    /// @notice Seconds billed up to `time`: min(time, end) - readyAt - credit, never below 0.
    function billableAt(LeaseTerms memory terms, LeaseSlot memory slot, uint256 time) internal pure returns (uint256) {
        uint256 end = uint256(terms.start) + slot.endOffset;
        uint256 until = time < end ? time : end;
        uint256 from = uint256(terms.start) + slot.readyDelay + slot.credit;
        return until > from ? until - from : 0;
    }

    /// @notice Seconds that are vested at `time`: those billed one hour ago, none while the trial runs.
    function vestedAt(LeaseTerms memory terms, LeaseSlot memory slot, uint256 time) internal pure returns (uint256) {
        if (inTrial(terms, slot, time) || time < VESTING_SECONDS) return 0;
        return billableAt(terms, slot, time - VESTING_SECONDS);
    }

    /// @notice True while leaving is free: trialSeconds after Ready; for a cluster's members at least until start + 600 + 300.
    /// @dev Assumes the lease is Active.
    function inTrial(LeaseTerms memory terms, LeaseSlot memory slot, uint256 time) internal pure returns (bool) {
        if (time < uint256(terms.start) + slot.readyDelay + terms.trialSeconds) return true;
        return terms.flags & FLAG_CLUSTER != 0 && terms.trialSeconds != 0
            && time < uint256(terms.start) + READY_GRACE_SECONDS + CLUSTER_TRIAL_SECONDS;
    }

    /// @notice Seconds a renter pays for cancelling before start: clamp(notice - (start - time), 0, duration); none from start on.
    function noticeOwed(LeaseTerms memory terms, uint256 time) internal pure returns (uint256 owed) {
        if (time >= terms.start) return 0;
        uint256 lead = uint256(terms.start) - time;
        if (terms.noticeSeconds <= lead) return 0;
        owed = terms.noticeSeconds - lead;
        if (owed > terms.durationSeconds) owed = terms.durationSeconds;
    }
}
