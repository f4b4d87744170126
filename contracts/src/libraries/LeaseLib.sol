// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {LeaseSlot, LeaseTerms} from "../types/MarketTypes.sol";

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

    /// @dev Pay vests this long after it accrues.
    uint256 internal constant VESTING_SECONDS = 3600;

    /// @notice Low 160 bits of the hash that a lease slot keeps of its terms.
    function hashTerms(uint256 leaseId, LeaseTerms memory terms) internal pure returns (uint160) {
        return uint160(uint256(keccak256(abi.encode(leaseId, terms))));
    }

    /// @notice The same hash from calldata, copied as it is.
    /// @dev Dirty high bits give another hash than the clean terms that were stored, so they never match.
    function hashTermsCalldata(uint256 leaseId, LeaseTerms calldata terms) internal pure returns (uint160 termsHash) {
        bytes32 full;
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(pointer, leaseId)
            calldatacopy(add(pointer, 0x20), terms, 0x200) // 16 words
            full := keccak256(pointer, 0x220)
        }
        termsHash = uint160(uint256(full));
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

    /// @notice True while leaving is free.
    /// @dev Assumes the lease is Active.
    function inTrial(LeaseTerms memory terms, LeaseSlot memory slot, uint256 time) internal pure returns (bool) {
        return time < uint256(terms.start) + slot.readyDelay + terms.trialSeconds;
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
