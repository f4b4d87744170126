import { z } from 'zod'
import { statementLimits } from '../../governance/delegateStatement.ts'
import { nextPageCursor, pageCursor, pageLimit } from '../pages.ts'
import { address, hex32, uint128, uint256 } from '../scalars.ts'

const g = (what: string) => uint128.describe(`${what} In base units of G (1e-18).`)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const head = { blockNumber: z.int(), blockTimestamp: at('Time of that block.') }

const statement = z.strictObject({
  name: z.string().max(statementLimits.name, { error: 'api.invalid_field' }).describe('The name that the account chose; may be empty.'),
  text: z.string().min(1, { error: 'api.invalid_field' }).max(statementLimits.text, { error: 'api.invalid_field' }).describe('Markdown.'),
  signedAt: at('When the account signed it.'),
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
  cursor: pageCursor,
  limit: pageLimit({ most: 100 }),
  sort: z.enum(delegateSorts).optional().describe('Sort by most votes (the default), most delegators, or most proposals voted on.'),
  text: z.string().max(42, { error: 'api.invalid_field' }).optional().describe('Part of an address or of a name.'),
})
/** The query of `GET /govern/delegates` as a client writes it in the URL. */
export type DelegatesQueryWire = { cursor?: string; limit?: number; sort?: DelegateSort; text?: string }

/** `GET /govern/delegates`: the accounts with votes at one block. */
export const delegatesWire = z
  .strictObject({
    ...head,
    quorum: g('Votes for and abstentions that a proposal needs together; 0 if no DAO is deployed.'),
    staked: g('All staked G, which is all that can vote.'),
    opened: z.int().describe('Proposals whose voting has opened.'),
    items: z.array(
      z.strictObject({
        account: address,
        votes: g('Votes from its own stake, unless delegated, and from the stakes that others delegate to it.'),
        delegators: z.int().describe('Number of accounts that delegate to it, including itself.'),
        voted: z.int().describe('Proposals on which it voted.'),
        name: z.string().nullable().describe('Name in its signed statement; null without one. Anyone can choose any name.'),
      }),
    ),
    nextCursor: nextPageCursor.describe('`cursor` of the next page; null on the last page. Votes change, so a later page may repeat an account.'),
  })
  .meta({ id: 'Delegates' })
export type DelegatesWire = z.infer<typeof delegatesWire>

/** The answer of `GET /govern/delegates/{account}`: one account with votes. */
export const delegateWire = z
  .strictObject({
    ...head,
    account: address,
    votes: g('Its votes; 0 if it has none.'),
    quorum: g('Votes for and abstentions that a proposal needs together.'),
    delegators: z
      .array(z.strictObject({ account: address, staked: g('Its stake.') }))
      .describe('The 100 accounts that delegated to it last, most stake first.'),
    delegatorCount: z.int(),
    record: z
      .array(
        z.strictObject({
          number: z.int(),
          id: uint256,
          title: z.string().describe('Title of the proposal, at most 200 characters.'),
          support: z.enum(['for', 'against', 'abstain']),
          votes: g('Votes that it cast.'),
          reason: z.string().describe('Reason, cut after 500 characters.'),
          txHash: hex32,
        }),
      )
      .describe('Its latest 50 votes, the latest proposal first.'),
    voted: z.int().describe('Proposals on which it voted.'),
    proposals: z.int().describe('Proposals whose voting has opened.'),
    staked: g('All staked G, which is all that can vote.'),
    statement: statement.nullable().describe('The signed statement; null without one.'),
  })
  .meta({ id: 'Delegate' })
export type DelegateWire = z.infer<typeof delegateWire>

/** `GET /govern/vesting`: the grants of G at the genesis of the DAO, which vest over time, from the chain at one block. */
export const vestingWire = z
  .strictObject({
    ...head,
    genesis: g('All G of genesis; 0 where no DAO is deployed.'),
    atOnce: g('The part of it that was distributed at once, without vesting.'),
    items: z.array(
      z.strictObject({
        id: z.int(),
        label: z.string().describe('Name of the grant in the published table.'),
        beneficiary: address,
        amount: g('The grant.'),
        startAt: at('Start of vesting, by the second.'),
        cliffAt: at('No G is released before this time.'),
        endAt: at('End of vesting.'),
        vested: g('Vested until now.'),
        released: g('Paid out so far.'),
        releasable: g('Vested and not paid out yet.'),
      }),
    ),
  })
  .meta({ id: 'Vesting' })
export type VestingWire = z.infer<typeof vestingWire>
