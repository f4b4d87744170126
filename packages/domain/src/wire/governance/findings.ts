import { z } from 'zod'
import { nextPageCursor, pageCursor, pageLimit } from '../pages.ts'
import { address, hex32, uint128 } from '../scalars.ts'
import { serviceIdText } from '../services/services.ts'

const pt = (what: string) => uint128.describe(`${what} In base units of PToken (1e-18).`)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)

/** The query of `GET /findings`, the list of accusations against AI services. */
export const findingsQueryWire = z.strictObject({
  service: serviceIdText.optional().describe('Only findings against this service.'),
  member: address.optional().describe('Only findings with this account on the panel.'),
  cursor: pageCursor,
  limit: pageLimit({ most: 25 }),
})
/** The query as a client writes it in the URL. */
export type FindingsQueryWire = { service?: string; member?: string; cursor?: string; limit?: number }

const member = z.strictObject({
  account: address,
  verdict: z.enum(['guilty', 'innocent']).nullable().describe('Null before the member answers.'),
  reason: z.string().nullable().describe('The public reason, at most 280 bytes; null before the member answers.'),
})

const finding = z.strictObject({
  id: z.int().describe('Number of the finding, from 1.'),
  state: z.enum(['open', 'guilty', 'innocent', 'undecided']),
  service: serviceIdText,
  act: z
    .enum(['claimAboveReceipt', 'twoReceipts'])
    .describe('`claimAboveReceipt`: the service settled more than its newest receipt says. `twoReceipts`: two of its receipts share a number.'),
  number: uint128.describe('The settled claim in base units of PToken (1e-18), or the number that two receipts share.'),
  loss: pt('Loss of the payer of the channel by the act, as the accuser states.'),
  accuser: address.describe('The account that filed the finding.'),
  victim: address.describe('The payer of the channel.'),
  evidence: z.array(hex32).describe('SHA-256 of each file of the accuser.'),
  panelId: uint128.describe('Number of the panel at Panels.'),
  members: z.array(member).describe('The selected members, with their answers; empty before the selection.'),
  guilty: z.int().describe('Answers "guilty" so far.'),
  innocent: z.int().describe('Answers "innocent" so far.'),
  next: z
    .strictObject({
      act: z
        .enum(['draw', 'answer', 'decide', 'lapse'])
        .nullable()
        .describe('The step that is due; null after the end. Only members can take `answer`; anyone can take the others.'),
      deadline: z.int().nullable().describe('When another step follows. Unix seconds; null if only a call changes it.'),
    })
    .describe('The next step, by the clock of the chain.'),
  filedAt: at('The finding was filed.'),
})

const head = { blockNumber: z.int(), now: at('The clock of the chain, by which the contract judges deadlines.') }
const contracts = z.strictObject({
  findings: address.describe('Findings.'),
  panels: address.describe('Panels, which selects members.'),
  gToken: address,
  answerPay: pt('Pay of a member for an answer.'),
})

/** `GET /findings`: findings (accusations against AI services), newest first. */
export const findingsWire = z
  .strictObject({
    ...head,
    contracts: contracts.nullable().describe('Null if nobody judges findings on this chain.'),
    items: z.array(finding),
    nextCursor: nextPageCursor.describe(
      '`cursor` of the next page; null on the last page. A page with a filter may have fewer items than `limit`, also before the last page.',
    ),
  })
  .meta({ id: 'Findings' })
export type FindingsWire = z.infer<typeof findingsWire>
export type FindingWire = FindingsWire['items'][number]

/** `GET /findings/{id}`: one finding. */
export const findingWire = finding.extend({ ...head, contracts }).meta({ id: 'Finding' })
/** One finding (an accusation against an AI service), with the contracts that a caller needs. */
export type FindingDetailWire = z.infer<typeof findingWire>
