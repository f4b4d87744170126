import type { LeaseDetailRow, StandingOrderRow } from '@infinitio/db'
import { bps, durationSeconds, escrowOf, feesIn, pTokenUnits } from '@infinitio/domain'
import type { LeaseAutoExtendWire } from '@infinitio/domain/wire'
import { z } from 'zod'

/** An auto-extend order (the signed message of a renter) can extend a lease only in the last ten minutes of the lease. The contract has the same limit. */
const windowSeconds = 600n

/**
 * Returns the state of a live lease's auto-extend order at `now`, with the amounts that are locked now and at most, calculated as in the contract. Null if the
 * order was withdrawn. Pure.
 */
export function autoExtendOfLease(
  row: LeaseDetailRow,
  { payload, withdrawn, withdrawing }: StandingOrderRow,
  now: number,
): LeaseAutoExtendWire | null {
  if (withdrawn) return null
  const { stepSeconds, maxTotalSeconds, nonce, expiry } = standingOrderBody.parse(JSON.parse(payload))
  const lasts = row.endAt - row.startAt
  const isOn = lasts + BigInt(stepSeconds) <= BigInt(maxTotalSeconds) && expiry > now
  const locked = (seconds: bigint) =>
    escrowOf({
      pricePerGpuSecond: pTokenUnits(row.pricePerGpuSecond),
      gpus: row.gpus,
      durationSeconds: durationSeconds(seconds),
      feeBps: bps(row.feeBps),
    }) + feesIn(row, { payer: 'renter', charge: 'flat' }).total
  return {
    state: withdrawing ? 'withdrawing' : isOn ? 'on' : 'done',
    nonce,
    stepSeconds,
    maxTotalSeconds,
    expiry,
    most: locked(BigInt(maxTotalSeconds)).toString(),
    locked: locked(lasts).toString(),
    nextAt: isOn && !withdrawing ? Number(row.endAt - windowSeconds) : null,
  }
}

/**
 * An auto-extend order as `placeRelay` stored it. `stepSeconds` is the length of one extension. `maxTotalSeconds` is the longest duration of the lease, counted
 * from its start. `expiry` is in Unix seconds.
 */
export const standingOrderBody = z.object({ stepSeconds: z.int(), maxTotalSeconds: z.int(), nonce: z.string(), expiry: z.int() })
