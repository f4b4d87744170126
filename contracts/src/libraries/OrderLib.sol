// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

import {Ask, Bid, Mandate} from "../types/MarketTypes.sol";

/// @title EIP-712 struct hashes of everything the market accepts signed
/// @dev All fields are atomic static types, so `abi.encode(typehash, order)` is exactly EIP-712's encodeData; in calldata the
/// fields already stand so. Dirty high bits give another hash than the one that was signed, and are refused where they are read.
library OrderLib {
    bytes32 internal constant ASK_TYPEHASH = keccak256(
        "Ask(address provider,bytes32 node,uint96 pricePerGpuSecond,uint8 minGpus,uint8 maxGpus,uint32 minDurationSeconds,uint32 maxDurationSeconds,uint40 availableFrom,uint40 availableUntil,uint16 maxFeeBps,uint32 noticeSeconds,uint32 trialSeconds,address privateRenter,bool transferable,address executor,uint64 nonce,uint40 expiry)"
    );
    bytes32 internal constant BID_TYPEHASH = keccak256(
        "Bid(address renter,uint256 classMask,uint256 regionMask,uint16 minVramGib,uint8 minTier,uint16 minReliabilityBps,bytes32 node,uint8 gpus,uint8 minGpusPerNode,bool allOrNothing,bool cluster,uint32 durationSeconds,uint40 startFrom,uint40 startUntil,uint96 maxPricePerGpuSecond,uint96 maxRelayFee,uint8 timeInForce,bytes32 workloadHash,uint16 maxFeeBps,address executor,uint64 nonce,uint40 expiry)"
    );
    bytes32 internal constant MANDATE_TYPEHASH = keccak256(
        "Mandate(address provider,bytes32 node,uint96 minPricePerGpuSecond,uint32 maxDurationSeconds,uint40 until,uint64 nonce)"
    );
    bytes32 internal constant READY_TYPEHASH = keccak256("Ready(uint256 leaseId,uint40 signedAt)");
    bytes32 internal constant END_TYPEHASH = keccak256("End(uint256 leaseId,bool accept,uint40 expiry)");
    bytes32 internal constant CANCEL_LEASE_TYPEHASH = keccak256("CancelLease(uint256 leaseId,uint40 expiry)");

    function hashAsk(Ask calldata ask) internal pure returns (bytes32) {
        uint256 place;
        assembly {
            place := ask
        }
        return _hashWords(ASK_TYPEHASH, place, 17);
    }

    function hashBid(Bid calldata bid) internal pure returns (bytes32) {
        uint256 place;
        assembly {
            place := bid
        }
        return _hashWords(BID_TYPEHASH, place, 22);
    }

    function hashMandate(Mandate calldata mandate) internal pure returns (bytes32) {
        uint256 place;
        assembly {
            place := mandate
        }
        return _hashWords(MANDATE_TYPEHASH, place, 6);
    }

    function hashReady(uint256 leaseId, uint40 signedAt) internal pure returns (bytes32) {
        return keccak256(abi.encode(READY_TYPEHASH, leaseId, signedAt));
    }

    function hashEnd(uint256 leaseId, bool accept, uint40 expiry) internal pure returns (bytes32) {
        return keccak256(abi.encode(END_TYPEHASH, leaseId, accept, expiry));
    }

    function hashCancelLease(uint256 leaseId, uint40 expiry) internal pure returns (bytes32) {
        return keccak256(abi.encode(CANCEL_LEASE_TYPEHASH, leaseId, expiry));
    }

    /// @dev keccak256(typehash, the next `words` words of calldata from `place`).
    function _hashWords(bytes32 typehash, uint256 place, uint256 words) private pure returns (bytes32 structHash) {
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            let size := mul(words, 0x20)
            mstore(pointer, typehash)
            calldatacopy(add(pointer, 0x20), place, size)
            structHash := keccak256(pointer, add(size, 0x20))
        }
    }
}
