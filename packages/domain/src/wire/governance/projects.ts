import { z } from 'zod'
import { address, hex32, queryInt, uint128 } from '../scalars.ts'

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
  id: z.int().describe('Its place in the order of proposing, from 1.'),
  title: z.string().describe('The first line of its text, at most 200 characters.'),
  proposer: address,
  payee: address,
  goal: g('What it needs, all of it, or nothing is spent.'),
  locked: g('By sponsors who are in it.'),
  held: g('What is here of it.'),
  released: g('Paid to the payee.'),
  fundingUntil: at('It is funded by then or not at all.'),
  state: z.enum(projectStates),
  end: z.enum(projectEnds),
  milestone: z.int().describe('The one to be reached, from 0.'),
  milestones: z.int().describe('How many there are.'),
  isDue: z.boolean().describe('Whether its milestone can be released now, which anybody may send.'),
})

/** The query of `GET /govern/projects`: the page of the list. */
export const projectsQueryWire = z.strictObject({
  cursor: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/, { error: 'api.cursor_invalid' })
    .optional(),
  limit: queryInt(1, 25).optional().describe('Most items, 1 to 25; 25 when left out.'),
})
/** The query of `GET /govern/projects` as a client writes it in the URL. */
export type ProjectsQueryWire = { cursor?: string; limit?: number }

/** `GET /govern/projects`: projects that sponsors lock G for, newest first, from the chain at one block. */
export const projectsWire = z
  .strictObject({
    ...head,
    contracts: contracts.nullable().describe('Null where no DAO is deployed.'),
    items: z.array(project),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'Projects' })
export type ProjectsWire = z.infer<typeof projectsWire>
export type ProjectItemWire = ProjectsWire['items'][number]

const step = z.strictObject({
  kind: z.enum(['proposed', 'sponsored', 'funded', 'shown', 'agreed', 'disagreed', 'approved', 'released', 'done', 'ended', 'repaid']),
  account: address.nullable().describe('Whose step it is; null for what anybody sends.'),
  milestone: z.int().nullable().describe('Which it is about, from 0; null where none.'),
  text: z.string().describe('What shows a milestone, or the reason of a vote; empty otherwise.'),
  amount: uint128.nullable().describe('G in base units that moved or that a vote weighs; null where none.'),
  at: z.int().describe('Time of its block. Unix seconds.'),
  txHash: hex32,
})

/** The answer of `GET /govern/projects/{id}`. */
export const projectWire = project
  .extend({
    ...head,
    contracts,
    text: z.string().describe('What is built and what shows each milestone.'),
    plan: z.array(z.strictObject({ amount: g('Paid when it is reached.'), dueAt: at('Approved by then, or the project ends.') })),
    releasableAt: z.int().nullable().describe('When the milestone that was approved may be released. Unix seconds; null until one is.'),
    yes: g('Votes that the milestone is reached; more than half of what is locked decides.'),
    no: g('Votes that it is not.'),
    sponsors: z
      .array(
        z.strictObject({
          account: address,
          locked: g('What it locked.'),
          votedOn: z.int().nullable().describe('The milestone of its last vote, from 0; null before the first.'),
          agrees: z.boolean(),
        }),
      )
      .describe('The 100 that came first of those who are in it.'),
    steps: z.array(step).describe('The latest 100 that happened, the oldest first.'),
  })
  .meta({ id: 'Project' })
export type ProjectWire = z.infer<typeof projectWire>
