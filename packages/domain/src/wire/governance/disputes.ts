import { z } from 'zod'
import { trialStates } from '../../disputes/trialMoment.ts'
import { faultWire } from '../leases/faults.ts'
import { nextPageCursor, pageCursor, pageLimit } from '../pages.ts'
import { address, hex32, leaseId, uint128 } from '../scalars.ts'

const pt = (what: string) => uint128.describe(`${what} In base units of PToken (1e-18).`)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const states = trialStates.filter((state) => state !== 'unknown')
const number = z.int().describe('Number of the dispute, from 1.')

/** The query of `GET /disputes`. */
export const disputesQueryWire = z.strictObject({
  state: z
    .enum(['open', ...states], { error: 'api.invalid_field' })
    .optional()
    .describe('`open`: every state before `done` and `stands`.'),
  account: address.optional().describe('Only disputes of which this account is a party or a juror.'),
  role: z.enum(['party', 'juror'], { error: 'api.invalid_field' }).optional().describe('With `account`: only its disputes in this role.'),
  lease: leaseId.optional().describe('Only the dispute about this lease.'),
  cursor: pageCursor,
  limit: pageLimit({ most: 25 }),
})
/** The query of `GET /disputes` as a client writes it in the URL. */
export type DisputesQueryWire = {
  state?: 'open' | (typeof states)[number]
  account?: string
  role?: 'party' | 'juror'
  lease?: string
  cursor?: string
  limit?: number
}

const acts = z.enum(['submit', 'request', 'draw', 'lapse', 'commit', 'reveal', 'count', 'appeal', 'execute', 'pay'])

const dispute = z.strictObject({
  id: number,
  lease: leaseId.nullable().describe('The closed lease; null if the dispute is about a slash.'),
  slash: z
    .strictObject({
      purpose: z.string().describe('The bond that is slashed: "Provider" or "Validator".'),
      executeAt: at('The slash can be executed.'),
    })
    .nullable()
    .describe('The disputed slash; null if the dispute is about a lease.'),
  state: z.enum(states),
  until: at('The deadline that the contract stores for this state.'),
  next: z
    .strictObject({
      acts: z.array(acts).describe('Acts that the contract allows now.'),
      deadline: z.int().nullable().describe('When that changes. Unix seconds; null if only a call changes it.'),
    })
    .describe('The next step, by the clock of the chain.'),
  round: z.int().describe('0 before a jury is requested, 1: jury of 5, 2: jury of 15, or no further appeal.'),
  opener: address.describe('The account that opened the dispute.'),
  respondent: address.nullable().describe('The other side; null if nobody owns the record.'),
  appellant: address.nullable().describe('The account that appealed.'),
  claim: pt('Amount that the opener claims; for a slash, its amount.'),
  bond: pt('Bond of the opener.'),
  verdict: z.enum(['record', 'opener']).nullable().describe('`record`: the record stands. Null before a jury has decided.'),
  jurors: z.array(address).describe('Members of the current or last jury.'),
  openedAt: at('The dispute was opened.'),
})

const head = { blockNumber: z.int(), now: at('The clock of the chain, by which the contract judges deadlines.') }
const contracts = z.strictObject({
  court: address.describe('DisputeCourt.'),
  panels: address.describe('Panels, which selects jurors.'),
  gToken: address,
  pToken: address,
  stakeVault: address.describe('StakeVault, which holds the bonds.'),
})

/** `GET /disputes`: disputes about bonds, newest first. */
export const disputesWire = z
  .strictObject({
    ...head,
    contracts: contracts.nullable().describe('Null if this chain has no court.'),
    items: z.array(dispute),
    nextCursor: nextPageCursor,
  })
  .meta({ id: 'Disputes' })
export type DisputesWire = z.infer<typeof disputesWire>
export type DisputeWire = DisputesWire['items'][number]

const evidence = z.strictObject({
  party: address.describe('The party that submitted it.'),
  hash: hex32.describe('SHA-256 of the file.'),
  bytes: z.int().nullable().describe('Size of the file, which `GET /artefacts/{sha256}` returns; null if this market does not store it.'),
  at: at('When it was submitted.'),
  txHash: hex32,
})

const juror = z.strictObject({
  account: address,
  simulated: z.boolean().describe('A juror of a development chain that votes by a script.'),
  committed: z.boolean().describe('Whether a hidden vote is stored.'),
  vote: z.enum(['record', 'opener', 'unsure']).nullable().describe('Null before the juror reveals it.'),
  paid: pt('Pay of the juror for this dispute.'),
})

const jury = z.strictObject({
  round: z.int().describe('1: jury of 5, 2: jury of 15.'),
  panelId: uint128.describe('Number of the panel at Panels.'),
  members: z.array(juror).describe('Its jurors, with their votes.'),
  revealFrom: at('Votes are committed before, and revealed from then on.'),
  until: at('Votes can be revealed until then.'),
})

const payment = z.strictObject({
  to: address.nullable().describe('The account that received it; null if it was burned or kept, or went to several jurors.'),
  reason: z
    .enum(['bond', 'appeal', 'fee', 'jurors', 'rest', 'burned', 'claim'])
    .describe(
      '`bond`, `appeal`: a bond that was returned. `fee`: what the treasury kept of it because no jury decided. `rest`: bonds without the pay of jurors. `claim`: from the bond of the provider.',
    ),
  amount: pt('Amount.'),
})

const step = z.strictObject({
  kind: z.enum([
    ...(['opened', 'submitted', 'requested', 'dropped', 'drawn', 'committed', 'revealed', 'counted', 'appealed', 'returned', 'lapsed'] as const),
    ...(['executed', 'paid'] as const),
  ]),
  account: address.nullable().describe('The account whose step it is; null for steps that anyone may send.'),
  round: z.int().nullable().describe('The jury; null for a step without one.'),
  vote: z.enum(['record', 'opener', 'unsure']).nullable().describe('The revealed vote; null for other steps.'),
  amount: uint128.nullable().describe('PToken that the step moved, in base units; null if none.'),
  at: at('When it happened.'),
  txHash: hex32,
})

/** `GET /disputes/leases/{leaseId}`: a closed lease as validators attested it, with all that its renter needs to open a dispute. */
export const closedLeaseWire = z
  .strictObject({
    ...head,
    contracts: contracts.nullable().describe('Null if this chain has no court.'),
    statement: z
      .strictObject({
        market: address.describe('Contract of the market.'),
        leaseId,
        holder: address.describe('The account that held the lease when it closed, and that can open a dispute.'),
        provider: address.describe('The account whose bond is claimed.'),
        closedAt: at('The lease closed.'),
        weekPay: pt('Seven days of its pay.'),
      })
      .describe('The values of its leaf.'),
    openUntil: at('A dispute can be opened before.'),
    dispute: number.nullable().describe('The dispute about this lease; null if there is none.'),
    mostClaim: pt('The largest claim for which the free bond of the provider suffices now, at most `weekPay`; 0 if it does not.'),
    attestableFrom: at('From then on, validators can attest the lease: the end of the hour in which it closed.'),
    attested: z
      .strictObject({
        root: hex32.describe('The newest root of closed leases. The court accepts a path to this root only.'),
        epoch: z.int().describe('Hour of the root. Unix time divided by 3,600.'),
        proof: z.array(hex32).describe('The siblings of the leaf, up to the root.'),
      })
      .nullable()
      .describe('Null until a quorum of four or more validators attested a root with this lease.'),
  })
  .meta({ id: 'ClosedLease' })
export type ClosedLeaseWire = z.infer<typeof closedLeaseWire>

/** `GET /disputes/{id}`: one dispute with its evidence, juries, money and each step. */
export const disputeWire = dispute
  .extend({
    ...head,
    contracts,
    evidence: z.array(evidence).describe('Evidence in the sequence in which it was submitted.'),
    record: z
      .strictObject({
        node: hex32.describe('The machine of the lease. `GET /nodes/{node}/proofs` has its GPU proofs.'),
        faults: z.array(faultWire).describe('All faults of the lease, newest first, with credits and the answers of both sides.'),
      })
      .nullable()
      .describe('What the market recorded about the lease. Null for a slash, and for a lease of another market.'),
    juries: z.array(jury).describe('Each jury that was selected, the first one first.'),
    money: z
      .strictObject({
        appealBond: pt('Bond of an appeal.'),
        heldAppeal: pt('Bond of the appeal that the court holds or held; 0 without one.'),
        pot: pt('Sum that jurors share if the current or last jury decides.'),
        jurorPay: pt('Pay of each juror who voted for the verdict; 0 before the execution.'),
        fine: uint128.describe('Fine of a juror who reveals no vote. In base units of G (1e-18).'),
        payments: z.array(payment).describe('Payments of the court and from the bond at the end; empty before.'),
      })
      .describe('Sums of the dispute.'),
    steps: z.array(step).describe('All that happened, the oldest first.'),
  })
  .meta({ id: 'Dispute' })
/** One dispute with its evidence, juries, money and each step. */
export type DisputeDetailWire = z.infer<typeof disputeWire>
