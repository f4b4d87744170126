// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ask, AutoExtend, Bid, LeaseHead, Mandate, SessionLimits} from "../types/MarketTypes.sol";

/// @title EIP-712 struct hashes of all signed messages of the market
/// @dev All fields have static types of one word. So `abi.encode(typehash, order)` is exactly EIP-712's encodeData, and
/// an order in calldata already has this layout.
library OrderLib {
    bytes32 internal constant ASK_TYPEHASH = keccak256(
        "Ask(address provider,bytes32 node,uint96 pricePerGpuSecond,uint8 minGpus,uint8 maxGpus,uint32 minDurationSeconds,uint32 maxDurationSeconds,uint40 availableFrom,uint40 availableUntil,uint16 maxFeeBps,uint32 noticeSeconds,uint32 trialSeconds,address privateRenter,bool transferable,address executor,uint64 nonce,uint40 expiry)"
    );
    bytes32 internal constant BID_TYPEHASH = keccak256(
        "Bid(address renter,uint256 classMask,uint256 regionMask,uint16 minVramGib,uint8 minTier,uint16 minReliabilityBps,bytes32 node,uint8 gpus,uint8 minGpusPerNode,bool allOrNothing,bool cluster,uint32 durationSeconds,uint40 startFrom,uint40 startUntil,uint96 maxPricePerGpuSecond,uint96 maxRelayFee,uint8 timeInForce,bytes32 workloadHash,uint16 maxFeeBps,address executor,uint64 nonce,uint40 expiry)"
    );
    bytes32 internal constant MANDATE_TYPEHASH = keccak256(
        "Mandate(address provider,bytes32 node,uint96 minPricePerGpuSecond,uint32 maxDurationSeconds,uint32 maxTrialSeconds,uint32 minNoticeSeconds,uint32 maxNoticeSeconds,uint40 availableUntil,uint8 flags,uint40 until,uint64 nonce)"
    );
    bytes32 internal constant READY_TYPEHASH =
        keccak256("Ready(uint256 leaseId,address provider,bytes32 restHash,uint40 start,uint40 signedAt)");
    bytes32 internal constant END_TYPEHASH =
        keccak256("End(uint256 leaseId,bytes32 leaseKey,bool accept,uint40 expiry)");
    bytes32 internal constant CANCEL_LEASE_TYPEHASH =
        keccak256("CancelLease(uint256 leaseId,bytes32 leaseKey,uint40 expiry)");

    bytes32 internal constant EXTEND_TYPEHASH =
        keccak256("Extend(uint256 leaseId,bytes32 leaseKey,uint40 end,uint96 relayFee,uint40 expiry)");
    bytes32 internal constant AUTO_EXTEND_TYPEHASH = keccak256(
        "AutoExtend(uint256 leaseId,bytes32 leaseKey,uint32 stepSeconds,uint32 maxTotalSeconds,uint96 relayFee,uint64 nonce,uint40 expiry)"
    );
    bytes32 internal constant END_BY_PROVIDER_TYPEHASH =
        keccak256("EndByProvider(uint256 leaseId,bytes32 leaseKey,uint40 expiry)");
    bytes32 internal constant NO_SHOW_TYPEHASH = keccak256("NoShow(uint256 leaseId,bytes32 leaseKey,uint40 expiry)");
    bytes32 internal constant TRANSFER_LEASE_TYPEHASH = keccak256(
        "TransferLease(uint256 leaseId,bytes32 leaseKey,address to,uint96 relayFee,uint64 nonce,uint40 expiry)"
    );
    bytes32 internal constant DEPOSIT_TYPEHASH =
        keccak256("Deposit(address account,uint256 amount,uint96 relayFee,uint64 nonce,uint40 expiry)");
    bytes32 internal constant WITHDRAW_TYPEHASH =
        keccak256("Withdraw(address account,uint256 amount,address to,uint96 relayFee,uint64 nonce,uint40 expiry)");
    bytes32 internal constant AUTHORIZE_TYPEHASH = keccak256(
        "Authorize(address account,address key,uint64 totalLeft,uint64 dayCap,uint40 sessionExpiry,uint96 relayFee,uint64 nonce,uint40 expiry)"
    );
    bytes32 internal constant REVOKE_TYPEHASH =
        keccak256("Revoke(address account,address key,uint96 relayFee,uint64 nonce,uint40 expiry)");
    bytes32 internal constant CANCEL_ASK_TYPEHASH =
        keccak256("CancelAsk(address account,uint96 relayFee,uint64 nonce,uint40 expiry)");
    bytes32 internal constant CANCEL_BID_TYPEHASH =
        keccak256("CancelBid(address account,uint96 relayFee,uint64 nonce,uint40 expiry)");
    bytes32 internal constant RAISE_FLOOR_TYPEHASH =
        keccak256("RaiseFloor(address account,uint96 relayFee,uint64 floor,uint40 expiry)");

    /// @dev Returns memory for this many words without clearing it. Solidity would clear the memory of a local struct,
    /// which costs gas.
    function allocateWords(uint256 words) internal pure returns (uint256 pointer) {
        assembly ("memory-safe") {
            pointer := mload(0x40)
            mstore(0x40, add(pointer, shl(5, words)))
        }
    }

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
        return _hashWords(MANDATE_TYPEHASH, place, 11);
    }

    function hashReady(uint256 leaseId, uint40 signedAt, LeaseHead calldata head)
        internal
        pure
        returns (bytes32 structHash)
    {
        bytes32 typehash = READY_TYPEHASH;
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(pointer, typehash)
            mstore(add(pointer, 0x20), leaseId)
            calldatacopy(add(pointer, 0x40), head, 0x60) // copies provider, restHash and start
            mstore(add(pointer, 0xa0), signedAt)
            structHash := keccak256(pointer, 0xc0)
        }
    }

    function hashEnd(uint256 leaseId, bytes32 leaseKey, bool accept, uint40 expiry) internal pure returns (bytes32) {
        return keccak256(abi.encode(END_TYPEHASH, leaseId, leaseKey, accept, expiry));
    }

    function hashCancelLease(uint256 leaseId, bytes32 leaseKey, uint40 expiry) internal pure returns (bytes32) {
        return keccak256(abi.encode(CANCEL_LEASE_TYPEHASH, leaseId, leaseKey, expiry));
    }

    function hashExtend(uint256 leaseId, bytes32 leaseKey, uint40 end, uint96 relayFee, uint40 expiry)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(EXTEND_TYPEHASH, leaseId, leaseKey, end, relayFee, expiry));
    }

    function hashAutoExtend(AutoExtend memory order) internal pure returns (bytes32) {
        return keccak256(abi.encode(AUTO_EXTEND_TYPEHASH, order));
    }

    function hashEndByProvider(uint256 leaseId, bytes32 leaseKey, uint40 expiry) internal pure returns (bytes32) {
        return keccak256(abi.encode(END_BY_PROVIDER_TYPEHASH, leaseId, leaseKey, expiry));
    }

    function hashNoShow(uint256 leaseId, bytes32 leaseKey, uint40 expiry) internal pure returns (bytes32) {
        return keccak256(abi.encode(NO_SHOW_TYPEHASH, leaseId, leaseKey, expiry));
    }

    function hashTransferLease(
        uint256 leaseId,
        bytes32 leaseKey,
        address to,
        uint96 relayFee,
        uint64 nonce,
        uint40 expiry
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(TRANSFER_LEASE_TYPEHASH, leaseId, leaseKey, to, relayFee, nonce, expiry));
    }

    function hashDeposit(address account, uint256 amount, uint96 relayFee, uint64 nonce, uint40 expiry)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(DEPOSIT_TYPEHASH, account, amount, relayFee, nonce, expiry));
    }

    function hashWithdraw(address account, uint256 amount, address to, uint96 relayFee, uint64 nonce, uint40 expiry)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(WITHDRAW_TYPEHASH, account, amount, to, relayFee, nonce, expiry));
    }

    function hashAuthorize(
        address account,
        address key,
        SessionLimits memory limits,
        uint96 relayFee,
        uint64 nonce,
        uint40 expiry
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(AUTHORIZE_TYPEHASH, account, key, limits, relayFee, nonce, expiry));
    }

    function hashRevoke(address account, address key, uint96 relayFee, uint64 nonce, uint40 expiry)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(REVOKE_TYPEHASH, account, key, relayFee, nonce, expiry));
    }

    function hashCancelAsk(address account, uint96 relayFee, uint64 nonce, uint40 expiry)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(CANCEL_ASK_TYPEHASH, account, relayFee, nonce, expiry));
    }

    function hashCancelBid(address account, uint96 relayFee, uint64 nonce, uint40 expiry)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(CANCEL_BID_TYPEHASH, account, relayFee, nonce, expiry));
    }

    function hashRaiseFloor(address account, uint96 relayFee, uint64 floor, uint40 expiry)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(RAISE_FLOOR_TYPEHASH, account, relayFee, floor, expiry));
    }

    /// @dev Returns the keccak256 hash of `typehash` and the following `words` words of calldata, from position `place`
    /// on.
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
