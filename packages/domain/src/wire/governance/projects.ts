import { z } from 'zod'
import { nextPageCursor, pageCursor, pageLimit } from '../pages.ts'
import { address, hex32, uint128 } from '../scalars.ts'

const g = (what: string) => uint128.describe(`${what} In base units of G (1e-18).`)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const head = { blockNumber: z.int(), blockTimestamp: at('Time of that block.') }

/**
 * The state of a project. `voting`: its sponsors vote on a milestone. `approved`: the milestone was approved, and for three days sponsors who did not agree may
 * leave.
 */
export const projectStates = ['funding', 'voting', 'approved', 'done', 'ended'] as const
/** Why a project ended early, in the sequence of the contract's codes. */
export const projectEnds = ['none', 'fundingMissed', 'votedDown', 'dateMissed', 'abandoned'] as const

const contracts = z.strictObject({ incubator: address, gToken: address })
const project = z.strictObject({
  id: z.int().describe('Number of the project, from 1.'),
  title: z.string().describe('The first line of its text, at most 200 characters.'),
  proposer: address,
  payee: address,
  goal: g('Sum that it needs. Nothing is spent unless the whole sum is funded.'),
  locked: g('Sum that its present sponsors locked.'),
  held: g('Sum that the contract still holds.'),
  released: g('Sum paid to the payee.'),
  fundingUntil: at('Deadline of the funding.'),
  state: z.enum(projectStates),
  end: z.enum(projectEnds),
  milestone: z.int().describe('The next milestone to reach, from 0.'),
  milestones: z.int().describe('Number of milestones.'),
  isDue: z.boolean().describe('Whether its milestone can be released now, which anyone may send.'),
})

/** The query of `GET /govern/projects`: the page of the list. */
export const projectsQueryWire = z.strictObject({
  cursor: pageCursor,
  limit: pageLimit({ most: 25 }),
})
/** The query of `GET /govern/projects` as a client writes it in the URL. */
export type ProjectsQueryWire = { cursor?: string; limit?: number }

/** `GET /govern/projects`: projects that sponsors lock G for, newest first, from the chain at one block. */
export const projectsWire = z
  .strictObject({
    ...head,
    contracts: contracts.nullable().describe('Null if no DAO is deployed.'),
    items: z.array(project),
    nextCursor: nextPageCursor,
  })
  .meta({ id: 'Projects' })
export type ProjectsWire = z.infer<typeof projectsWire>
export type ProjectItemWire = ProjectsWire['items'][number]

const step = z.strictObject({
  kind: z.enum(['proposed', 'sponsored', 'funded', 'shown', 'agreed', 'disagreed', 'approved', 'released', 'done', 'ended', 'repaid']),
  account: address.nullable().describe('The account whose step it is; null for steps that anyone may send.'),
  milestone: z.int().nullable().describe('Milestone of the step, from 0; otherwise null.'),
  text: z.string().describe('Evidence of a milestone, or the reason of a vote; otherwise empty.'),
  amount: uint128.nullable().describe('G in base units that were moved, or the weight of a vote; otherwise null.'),
  at: z.int().describe('Time of its block. Unix seconds.'),
  txHash: hex32,
})

/** The answer of `GET /govern/projects/{id}`. */
export const projectWire = project
  .extend({
    ...head,
    contracts,
    text: z.string().describe('The plan, and the evidence that must show each milestone.'),
    plan: z.array(z.strictObject({ amount: g('Payment when it is reached.'), dueAt: at('Deadline for its approval; after it the project ends.') })),
    releasableAt: z.int().nullable().describe('When the approved milestone can be released. Unix seconds; null until one is approved.'),
    yes: g('Votes that the milestone is reached. More than half of the locked sum decides.'),
    no: g('Votes that the milestone is not reached.'),
    sponsors: z
      .array(
        z.strictObject({
          account: address,
          locked: g('Sum that it locked.'),
          votedOn: z.int().nullable().describe('The milestone of its last vote, from 0; null before the first.'),
          agrees: z.boolean(),
        }),
      )
      .describe('The first 100 present sponsors.'),
    steps: z.array(step).describe('The latest 100 steps, oldest first.'),
  })
  .meta({ id: 'Project' })
export type ProjectWire = z.infer<typeof projectWire>
