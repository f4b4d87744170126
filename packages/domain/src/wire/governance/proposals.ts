import { z } from 'zod'
import { effectWire } from './effects.ts'
import { parameterUnitWire } from './parameters.ts'
import { nextPageCursor, pageCursor, pageLimit } from '../pages.ts'
import { address, hex32, uint128, uint256 } from '../scalars.ts'

const g = (what: string) => uint128.describe(`${what} In base units of G (1e-18).`)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const hex = z.string().regex(/^0x([0-9a-f]{2})*$/)

const proposalStateWire = z.enum(['pending', 'active', 'cancelled', 'vetoed', 'defeated', 'succeeded', 'queued', 'expired', 'executed'])

const proposal = z.strictObject({
  id: uint256.describe('Id of the proposal at the governor.'),
  number: z.int().describe('Number of the proposal, from 1.'),
  title: z.string().describe('First line of the description, at most 200 characters.'),
  state: proposalStateWire,
  proposer: address,
  proposedAt: at('When it was proposed.'),
  votesFrom: at('Start of voting. Votes count by the stake at this time.'),
  votesUntil: at('End of voting; a late quorum moves it.'),
  executableAt: z.int().nullable().describe('When it can be executed. Unix seconds; null until it is queued.'),
  expiresAt: z.int().nullable().describe('It expires if it is not queued or executed by then. Unix seconds; null if it cannot expire.'),
  votes: z.strictObject({ for: g('Votes for.'), against: g('Votes against.'), abstain: g('Abstentions.') }),
  quorum: g('Votes for and abstentions that it needs together.'),
  missing: g('Votes that are missing for the quorum.'),
  own: z
    .strictObject({
      votes: g('Votes that the account has on this proposal; 0 until voting opens.'),
      support: z.enum(['for', 'against', 'abstain']).nullable().describe('Its vote; null where it has not voted.'),
    })
    .nullable()
    .describe('Votes of the account in the query; null without one.'),
})

const parameter = z.strictObject({
  key: z.string(),
  unit: parameterUnitWire,
  before: uint256.nullable().describe('Value now, or right before the execution; null if the chain no longer has it.'),
  after: uint256,
  least: uint256,
  most: uint256,
})

/** One call of a proposal or a draft, decoded for people. */
export const proposalCallWire = z.strictObject({
  to: address,
  value: uint256.describe('Native coins, in wei.'),
  data: hex,
  contract: z.string().nullable().describe('Name of this market’s contract; null for other contracts.'),
  function: z.string().nullable().describe('The called function; null if it is not known.'),
  arguments: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  bounded: z.boolean().describe('Whether a vote may make this call before enough is staked for any call.'),
  parameters: z.array(parameter).describe('Bounded parameters that the call changes.'),
  effect: effectWire.nullable().describe('Effect of a grant, class, price, region, Directory entry, bounty, revocation or upgrade; otherwise null.'),
})

const step = z.strictObject({
  step: z.enum(['proposed', 'votesFrom', 'votesUntil', 'queued', 'due', 'executed', 'cancelled', 'vetoed', 'expires', 'bondReturned']),
  at: at('Time of the step, also of a step in the future.'),
  txHash: hex32.nullable().describe('The transaction of the step; null for a step without one.'),
  final: z.boolean().nullable().describe('Whether its block is final; null where there is no transaction.'),
  reason: z.string().nullable().describe('Reason of a veto; otherwise null.'),
})

const voter = z.strictObject({
  voter: address,
  support: z.enum(['for', 'against', 'abstain']),
  votes: g('Its votes.'),
  reason: z.string().describe('Reason, cut after 500 characters.'),
  txHash: hex32,
})

const head = { blockNumber: z.int(), blockTimestamp: at('Time of that block.') }

/** Groups of states by which people can filter the list of proposals. `open` is `waiting` and `voting` together. */
export const proposalGroups = ['open', 'waiting', 'voting', 'passed', 'executed', 'ended'] as const
export type ProposalGroup = (typeof proposalGroups)[number]

/** The query of `GET /govern/proposals`: the page and the filters of the list. */
export const proposalsQueryWire = z.strictObject({
  cursor: pageCursor,
  limit: pageLimit({ most: 50 }),
  state: z
    .enum(proposalGroups)
    .optional()
    .describe(
      '`waiting`: voting has not opened yet. `voting`: votes can be cast. `open`: both of these. `passed`: passed or queued. `ended`: defeated, vetoed, cancelled or expired.',
    ),
  text: z.string().max(100, { error: 'api.invalid_field' }).optional().describe('Words of the title, or the number of a proposal.'),
  account: address.optional().describe('`own` in the answer has the votes of this account.'),
})
/** The query of `GET /govern/proposals` as a client writes it in the URL. */
export type ProposalsQueryWire = { cursor?: string; limit?: number; state?: ProposalGroup; text?: string; account?: string }

/** `GET /govern/proposals`: proposals, newest first, from the chain at one block. */
export const proposalsWire = z.strictObject({ ...head, items: z.array(proposal), nextCursor: nextPageCursor }).meta({ id: 'Proposals' })
export type ProposalsWire = z.infer<typeof proposalsWire>
export type ProposalWire = ProposalsWire['items'][number]

/** The answer of `GET /govern/proposals/{id}`. */
export const proposalDetailWire = z
  .strictObject({
    ...head,
    ...proposal.shape,
    description: z.string().describe('Description, cut after 10,000 characters.'),
    descriptionHash: hex32.describe('keccak256 of the whole description.'),
    calls: z
      .array(proposalCallWire)
      .nullable()
      .describe('The decoded calls; null for more than 20 calls or 64 KiB. Read those from the log of the governor.'),
    mayPass: z.boolean().nullable().describe('Whether its calls may be queued with the present total stake; null if `calls` is null.'),
    bond: z.strictObject({
      amount: g('The bond; for a vetoed proposal, the part that could be taken.'),
      state: z.enum(['held', 'returnable', 'returned', 'treasury']),
    }),
    voters: z.array(voter).describe('The 200 voters with the most votes.'),
    voterCount: z.int().describe('Number of accounts that voted.'),
    timeline: z.array(step).describe('Steps, oldest first.'),
  })
  .meta({ id: 'ProposalDetail' })
export type ProposalDetailWire = z.infer<typeof proposalDetailWire>
