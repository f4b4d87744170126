import { z } from 'zod'
import { nextPageCursor, pageCursor, pageLimit } from '../pages.ts'
import { address, hex32, uint128 } from '../scalars.ts'

const pt = (what: string) => uint128.describe(`${what} In base units of PToken (1e-18).`)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const head = { blockNumber: z.int(), blockTimestamp: at('Time of that block.') }

/**
 * The state of a provider's commitment of GPU time. `ahead`: its time has not begun. `running`: its time has begun and is not over. `measuring`: its time is
 * over, but the delivered GPU time was not measured yet. `recorded`: the delivery is recorded and may still be corrected. `due`: anyone can settle the bond.
 * `settled`: the bond is paid out.
 */
export const commitmentStates = ['ahead', 'running', 'measuring', 'recorded', 'due', 'settled'] as const

const contracts = z.strictObject({ futuresCommitment: address, pToken: address })
const commitment = z.strictObject({
  id: z.int().describe('Number of the commitment, from 1.'),
  provider: address,
  promisedTo: address.nullable().describe('The account that it was promised to; null if to nobody in particular.'),
  classId: z.int(),
  from: at('Start of the window.'),
  until: at('End of the window.'),
  gpuSeconds: z.int().describe('GPU time that was promised within the window.'),
  pricePerGpuSecond: pt('GPU time counts as offered up to this price per GPU-second.'),
  value: pt('Value at the reference price of the class when it was promised.'),
  bond: pt('Bond of the provider.'),
  delivered: z.int().nullable().describe('Delivered GPU-seconds that validators recorded; null before.'),
  state: z.enum(commitmentStates),
  settleableAt: z.int().nullable().describe('When its bond can be settled. Unix seconds; null until its window is over.'),
  slashed: pt('Part of the bond that was taken.').nullable().describe('Null until the bond is settled.'),
  compensated: pt('Part of this for the account that it was promised to.').nullable().describe('Null until the bond is settled.'),
})

/** The query of `GET /govern/commitments`: the account and the page of the list of commitments (promises of GPU time). */
export const commitmentsQueryWire = z.strictObject({
  account: address.optional().describe('Only commitments by or to this account. The answer then also has the amount that it can withdraw (`owed`).'),
  cursor: pageCursor,
  limit: pageLimit({ most: 25 }),
})
/** The query of `GET /govern/commitments` as a client writes it in the URL. */
export type CommitmentsQueryWire = { account?: string; cursor?: string; limit?: number }

/** `GET /govern/commitments`: GPU time that providers committed, newest first, from the chain at one block. */
export const commitmentsWire = z
  .strictObject({
    ...head,
    contracts: contracts.nullable().describe('Null if this chain has no commitments.'),
    owed: pt('Amount that the account of the query can withdraw.').nullable().describe('Null without an account in the query.'),
    items: z.array(commitment),
    nextCursor: nextPageCursor,
  })
  .meta({ id: 'Commitments' })
export type CommitmentsWire = z.infer<typeof commitmentsWire>
export type CommitmentItemWire = CommitmentsWire['items'][number]

const step = z.strictObject({
  kind: z.enum(['committed', 'recorded', 'settled']),
  gpuSeconds: z.int().nullable().describe('GPU-seconds that were promised, or recorded as delivered; otherwise null.'),
  amount: uint128.nullable().describe('PToken in base units that was bonded or taken; otherwise null.'),
  txHash: hex32,
})

/** The answer of `GET /govern/commitments/{id}`: one commitment (a provider's promise of GPU time). */
export const commitmentWire = commitment
  .extend({
    ...head,
    contracts,
    recordedEpoch: z.int().nullable().describe('The hour (Unix time divided by 3,600) of the root it was recorded from; null before.'),
    steps: z.array(step).describe('At most 100 steps, oldest first.'),
  })
  .meta({ id: 'Commitment' })
export type CommitmentWire = z.infer<typeof commitmentWire>
