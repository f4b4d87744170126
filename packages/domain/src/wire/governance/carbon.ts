import { z } from 'zod'
import { address, hex32, queryInt, uint128 } from '../scalars.ts'

const g = (what: string) => uint128.describe(`${what} In base units of G (1e-18).`)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)

const filing = z.strictObject({
  id: z.int().describe('Its place in the order of filing, from 1.'),
  provider: address,
  source: z.string().describe('Where the energy comes from, as the provider names it: "solar".'),
  certificateHash: hex32.nullable().describe('Null until it is shown, once auditors are drawn.'),
  coverage: uint128.describe('Share of its nodes’ energy that it covers, in 1e18 fixed point.'),
  from: at('First second of its period.'),
  until: at('Its period ends; not included.'),
  state: z
    .enum(['waiting', 'drawable', 'audit', 'over', 'accepted', 'rejected', 'returned', 'revoked', 'released'])
    .describe('waiting: for a seed; drawable: anybody may draw its auditors; audit: they answer; over: anybody may settle it.'),
  acceptedAt: z.int().nullable().describe('From when it counts. Unix seconds; null until it is accepted.'),
  revokedAt: z.int().nullable().describe('When a vote took it back. Unix seconds; null unless one did.'),
  bond: g('What of its bond is held.'),
  panel: z.strictObject({
    id: uint128.describe('The latest, as the contract of panels numbers it.'),
    number: z.int().describe('Which of at most three.'),
    size: z.int().describe('How many auditors it has.'),
    auditors: z.array(address).describe('None until it is drawn.'),
    answers: z.array(z.strictObject({ auditor: address, accepts: z.boolean(), reason: z.string() })).describe('In the order in which they came.'),
    answerUntil: z.int().nullable().describe('They answer until then. Unix seconds; null until it is drawn.'),
    accepts: z.int(),
    rejects: z.int(),
  }),
})

/** The query of `GET /govern/carbon`: the page of the list of proofs of green energy. */
export const carbonQueryWire = z.strictObject({
  cursor: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/, { error: 'api.cursor_invalid' })
    .optional(),
  limit: queryInt(1, 25).optional().describe('Most items, 1 to 25; 25 when left out.'),
})
/** The query of `GET /govern/carbon` as a client writes it in the URL. */
export type CarbonQueryWire = { cursor?: string; limit?: number }

const head = { blockNumber: z.int(), blockTimestamp: at('Time of that block.') }
const contracts = z.strictObject({ carbonRegistry: address, panels: address, gToken: address })
const limits = z.strictObject({
  bond: g('What a filing puts down.'),
  auditorFee: g('What each auditor has for an answer, whatever it is.'),
  mostPanels: z.int().describe('Panels that a filing pays for; what none of them earned comes back.'),
  slashBps: z.int().describe('Of the bond that a rejected or revoked proof loses, in basis points.'),
  auditSeconds: z.int().describe('How long auditors have. Seconds.'),
  auditors: z.int().describe('How many a panel has.'),
})

/** `GET /govern/carbon`: proofs of green energy and their audits, newest first, from the chain at one block. */
export const carbonWire = z
  .strictObject({
    ...head,
    contracts: contracts.nullable().describe('Null where proofs are not audited yet.'),
    limits: limits.nullable(),
    items: z.array(filing),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'Carbon' })
export type CarbonWire = z.infer<typeof carbonWire>
export type CarbonFilingWire = CarbonWire['items'][number]

const step = z.strictObject({
  kind: z.enum(['filed', 'asked', 'drawn', 'shown', 'audited', 'accepted', 'rejected', 'returned', 'revoked', 'released']),
  account: address.nullable().describe('Whose step it is; null for what anybody sends.'),
  members: z.array(address).describe('Of a draw: who was drawn. Empty otherwise.'),
  accepts: z.boolean().nullable().describe('Of an answer; null otherwise.'),
  text: z.string().describe('The reason of an answer or a revocation; empty otherwise.'),
  amount: uint128.nullable().describe('G in base units that the step paid in or out; null where none.'),
  at: z.int().describe('Time of its block. Unix seconds.'),
  txHash: hex32,
})

/** `GET /govern/carbon/{id}`: one proof, its content, and each step of its audits. */
export const carbonProofWire = filing
  .extend({
    ...{ ...head, contracts, limits },
    nodes: z.array(hex32).describe('Those that it covers.'),
    meterHash: hex32,
    revocableUntil: z
      .int()
      .nullable()
      .describe('A vote may take it back before, when its bond is released. Unix seconds; null unless it is accepted.'),
    lapsesAt: z
      .int()
      .nullable()
      .describe('Not drawn by then, its panel can be given up and all comes back. Unix seconds; null while no draw is waited for.'),
    steps: z.array(step).describe('All that happened, the oldest first.'),
  })
  .meta({ id: 'CarbonProof' })
export type CarbonProofWire = z.infer<typeof carbonProofWire>
