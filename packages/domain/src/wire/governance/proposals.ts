import { z } from 'zod'
import { effectWire } from './effects.ts'
import { parameterUnitWire } from './parameters.ts'
import { address, hex32, queryInt, uint128, uint256 } from '../scalars.ts'

const g = (what: string) => uint128.describe(`${what} In base units of G (1e-18).`)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const hex = z.string().regex(/^0x([0-9a-f]{2})*$/)

const proposalStateWire = z.enum(['pending', 'active', 'cancelled', 'vetoed', 'defeated', 'succeeded', 'queued', 'expired', 'executed'])

const proposal = z.strictObject({
  id: uint256.describe('As the governor numbers it.'),
  number: z.int().describe('Its place in the order of proposing, from 1.'),
  title: z.string().describe('First line of the description, at most 200 characters.'),
  state: proposalStateWire,
  proposer: address,
  proposedAt: at('When it was proposed.'),
  votesFrom: at('Votes count as staked then.'),
  votesUntil: at('Voting ends; a late quorum moves it.'),
  executableAt: z.int().nullable().describe('From when it can be executed. Unix seconds; null until it is queued.'),
  expiresAt: z.int().nullable().describe('Not queued or executed by then, it expires. Unix seconds; null where that cannot be.'),
  votes: z.strictObject({ for: g('For.'), against: g('Against.'), abstain: g('Abstaining.') }),
  quorum: g('For and abstaining votes that it needs.'),
  missing: g('Of the quorum.'),
  own: z
    .strictObject({
      votes: g('Votes that the account has on this proposal; 0 until voting opens.'),
      support: z.enum(['for', 'against', 'abstain']).nullable().describe('Its vote; null where it has not voted.'),
    })
    .nullable()
    .describe('The part of the account that the query names; null without one.'),
})

const parameter = z.strictObject({
  key: z.string(),
  unit: parameterUnitWire,
  before: uint256.nullable().describe('Now, or right before the execution; null where the chain no longer tells.'),
  after: uint256,
  least: uint256,
  most: uint256,
})

/** One call of a proposal or a draft, decoded for people. */
export const proposalCallWire = z.strictObject({
  to: address,
  value: uint256.describe('Native coins, in wei.'),
  data: hex,
  contract: z.string().nullable().describe('Which contract of ours it is.'),
  function: z.string().nullable().describe('What it calls, and its arguments, one text each; null where that is not known.'),
  arguments: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  bounded: z.boolean().describe('Whether it may pass before enough is staked for any call.'),
  parameters: z.array(parameter).describe('What it changes, where that is a bounded parameter.'),
  effect: effectWire
    .nullable()
    .describe(
      'What it comes to, where that is a grant, a class, a price, a region, an entry of the Directory, a bounty, a revocation or an upgrade.',
    ),
})

const step = z.strictObject({
  step: z.enum(['proposed', 'votesFrom', 'votesUntil', 'queued', 'due', 'executed', 'cancelled', 'vetoed', 'expires', 'bondReturned']),
  at: at('When; in the future where it is still to come.'),
  txHash: hex32.nullable().describe('The transaction that did it; null for what time does.'),
  final: z.boolean().nullable().describe('Whether its block is final; null where there is no transaction.'),
  reason: z.string().nullable().describe('Why it was vetoed.'),
})

const voter = z.strictObject({
  voter: address,
  support: z.enum(['for', 'against', 'abstain']),
  votes: g('Its votes.'),
  reason: z.string().describe('At most 500 characters of it.'),
  txHash: hex32,
})

const head = { blockNumber: z.int(), blockTimestamp: at('Time of that block.') }

/** Groups of states by which people can filter the list of proposals. */
export const proposalGroups = ['open', 'passed', 'executed', 'ended'] as const
export type ProposalGroup = (typeof proposalGroups)[number]

/** The query of `GET /govern/proposals`: the page and the filters of the list. */
export const proposalsQueryWire = z.strictObject({
  cursor: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/, { error: 'api.cursor_invalid' })
    .optional(),
  limit: queryInt(1, 50).optional().describe('Most items, 1 to 50; 25 when left out.'),
  state: z
    .enum(proposalGroups)
    .optional()
    .describe('`open`: waiting or in voting. `passed`: passed or queued. `ended`: defeated, vetoed, cancelled or expired.'),
  text: z.string().max(100, { error: 'api.invalid_field' }).optional().describe('Words of the title, or the number of a proposal.'),
  account: address.optional().describe('Whose votes `own` has.'),
})
/** The query of `GET /govern/proposals` as a client writes it in the URL. */
export type ProposalsQueryWire = { cursor?: string; limit?: number; state?: ProposalGroup; text?: string; account?: string }

/** `GET /govern/proposals`: proposals, newest first, from the chain at one block. */
export const proposalsWire = z.strictObject({ ...head, items: z.array(proposal), nextCursor: z.string().nullable() }).meta({ id: 'Proposals' })
export type ProposalsWire = z.infer<typeof proposalsWire>
export type ProposalWire = ProposalsWire['items'][number]

/** The answer of `GET /govern/proposals/{id}`. */
export const proposalDetailWire = z
  .strictObject({
    ...head,
    ...proposal.shape,
    description: z.string().describe('At most 10,000 characters of it.'),
    descriptionHash: hex32.describe('keccak256 of the whole description.'),
    calls: z.array(proposalCallWire).nullable().describe('Null for more than 20 calls or 64 KiB of them: read those from the governor’s log.'),
    mayPass: z.boolean().nullable().describe('Whether its calls may be queued with what is staked now; null where calls are null.'),
    bond: z.strictObject({
      amount: g('The bond; of a vetoed proposal, what there was to take of it.'),
      state: z.enum(['held', 'returnable', 'returned', 'treasury']),
    }),
    voters: z.array(voter).describe('The 200 with most votes.'),
    voterCount: z.int().describe('Who voted with any vote.'),
    timeline: z.array(step).describe('In order of time.'),
  })
  .meta({ id: 'ProposalDetail' })
export type ProposalDetailWire = z.infer<typeof proposalDetailWire>
