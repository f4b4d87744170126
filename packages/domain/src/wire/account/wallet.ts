import { z } from 'zod'
import { address, hex32, leaseId, signedAmount, uint64, uint96, uint128 } from '../scalars.ts'

/** One line of an account statement: a movement of the Market balance, from the chain's events. */
export const statementLineWire = z
  .strictObject({
    at: z.int(),
    kind: z.string().describe('deposit, withdraw, escrow, refund, earning, relay_fee, …'),
    amount: signedAmount,
    balanceAfter: uint128,
    leaseId: leaseId.nullable(),
    txHash: hex32,
    blockNumber: z.int(),
    final: z.boolean(),
  })
  .meta({ id: 'StatementLine' })
export type StatementLineWire = z.infer<typeof statementLineWire>

/** `GET /wallet`: an account's balance in PToken base units. available = balance − arriving − held − unsettled. */
export const walletWire = z
  .strictObject({
    account: address,
    balance: uint128.describe('In the Market contract.'),
    arriving: uint128.describe('Deposits and refunds whose blocks are not final yet; part of the balance, usable in a moment.'),
    held: uint128.describe('Set aside for holds; comes back.'),
    unsettled: uint128.describe('For bids that matched and are not on chain yet.'),
    available: uint128,
    escrow: uint128.describe('Locked in live leases.'),
    bonded: uint128,
    earnedUnclaimed: uint128.describe('Vested pay of own leases as provider, before the fee.'),
    nextNonce: z.strictObject({ bid: uint64, ask: uint64 }).describe('Free to use for the next order.'),
    holdsLeftThisHour: z.int().describe('Funded holds that may still be made. Holds that became a lease do not count.'),
    nextHoldAt: z
      .int()
      .nullable()
      .describe('Unix seconds of the wall clock from which a funded hold may be made again; null when one may be made now.'),
    nextTrialAt: z.int().nullable().describe('Unix seconds from which a new lease may have a free trial, one a day; null when it may now.'),
    withdrawRelayFee: uint96.describe('The relay fee that a withdrawal must sign now for the operator to carry it.'),
    chainNow: z.int(),
    statement: z.array(statementLineWire),
  })
  .meta({ id: 'Wallet' })
export type WalletWire = z.infer<typeof walletWire>
