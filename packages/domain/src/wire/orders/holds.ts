import { z } from 'zod'
import { listingWire } from '../listings.ts'
import { address, errorCode, hex32, intBetween, uint96, uint128, uuid } from '../scalars.ts'

/** `POST /holds`: freezes the price of one ask for five minutes. A funded hold also withholds the GPUs and reserves the price of one hour. */
export const placeHoldWire = z
  .strictObject({ askHash: hex32, gpus: intBetween(1, 15), durationSeconds: intBetween(1, 2_419_200), funded: z.boolean() })
  .meta({ id: 'PlaceHold' })
export type PlaceHoldWire = z.infer<typeof placeHoldWire>

/**
 * A hold (a five-minute reservation). It is `requested` until the matcher has decided about it. It then becomes `held` with `expiresAt`, or `rejected` with an
 * error code. A hold that was `held` ends as `used`, `released` or `expired`.
 */
export const holdWire = z
  .strictObject({
    holdId: uuid,
    account: address,
    node: hex32.nullable().describe('Null when the hold was rejected because its ask is gone.'),
    askHash: hex32,
    gpus: z.int(),
    durationSeconds: z.int(),
    funded: z.boolean(),
    pricePerGpuSecond: uint96,
    amount: uint128.describe('Set aside from the Market balance; 0 when unfunded.'),
    state: z.enum(['requested', 'held', 'used', 'released', 'expired', 'rejected']),
    code: errorCode.nullable(),
    retryAt: z
      .int()
      .nullable()
      .describe(
        'Of a hold that was rejected with `hold.hourly_limit`: Unix seconds of the wall clock from which the account may hold again. Else null.',
      ),
    createdAt: z.int(),
    expiresAt: z.int().nullable().describe('Unix seconds of the wall clock.'),
    serverNow: z.int().describe('Unix seconds of the wall clock, to count down against.'),
    listing: listingWire.nullable().describe('The held machine; null when it left the market.'),
  })
  .meta({ id: 'Hold' })
export type HoldWire = z.infer<typeof holdWire>

/** `GET /holds`: the account's live holds (reservations), newest first. */
export const holdsWire = z
  .strictObject({
    items: z.array(holdWire),
    leftThisHour: z.int().describe('Funded holds that may still be made this hour.'),
    nextHoldAt: z.int().nullable(),
  })
  .meta({ id: 'Holds' })
export type HoldsWire = z.infer<typeof holdsWire>
