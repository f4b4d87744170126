/** The columns of leases as LeaseRow names them, for a select list. */
export const leaseColumns = `lease_id as "leaseId", renter, provider, node_id as "nodeId", host_key as "hostKey", price_per_gpu_second as "pricePerGpuSecond",
  gpus, start_at as "startAt", duration_seconds as "durationSeconds", notice_seconds as "noticeSeconds", trial_seconds as "trialSeconds",
  fee_bps as "feeBps", flags, ask_nonce as "askNonce", ask_max_duration_seconds as "askMaxDurationSeconds", ask_available_until as "askAvailableUntil",
  workload_hash as "workloadHash", ask_hash as "askHash", bid_hash as "bidHash", state, settled_at as "settledAt", settled_tx as "settledTx",
  settled_block as "settledBlock", ready_at as "readyAt", ready_tx as "readyTx", ready_block as "readyBlock", end_at as "endAt", ended_tx as "endedTx",
  ended_block as "endedBlock", accepted, end_reason as "endReason", paid_seconds as "paidSeconds", pay, renter_fee as "renterFee",
  provider_fee as "providerFee", refund, escrow, relay_fee as "relayFee", closed_at as "closedAt", closed_tx as "closedTx", closed_block as "closedBlock",
  updated_block as "updatedBlock", coalesce(holder, renter) as holder, coalesce(credit_seconds, 0) as "creditSeconds",
  coalesce(compensation, 0)::numeric(78,0) as compensation`
