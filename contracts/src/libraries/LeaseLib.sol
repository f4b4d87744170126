// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LeaseHead, LeaseSlot, LeaseTerms} from "../types/MarketTypes.sol";

/// @title Lease arithmetic: billable and vested seconds, notice, trials, and the hash of the terms
/// @notice Pure. packages/domain has the same lease arithmetic; shared vectors: packages/domain/vectors/lease.json.
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

    /// @dev The bit of a slot's status that marks a tokenised lease, so that the owner of its token is the holder.
    uint8 internal constant TOKENISED = 0x80;

    /// @dev The node may become Ready until this many seconds after the start.
    uint256 internal constant READY_GRACE_SECONDS = 600;
    /// @dev The renter can end all leases of a cluster for free until this many seconds after the grace period for
    /// Ready. So if one member is late, the renter can leave all of them.
    uint256 internal constant CLUSTER_TRIAL_SECONDS = 300;

    /// @dev The longest trial in seconds, even if the ask offers more.
    uint256 internal constant MAX_TRIAL_SECONDS = 3600;
    /// @dev A trial lasts at most the lease's duration divided by this number.
    uint256 internal constant TRIAL_SHARE = 10;
    /// @dev The shortest duration, in seconds, with which the leases of a cluster have a trial.
    uint256 internal constant LEAST_CLUSTER_SECONDS = TRIAL_SHARE * (READY_GRACE_SECONDS + CLUSTER_TRIAL_SECONDS);

    /// @dev Pay vests this many seconds after it accrues.
    uint256 internal constant VESTING_SECONDS = 3600;

    /// @notice Returns the low 160 bits of the hash of the terms, as a lease slot stores them:
    /// keccak256(abi.encode(leaseId, provider, node, start, restHash)).
    function hashTerms(uint256 leaseId, LeaseTerms memory terms) internal pure returns (uint160 termsHash) {
        bytes32 rest = restHashOf(terms);
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(pointer, leaseId)
            mcopy(add(pointer, 0x20), add(terms, 0x20), 0x40) // copies provider and node
            mstore(add(pointer, 0x60), mload(add(terms, 0xc0))) // start
            mstore(add(pointer, 0x80), rest)
            termsHash := shr(96, shl(96, keccak256(pointer, 0xa0)))
        }
    }

    /// @notice Returns keccak256 of the other 13 terms (all except provider, node and start), in their order.
    function restHashOf(LeaseTerms memory terms) internal pure returns (bytes32 rest) {
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(pointer, mload(terms)) // renter
            mcopy(add(pointer, 0x20), add(terms, 0x60), 0x60) // copies hostKey, price and gpus
            mcopy(add(pointer, 0x80), add(terms, 0xe0), 0x120) // copies durationSeconds to workloadHash
            rest := keccak256(pointer, 0x1a0)
        }
    }

    /// @notice Returns the key that identifies a lease in signed messages: keccak256(abi.encode(leaseId, all terms
    /// except durationSeconds, in their order)).
    /// @dev The id is not enough, because after a reorg another lease can have the same id. The duration is left out,
    /// because `extend` changes it.
    function leaseKeyOf(uint256 leaseId, LeaseTerms memory terms) internal pure returns (bytes32 leaseKey) {
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(pointer, leaseId)
            mcopy(add(pointer, 0x20), terms, 0xe0) // copies renter to start
            mcopy(add(pointer, 0x100), add(terms, 0x100), 0x100) // copies noticeSeconds to workloadHash
            leaseKey := keccak256(pointer, 0x200)
        }
    }

    /// @notice Copies the terms of a call to `terms` unchanged, without checking their high bits.
    /// @dev Use it only for terms that are then hashed and compared with a slot's hash: if their high bits are not
    /// zero, the hashes differ. Writes to `terms`, because returning a struct would allocate memory for another one.
    function load(LeaseTerms memory terms, LeaseTerms calldata given) internal pure {
        assembly ("memory-safe") {
            calldatacopy(terms, given, 0x200) // 16 words
        }
    }

    /// @notice Reads a lease's stored state into `slot`.
    function load(LeaseSlot memory slot, LeaseSlot storage place) internal view {
        uint256 word = wordAt(place);
        slot.termsHash = uint160(word);
        slot.status = uint8(word >> 160);
        slot.readyDelay = uint16(word >> 168);
        slot.endOffset = uint24(word >> 184);
        slot.paidSeconds = uint24(word >> 208);
        slot.credit = uint24(word >> 232);
    }

    /// @notice Returns the same hash as `hashTerms`, from the node and the part of the terms that `ready` passes.
    function hashHead(uint256 leaseId, LeaseHead calldata head, bytes32 node)
        internal
        pure
        returns (uint160 termsHash)
    {
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(pointer, leaseId)
            calldatacopy(add(pointer, 0x20), head, 0x20) // provider
            mstore(add(pointer, 0x40), node)
            calldatacopy(add(pointer, 0x60), add(head, 0x40), 0x20) // start
            calldatacopy(add(pointer, 0x80), add(head, 0x20), 0x20) // restHash
            termsHash := shr(96, shl(96, keccak256(pointer, 0xa0)))
        }
    }

    // ── The slot as one word, which costs less than a whole struct ──────────

    function wordAt(LeaseSlot storage place) internal view returns (uint256 word) {
        assembly ("memory-safe") {
            word := sload(place.slot)
        }
    }

    function stateIn(uint256 word) internal pure returns (uint8) {
        return uint8(word >> 160) & 0x0f;
    }

    function endOffsetIn(uint256 word) internal pure returns (uint256) {
        return uint24(word >> 184);
    }

    /// @notice Writes the slot of a new Booked lease.
    /// @dev Assumes the duration fits 24 bits.
    function storeBooked(LeaseSlot storage place, uint160 termsHash, uint256 durationSeconds) internal {
        uint256 word = uint256(termsHash) | uint256(STATE_BOOKED) << 160 | durationSeconds << 184;
        assembly ("memory-safe") {
            sstore(place.slot, word)
        }
    }

    /// @notice Changes a Booked lease to Active, ready `delay` seconds after its start.
    /// @dev Assumes that the state is Booked, the delay fits 16 bits, and the stored delay is 0.
    function storeReady(LeaseSlot storage place, uint256 word, uint256 delay) internal {
        word ^= uint256(STATE_BOOKED ^ STATE_ACTIVE) << 160;
        word |= delay << 168;
        assembly ("memory-safe") {
            sstore(place.slot, word)
        }
    }

    function stateOf(LeaseSlot memory slot) internal pure returns (uint8) {
        return slot.status & 0x0f;
    }

    function reasonOf(LeaseSlot memory slot) internal pure returns (uint8) {
        return (slot.status >> 4) & 0x07;
    }

    /// @notice Returns the rate of the escrow: PToken base units per second for all GPUs of the lease.
    function rateOf(LeaseTerms memory terms) internal pure returns (uint256) {
        unchecked {
            return uint256(terms.pricePerGpuSecond) * terms.gpus; // 104 bits
        }
    }

    /// @notice Returns the seconds that are billed up to `time`: min(time, end) - readyAt - credited seconds, at least
    /// 0.
    function billableAt(LeaseTerms memory terms, LeaseSlot memory slot, uint256 time) internal pure returns (uint256) {
        // No sum can overflow, because times have 40 bits and offsets 24.
        unchecked {
            uint256 end = uint256(terms.start) + slot.endOffset;
            uint256 until = time < end ? time : end;
            uint256 from = uint256(terms.start) + slot.readyDelay + slot.credit;
            return until > from ? until - from : 0;
        }
    }

    /// @notice Returns the vested seconds at `time`: those billed up to one hour before, and 0 during the trial.
    function vestedAt(LeaseTerms memory terms, LeaseSlot memory slot, uint256 time) internal pure returns (uint256) {
        if (inTrial(terms, slot, time) || time < VESTING_SECONDS) return 0;
        return billableAt(terms, slot, time - VESTING_SECONDS);
    }

    /// @notice Returns true while leaving is free: for trialSeconds after Ready; for the members of a cluster with a
    /// trial, at least until start + 600 + 300 (seconds).
    /// @dev Assumes that the lease is Active.
    function inTrial(LeaseTerms memory terms, LeaseSlot memory slot, uint256 time) internal pure returns (bool) {
        unchecked {
            if (time < uint256(terms.start) + slot.readyDelay + terms.trialSeconds) return true;
            return terms.flags & FLAG_CLUSTER != 0 && terms.trialSeconds != 0
                && time < uint256(terms.start) + READY_GRACE_SECONDS + CLUSTER_TRIAL_SECONDS;
        }
    }

    /// @notice Returns the last second at which the node may become Ready: start + min(600, duration).
    function readyUntil(LeaseTerms memory terms) internal pure returns (uint256) {
        uint256 duration = terms.durationSeconds;
        unchecked {
            return uint256(terms.start) + (duration < READY_GRACE_SECONDS ? duration : READY_GRACE_SECONDS);
        }
    }

    /// @notice Returns the seconds that a renter pays for if it cancels, at `time`, a lease that is not Ready. Before
    /// the start, that is the notice less the seconds left until the start. From the start until Ready is impossible,
    /// it is the whole notice; for spot leases and leases with a trial, it is 0. Once Ready is impossible, it is 0 for
    /// every lease. It is never below zero or above the duration.
    /// @dev If spot leases had to pay the notice after the start, a provider that does not respond would earn it from
    /// each spot renter that gives up.
    function noticeOwed(LeaseTerms memory terms, uint256 time) internal pure returns (uint256 owed) {
        owed = terms.noticeSeconds;
        if (time < terms.start) {
            uint256 lead = uint256(terms.start) - time;
            if (owed <= lead) return 0;
            owed -= lead;
        } else if (terms.flags & FLAG_SPOT != 0 || terms.trialSeconds != 0 || time > readyUntil(terms)) {
            return 0;
        }
        if (owed > terms.durationSeconds) owed = terms.durationSeconds;
    }

    /// @notice Returns the trial of a lease: the offer of the ask, but at most an hour and at most a tenth of the
    /// lease.
    /// @dev The members of a cluster can be ended for free until CLUSTER_TRIAL_SECONDS after the grace period. This
    /// time must be at most a tenth of the lease, too. So a cluster of shorter leases has no trial.
    function trialOf(uint256 offeredSeconds, uint256 durationSeconds, bool cluster)
        internal
        pure
        returns (uint256 trialSeconds)
    {
        if (cluster && durationSeconds < LEAST_CLUSTER_SECONDS) return 0;
        trialSeconds = durationSeconds / TRIAL_SHARE;
        if (trialSeconds > MAX_TRIAL_SECONDS) trialSeconds = MAX_TRIAL_SECONDS;
        if (trialSeconds > offeredSeconds) trialSeconds = offeredSeconds;
    }
}
