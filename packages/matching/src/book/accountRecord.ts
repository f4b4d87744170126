/** GPUs of a bid's lane: settled on the chain, and waiting to settle. A lane may be cancelled more than once, and each may be dropped. */
export type BidLane = { filled: number; pending: number; cancellations: number }

/**
 * Money and cancellations of an account. `balance` follows the chain; it may be below 0 for a moment, because what takes is applied
 * before what gives. `held` and `unsettled` are set aside by the book. `floors` keeps every floor, so that one can be dropped.
 */
export type AccountRecord = {
  balance: bigint
  held: bigint
  unsettled: bigint
  iocOnlyUntilMs: number
  readonly floors: bigint[]
  /** How often each ask's bit was set: it stays cancelled until every one was dropped. */
  readonly askCancellations: Map<bigint, number>
  readonly lanes: Map<bigint, BidLane>
}

/** Nonces below this are cancelled. */
export function floorOf(record: AccountRecord): bigint {
  return record.floors.reduce((highest, floor) => (floor > highest ? floor : highest), 0n)
}

/** The lane of a bid's nonce, made when it is first used. */
export function laneOf(record: AccountRecord, nonce: bigint): BidLane {
  const known = record.lanes.get(nonce)
  if (known !== undefined) return known
  const fresh: BidLane = { filled: 0, pending: 0, cancellations: 0 }
  record.lanes.set(nonce, fresh)
  return fresh
}
