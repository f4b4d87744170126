import { z } from 'zod'
import { statementLimits } from '../../governance/delegateStatement.ts'
import { address, hex32, queryInt, uint128, uint256 } from '../scalars.ts'

const g = (what: string) => uint128.describe(`${what} In base units of G (1e-18).`)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const head = { blockNumber: z.int(), blockTimestamp: at('Time of that block.') }

const statement = z.strictObject({
  name: z.string().max(statementLimits.name, { error: 'api.invalid_field' }).describe('The name that the account chose; may be empty.'),
  text: z.string().min(1, { error: 'api.invalid_field' }).max(statementLimits.text, { error: 'api.invalid_field' }).describe('Markdown.'),
  signedAt: at('When its account signed it.'),
  signature: z
    .string({ error: 'api.invalid_field' })
    .regex(/^0x[0-9a-f]{130}$/, { error: 'api.invalid_field' })
    .describe('EIP-191, of the text that `statementMessage` of the SDK writes.'),
})

/** `PUT /account/statement`: the name and the text with which an account presents itself as a delegate. */
export const delegateStatementWire = statement.meta({ id: 'DelegateStatement' })
export type DelegateStatementWire = z.infer<typeof delegateStatementWire>

/** The ways to sort the list of delegates, who vote for other accounts. */
export const delegateSorts = ['votes', 'delegators', 'voted'] as const
export type DelegateSort = (typeof delegateSorts)[number]

/** The query of `GET /govern/delegates`: the page, the sorting and the search text of the list. */
export const delegatesQueryWire = z.strictObject({
  cursor: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/, { error: 'api.cursor_invalid' })
    .optional(),
  limit: queryInt(1, 100).optional().describe('Most items, 1 to 100; 50 when left out.'),
  sort: z.enum(delegateSorts).optional().describe('Most votes (when left out), most delegators, or most proposals voted on, first.'),
  text: z.string().max(42, { error: 'api.invalid_field' }).optional().describe('Part of an address or of a name.'),
})
/** The query of `GET /govern/delegates` as a client writes it in the URL. */
export type DelegatesQueryWire = { cursor?: string; limit?: number; sort?: DelegateSort; text?: string }

/** `GET /govern/delegates`: the accounts with votes at one block. */
export const delegatesWire = z
  .strictObject({
    ...head,
    quorum: g('For and abstaining votes that a proposal needs; 0 where no DAO is deployed.'),
    staked: g('All staked G, which is all that can vote.'),
    opened: z.int().describe('Proposals whose voting has opened.'),
    items: z.array(
      z.strictObject({
        account: address,
        votes: g('Its own stake, unless delegated, and what others delegate to it.'),
        delegators: z.int().describe('Accounts that chose it, itself counted.'),
        voted: z.int().describe('Proposals on which it voted.'),
        name: z.string().nullable().describe('As it calls itself in its signed statement; null without one. Anybody can choose any name.'),
      }),
    ),
    nextCursor: z.string().nullable().describe('How many were listed before; votes move, so that a page later may repeat one.'),
  })
  .meta({ id: 'Delegates' })
export type DelegatesWire = z.infer<typeof delegatesWire>

/** The answer of `GET /govern/delegates/{account}`: one account with votes. */
export const delegateWire = z
  .strictObject({
    ...head,
    account: address,
    votes: g('Its votes; 0 for who has none.'),
    quorum: g('For and abstaining votes that a proposal needs.'),
    delegators: z.array(z.strictObject({ account: address, staked: g('Its stake.') })).describe('The 100 that chose it last, most stake first.'),
    delegatorCount: z.int(),
    record: z
      .array(
        z.strictObject({
          number: z.int(),
          id: uint256,
          title: z.string().describe('Of the proposal, at most 200 characters.'),
          support: z.enum(['for', 'against', 'abstain']),
          votes: g('With how much.'),
          reason: z.string().describe('At most 500 characters of it.'),
          txHash: hex32,
        }),
      )
      .describe('Its latest 50 votes, the latest proposal first.'),
    voted: z.int().describe('Proposals on which it voted.'),
    proposals: z.int().describe('Proposals whose voting has opened.'),
    staked: g('All staked G, which is all that can vote.'),
    statement: statement.nullable().describe('Null without one.'),
  })
  .meta({ id: 'Delegate' })
export type DelegateWire = z.infer<typeof delegateWire>

/** `GET /govern/vesting`: the grants of G at the genesis of the DAO, which vest over time, from the chain at one block. */
export const vestingWire = z
  .strictObject({
    ...head,
    genesis: g('All G of genesis; 0 where no DAO is deployed.'),
    atOnce: g('Of it what never vested.'),
    items: z.array(
      z.strictObject({
        id: z.int(),
        label: z.string().describe('As the published table names it.'),
        beneficiary: address,
        amount: g('The grant.'),
        startAt: at('From when it vests by the second.'),
        cliffAt: at('Before it nothing is released.'),
        endAt: at('All has vested.'),
        vested: g('Until now.'),
        released: g('Paid so far.'),
        releasable: g('Vested and not paid.'),
      }),
    ),
  })
  .meta({ id: 'Vesting' })
export type VestingWire = z.infer<typeof vestingWire>
