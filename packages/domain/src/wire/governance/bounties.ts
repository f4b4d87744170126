import { z } from 'zod'
import { bountyCategories, bountyFilters } from '../../emission/bountyCategories.ts'
import { address, hex32, queryInt, uint128 } from '../scalars.ts'

const g = (what: string) => uint128.describe(`${what} In base units of G (1e-18).`)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const head = { blockNumber: z.int(), blockTimestamp: at('Time of that block.') }

/**
 * The state of a bounty. Before the review, `waiting` means that the random seed for selecting its panel is missing, and `drawable` that anyone may select the
 * panel now.
 */
export const bountyStates = ['open', 'claimed', 'waiting', 'drawable', 'review', 'accepted', 'returned'] as const

const bounty = z.strictObject({
  id: z.int().describe('Its place in the order of posting, from 1.'),
  title: z.string().describe('The first line of its text, at most 200 characters.'),
  category: z.enum(bountyCategories),
  sponsor: address,
  byVote: z.boolean().describe('Whether the treasury pays, by a vote.'),
  reward: g('What work that is accepted is paid.'),
  claimBond: g('What a claim puts down, or has.'),
  openUntil: at('It may be claimed before.'),
  workSeconds: z.int().describe('How long a claim has. Seconds.'),
  state: z.enum(bountyStates),
  isDue: z.boolean().describe('Whether `advance`, which anybody may send, does something now.'),
  claimer: address.nullable().describe('Null while nobody has it.'),
  until: z
    .int()
    .nullable()
    .describe('While claimed the work is handed in before, while reviewed it is decided before. Unix seconds; null otherwise.'),
  panel: z
    .strictObject({
      id: uint128.describe('As the contract of panels numbers it.'),
      size: z.int(),
      reviewers: z.array(address).describe('None until it is drawn.'),
      answers: z
        .array(z.strictObject({ reviewer: address, score: z.int().describe('0 refuses.'), reason: z.string() }))
        .describe('In the order in which they came.'),
      answerUntil: z.int().nullable().describe('They answer until then. Unix seconds; null until it is drawn.'),
    })
    .nullable()
    .describe('That reviews it now or did last; null before one was asked for.'),
})

/** The query of `GET /govern/bounties`: the filter and the page of the list. */
export const bountiesQueryWire = z.strictObject({
  state: z.enum(bountyFilters).optional(),
  cursor: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/, { error: 'api.cursor_invalid' })
    .optional(),
  limit: queryInt(1, 25).optional().describe('Most items, 1 to 25; 25 when left out.'),
})
/** The query of `GET /govern/bounties` as a client writes it in the URL. */
export type BountiesQueryWire = { state?: (typeof bountyFilters)[number]; cursor?: string; limit?: number }

/** `GET /govern/bounties`: work that is paid in G, newest first, from the chain at one block. */
export const bountiesWire = z
  .strictObject({
    ...head,
    contracts: z.strictObject({ bounties: address, panels: address, gToken: address }).nullable().describe('Null where no DAO is deployed.'),
    items: z.array(bounty),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'Bounties' })
export type BountiesWire = z.infer<typeof bountiesWire>
export type BountyItemWire = BountiesWire['items'][number]

const step = z.strictObject({
  kind: z.enum(['posted', 'claimed', 'submitted', 'asked', 'drawn', 'reviewed', 'accepted', 'rejected', 'notSubmitted', 'notReviewed', 'returned']),
  account: address.nullable().describe('Whose step it is; null for what anybody sends.'),
  members: z.array(address).describe('Of a draw: who was drawn. Empty otherwise.'),
  text: z.string().describe('Of a submission where the work is, of a review its reason; empty otherwise.'),
  score: z.int().nullable().describe('Of a review: 0 refuses, 1 to 100 is how much of a whole contribution it is.'),
  amount: uint128.nullable().describe('G in base units that the step paid in or promised out; null where none.'),
  at: z.int().describe('Time of its block. Unix seconds.'),
  txHash: hex32,
})

/** The answer of `GET /govern/bounties/{id}`. */
export const bountyWire = bounty
  .extend({
    ...head,
    contracts: z.strictObject({ bounties: address, panels: address, gToken: address }),
    text: z.string().describe('What is wanted and what shows it.'),
    evidence: z.string().nullable().describe('Of the work that is reviewed or was accepted; null before.'),
    steps: z.array(step).describe('The latest 100 that happened, the oldest first.'),
    owed: z.array(z.strictObject({ account: address, amount: g('What `payOut` pays it, of all bounties.') })).describe('Of those who took part.'),
  })
  .meta({ id: 'Bounty' })
export type BountyWire = z.infer<typeof bountyWire>
