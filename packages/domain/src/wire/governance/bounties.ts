import { z } from 'zod'
import { bountyCategories, bountyFilters } from '../../emission/bountyCategories.ts'
import { nextPageCursor, pageCursor, pageLimit } from '../pages.ts'
import { address, hex32, uint128 } from '../scalars.ts'

const g = (what: string) => uint128.describe(`${what} In base units of G (1e-18).`)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const head = { blockNumber: z.int(), blockTimestamp: at('Time of that block.') }

/**
 * The state of a bounty. Before the review, `waiting` means that the random seed for selecting its panel is missing, and `drawable` that anyone may select the
 * panel now.
 */
export const bountyStates = ['open', 'claimed', 'waiting', 'drawable', 'review', 'accepted', 'returned'] as const

const bounty = z.strictObject({
  id: z.int().describe('Number of the bounty in the order of posting, from 1.'),
  title: z.string().describe('The first line of its text, at most 200 characters.'),
  category: z.enum(bountyCategories),
  sponsor: address,
  byVote: z.boolean().describe('Whether the treasury pays, by a vote.'),
  reward: g('Pay for accepted work.'),
  claimBond: g('Bond of a claim.'),
  openUntil: at('It can be claimed before this time.'),
  workSeconds: z.int().describe('Time for the work after a claim, in seconds.'),
  state: z.enum(bountyStates),
  isDue: z.boolean().describe('Whether `advance`, which anyone may send, has an effect now.'),
  claimer: address.nullable().describe('The account that claimed it; null if nobody did.'),
  until: z
    .int()
    .nullable()
    .describe('While claimed, the deadline for the work; while reviewed, the deadline for the decision. Unix seconds; otherwise null.'),
  panel: z
    .strictObject({
      id: uint128.describe('Number of the panel at Panels.'),
      size: z.int(),
      reviewers: z.array(address).describe('Empty until they are selected.'),
      answers: z
        .array(z.strictObject({ reviewer: address, score: z.int().describe('0 rejects the work.'), reason: z.string() }))
        .describe('Answers, oldest first.'),
      answerUntil: z.int().nullable().describe('Deadline for their answers. Unix seconds; null until they are selected.'),
    })
    .nullable()
    .describe('The panel that reviews the work now or reviewed it last; null before the first.'),
})

/** The query of `GET /govern/bounties`: the filter and the page of the list. */
export const bountiesQueryWire = z.strictObject({
  state: z.enum(bountyFilters).optional(),
  cursor: pageCursor,
  limit: pageLimit({ most: 25 }),
})
/** The query of `GET /govern/bounties` as a client writes it in the URL. */
export type BountiesQueryWire = { state?: (typeof bountyFilters)[number]; cursor?: string; limit?: number }

/** `GET /govern/bounties`: work that is paid in G, newest first, from the chain at one block. */
export const bountiesWire = z
  .strictObject({
    ...head,
    contracts: z.strictObject({ bounties: address, panels: address, gToken: address }).nullable().describe('Null if no DAO is deployed.'),
    items: z.array(bounty),
    nextCursor: nextPageCursor,
  })
  .meta({ id: 'Bounties' })
export type BountiesWire = z.infer<typeof bountiesWire>
export type BountyItemWire = BountiesWire['items'][number]

const step = z.strictObject({
  kind: z.enum(['posted', 'claimed', 'submitted', 'asked', 'drawn', 'reviewed', 'accepted', 'rejected', 'notSubmitted', 'notReviewed', 'returned']),
  account: address.nullable().describe('The account whose step it is; null for steps that anyone may send.'),
  members: z.array(address).describe('For a selection, its members; otherwise empty.'),
  text: z.string().describe('For a submission, the place of the work; for a review, its reason; otherwise empty.'),
  score: z.int().nullable().describe('For a review: 0 rejects, 1 to 100 is the part of a whole contribution; otherwise null.'),
  amount: uint128.nullable().describe('G in base units that the step paid in or owes; null if none.'),
  at: z.int().describe('Time of its block. Unix seconds.'),
  txHash: hex32,
})

/** The answer of `GET /govern/bounties/{id}`. */
export const bountyWire = bounty
  .extend({
    ...head,
    contracts: z.strictObject({ bounties: address, panels: address, gToken: address }),
    text: z.string().describe('The work, and the evidence that must show it.'),
    evidence: z.string().nullable().describe('Evidence of the work that is reviewed or was accepted; null before.'),
    steps: z.array(step).describe('The latest 100 steps, oldest first.'),
    owed: z
      .array(z.strictObject({ account: address, amount: g('The amount that `payOut` pays this account, from all bounties.') }))
      .describe('Amounts owed to the accounts that took part.'),
  })
  .meta({ id: 'Bounty' })
export type BountyWire = z.infer<typeof bountyWire>
