import { z } from 'zod'
import { nextPageCursor, pageCursor, pageLimit } from '../pages.ts'
import { address, hex32, uint128 } from '../scalars.ts'

const g = (what: string) => uint128.describe(`${what} In base units of G (1e-18).`)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)

const filing = z.strictObject({
  id: z.int().describe('Number of the proof in the order of filing, from 1.'),
  provider: address,
  source: z.string().describe('Source of the energy as the provider states it, such as "solar".'),
  certificateHash: hex32.nullable().describe('Null until the provider shows it, after the selection of auditors.'),
  coverage: uint128.describe('Share of the energy of its machines that it covers, in 1e18 fixed point.'),
  from: at('First second of its period.'),
  until: at('Its period ends; not included.'),
  state: z
    .enum(['waiting', 'drawable', 'audit', 'over', 'accepted', 'rejected', 'returned', 'revoked', 'released'])
    .describe('`waiting`: for a random seed. `drawable`: anyone may select its auditors. `audit`: they answer. `over`: anyone may settle it.'),
  acceptedAt: z.int().nullable().describe('When it was accepted and starts to count. Unix seconds; null before.'),
  revokedAt: z.int().nullable().describe('When a vote revoked it. Unix seconds; otherwise null.'),
  bond: g('The part of its bond that is held.'),
  panel: z.strictObject({
    id: uint128.describe('Number of the latest panel at Panels.'),
    number: z.int().describe('Number of this panel, from 1 to at most 3.'),
    size: z.int().describe('Number of its auditors.'),
    auditors: z.array(address).describe('Empty until they are selected.'),
    answers: z.array(z.strictObject({ auditor: address, accepts: z.boolean(), reason: z.string() })).describe('Answers, oldest first.'),
    answerUntil: z.int().nullable().describe('Deadline for their answers. Unix seconds; null until they are selected.'),
    accepts: z.int(),
    rejects: z.int(),
  }),
})

/** The query of `GET /govern/carbon`: the page of the list of proofs of green energy. */
export const carbonQueryWire = z.strictObject({
  cursor: pageCursor,
  limit: pageLimit({ most: 25 }),
})
/** The query of `GET /govern/carbon` as a client writes it in the URL. */
export type CarbonQueryWire = { cursor?: string; limit?: number }

const head = { blockNumber: z.int(), blockTimestamp: at('Time of that block.') }
const contracts = z.strictObject({ carbonRegistry: address, panels: address, gToken: address })
const limits = z.strictObject({
  bond: g('Bond of a proof.'),
  auditorFee: g('Pay of each auditor for an answer, whatever the answer.'),
  mostPanels: z.int().describe('Number of panels that a proof pays for; pay that no panel earned is returned.'),
  slashBps: z.int().describe('Share of the bond that a rejected or revoked proof loses, in basis points.'),
  auditSeconds: z.int().describe('Time for the answers of auditors, in seconds.'),
  auditors: z.int().describe('Number of auditors of a panel.'),
})

/** `GET /govern/carbon`: proofs of green energy and their audits, newest first, from the chain at one block. */
export const carbonWire = z
  .strictObject({
    ...head,
    contracts: contracts.nullable().describe('Null if this chain has no audits of proofs.'),
    limits: limits.nullable(),
    items: z.array(filing),
    nextCursor: nextPageCursor,
  })
  .meta({ id: 'Carbon' })
export type CarbonWire = z.infer<typeof carbonWire>
export type CarbonFilingWire = CarbonWire['items'][number]

const step = z.strictObject({
  kind: z.enum(['filed', 'asked', 'drawn', 'shown', 'audited', 'accepted', 'rejected', 'returned', 'revoked', 'released']),
  account: address.nullable().describe('The account whose step it is; null for steps that anyone may send.'),
  members: z.array(address).describe('For a selection, its members; otherwise empty.'),
  accepts: z.boolean().nullable().describe('For an answer, whether it accepts; otherwise null.'),
  text: z.string().describe('The reason of an answer or a revocation; empty otherwise.'),
  amount: uint128.nullable().describe('G in base units that the step paid in or out; null if none.'),
  at: z.int().describe('Time of its block. Unix seconds.'),
  txHash: hex32,
})

/** `GET /govern/carbon/{id}`: one proof, its content, and each step of its audits. */
export const carbonProofWire = filing
  .extend({
    ...{ ...head, contracts, limits },
    nodes: z.array(hex32).describe('Machines that it covers.'),
    meterHash: hex32,
    revocableUntil: z
      .int()
      .nullable()
      .describe('A vote can revoke it before this time, at which its bond is released. Unix seconds; null unless it is accepted.'),
    lapsesAt: z
      .int()
      .nullable()
      .describe(
        'If its panel is not selected by this time, it can be given up and everything is returned. Unix seconds; null if no selection is due.',
      ),
    steps: z.array(step).describe('All steps, oldest first.'),
  })
  .meta({ id: 'CarbonProof' })
export type CarbonProofWire = z.infer<typeof carbonProofWire>
