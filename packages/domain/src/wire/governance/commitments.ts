import { z } from 'zod'
import { address, hex32, queryInt, uint128 } from '../scalars.ts'

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
  id: z.int().describe('Its place in the order of promising, from 1.'),
  provider: address,
  promisedTo: address.nullable().describe('Whom it was promised to; null where nobody by name.'),
  classId: z.int(),
  from: at('When the window begins.'),
  until: at('When it ends.'),
  gpuSeconds: z.int().describe('GPU time that was promised within the window.'),
  pricePerGpuSecond: pt('At most this is asked for what counts as offered.'),
  value: pt('What it is worth at the class’s reference price of when it was promised.'),
  bond: pt('What the provider bonded.'),
  delivered: z.int().nullable().describe('GPU-seconds that validators recorded; null before.'),
  state: z.enum(commitmentStates),
  settleableAt: z.int().nullable().describe('When its bond can be shared out. Unix seconds; null while its window is not over.'),
  slashed: pt('What was taken of the bond.').nullable().describe('Null until it is shared out.'),
  compensated: pt('What of that is for whom it was promised to.').nullable().describe('Null until it is shared out.'),
})

/** The query of `GET /govern/commitments`: the account and the page of the list of commitments (promises of GPU time). */
export const commitmentsQueryWire = z.strictObject({
  account: address.optional().describe('Only what this account promised or was promised; besides, what it is owed.'),
  cursor: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/, { error: 'api.cursor_invalid' })
    .optional(),
  limit: queryInt(1, 25).optional().describe('Most items, 1 to 25; 25 when left out.'),
})
/** The query of `GET /govern/commitments` as a client writes it in the URL. */
export type CommitmentsQueryWire = { account?: string; cursor?: string; limit?: number }

/** `GET /govern/commitments`: GPU time that providers committed, newest first, from the chain at one block. */
export const commitmentsWire = z
  .strictObject({
    ...head,
    contracts: contracts.nullable().describe('Null where nobody commits to anything.'),
    owed: pt('What the account can withdraw.').nullable().describe('Null where no account was asked for.'),
    items: z.array(commitment),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'Commitments' })
export type CommitmentsWire = z.infer<typeof commitmentsWire>
export type CommitmentItemWire = CommitmentsWire['items'][number]

const step = z.strictObject({
  kind: z.enum(['committed', 'recorded', 'settled']),
  gpuSeconds: z.int().nullable().describe('Promised, or recorded as delivered; null where none.'),
  amount: uint128.nullable().describe('PToken in base units, bonded or taken; null where none.'),
  txHash: hex32,
})

/** The answer of `GET /govern/commitments/{id}`: one commitment (a provider's promise of GPU time). */
export const commitmentWire = commitment
  .extend({
    ...head,
    contracts,
    recordedEpoch: z.int().nullable().describe('The hour (Unix time divided by 3,600) of the root it was recorded from; null before.'),
    steps: z.array(step).describe('What happened, the oldest first, at most 100.'),
  })
  .meta({ id: 'Commitment' })
export type CommitmentWire = z.infer<typeof commitmentWire>
