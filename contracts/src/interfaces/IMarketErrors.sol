// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Errors of the market, each with the values that caused it
interface IMarketErrors {
    // ── Signatures ──────────────────────────────────────────────────────────
    error Market_SignerNotProvider(address signer, address provider);
    error Market_SignerNotRenter(address signer, address renter);
    error Market_SignerNotNodeKey(address signer, bytes32 node);
    error Market_SignerNotHolder(address signer, address holder);
    error Market_SignatureExpired(uint256 expiry, uint256 time);

    // ── Orders ──────────────────────────────────────────────────────────────
    /// @dev The sizes of an item's parts do not add up to the item's size in bytes.
    error Market_ItemMalformed(uint256 size);
    error Market_CallerNotExecutor(address caller, address executor);
    error Market_AskExpired(uint256 expiry, uint256 time);
    error Market_AskCancelled(address provider, uint64 nonce);
    error Market_BidExpired(uint256 expiry, uint256 time);
    error Market_BidExpiryTooFar(uint256 expiry, uint256 latest);
    error Market_BidCancelled(address renter, uint64 nonce);
    error Market_BidOverfilled(uint256 filled, uint256 gpus, uint256 size);
    error Market_BidTooLarge(uint256 gpus, uint256 maxGpus);
    error Market_TimeInForceUnknown(uint8 timeInForce);
    error Market_FloorNotRaised(uint64 current, uint64 given);
    error Market_NonceUsed(address account, uint64 nonce);

    // ── Mandates ────────────────────────────────────────────────────────────
    error Market_MandateMismatch(address provider, bytes32 node);
    error Market_MandateExpired(uint256 until, uint256 time);
    error Market_MandateCancelled(address provider, uint64 nonce);
    /// @dev An ask breaks a limit of the mandate under which it was signed. `field` is the limit's position in Mandate,
    /// from 0: 2 price, 3 duration, 4 trial, 5 and 6 notice, 7 availableUntil, 8 flags.
    error Market_MandateExceeded(uint8 field, uint256 value, uint256 limit);

    // ── Match ───────────────────────────────────────────────────────────────
    error Market_SelfTrade(address account);
    error Market_AskPrivate(address renter, address privateRenter);
    error Market_NodeNotListed(bytes32 node);
    error Market_NodeNotOfProvider(bytes32 node, address provider);
    error Market_NodeNotAccepted(bytes32 node, bytes32 pinnedNode);
    error Market_ClassNotAccepted(uint8 classId);
    error Market_RegionNotAccepted(uint8 regionId);
    error Market_VramTooLow(uint256 vramGib, uint256 minVramGib);
    error Market_TierTooLow(uint256 tier, uint256 minTier);
    error Market_ReliabilityTooLow(uint256 reliabilityBps, uint256 minReliabilityBps);
    error Market_GpusOutOfRange(uint256 gpus, uint256 minGpus, uint256 maxGpus);
    error Market_OrderNotWhole(uint256 gpus, uint256 size);
    error Market_ClusterNeedsBatch();
    error Market_ClusterRegionsDiffer(uint8 regionId, uint8 firstRegionId);
    error Market_ClusterStartsDiffer(uint256 start, uint256 firstStart);
    error Market_DurationOutOfRange(uint256 durationSeconds, uint256 minSeconds, uint256 maxSeconds);
    error Market_StartOutOfWindow(uint256 start, uint256 from, uint256 until);
    error Market_WindowOutsideAsk(uint256 start, uint256 end, uint256 availableFrom, uint256 availableUntil);
    error Market_EndTooFar(uint256 end, uint256 latest);
    error Market_PriceTooHigh(uint256 pricePerGpuSecond, uint256 maxPricePerGpuSecond);
    error Market_FeeTooHigh(uint256 feeBps, uint256 maxFeeBps);
    error Market_RelayFeeTooHigh(uint256 relayFee, uint256 maxRelayFee);
    error Market_CalendarFull(bytes32 node, uint256 wordIndex);

    // ── Money ───────────────────────────────────────────────────────────────
    error Market_InsufficientBalance(uint256 available, uint256 required);
    error Market_ReceiverInvalid(address to);

    // ── Session keys ────────────────────────────────────────────────────────
    error Market_SessionKeyInvalid(address key);
    error Market_SessionTotalPassed(uint256 left, uint256 required);
    error Market_SessionDayCapPassed(uint256 left, uint256 required);

    // ── Leases ──────────────────────────────────────────────────────────────
    error Market_TermsMismatch(uint256 leaseId);
    error Market_StateMismatch(uint256 leaseId, uint8 state);
    error Market_CallerNotHolder(address caller, address holder);
    error Market_ReadyStale(uint256 signedAt, uint256 time);
    error Market_NotStarted(uint256 start, uint256 time);
    error Market_NotNoShow(uint256 from, uint256 time);
    error Market_NotEnded(uint256 from, uint256 time);
    error Market_GracePassed(uint256 until, uint256 time);
    error Market_LeaseOver(uint256 end, uint256 time);
    error Market_EndNotLater(uint256 end, uint256 newEnd);
    error Market_AutoExtendTooEarly(uint256 from, uint256 time);
    error Market_AutoExtendStepInvalid(uint256 stepSeconds, uint256 maxStepSeconds);
    error Market_AutoExtendTotalPassed(uint256 durationSeconds, uint256 maxTotalSeconds);
    error Market_AutoExtendMismatch(uint256 leaseId, uint256 signedLeaseId);
    error Market_NotTransferable(uint256 leaseId);
    error Market_CreditTooLarge(uint256 creditSeconds, uint256 unpaidSeconds);
    error Market_NotSilent(uint256 since, uint256 time);

    // ── Callers ─────────────────────────────────────────────────────────────
    error Market_CallerNotProvider(address caller, address provider);
    error Market_CallerNotAttestations(address caller, address attestations);
    error Market_CallerNotMarket(address caller);
    error Market_GasTooLow(uint256 gas, uint256 required);
    error Market_AnnexMismatch(address annex);
}
