import { z } from 'zod'
import { faultSides } from '../../faults/faultAnswer.ts'
import { faultIncidents } from '../../faults/faultFacts.ts'
import { faultParties, faultRuleNumbers, faultSources } from '../../faults/faultRules.ts'
import { shareCuts } from '../../faults/operatorShare.ts'
import { hex32, leaseId, rowNumber, text, uint128 } from '../scalars.ts'

/** A fault of a lease: the incident, the party at fault, and the rule that decided it. */
export const faultWire = z
  .strictObject({
    number: rowNumber,
    leaseId,
    node: hex32,
    incident: z.enum(faultIncidents),
    value: z.int().nullable().describe('The Xid error, exit code or count; null for other incidents.'),
    from: z.int().describe('Unix seconds of the block clock.'),
    until: z.int().nullable().describe('The end of the incident; null for a moment, or while it lasts.'),
    party: z.enum(faultParties),
    rule: z.literal(faultRuleNumbers),
    source: z.enum(faultSources).describe('The source of the evidence: chain, market, machine or none.'),
    recordedAt: z.int(),
    paid: z
      .strictObject({
        refund: uint128.describe('Unused escrow that the chain paid back to the holder, in PToken base units.'),
        compensation: uint128.describe('Paid from the bond of the provider to the holder, in PToken base units.'),
        txHash: hex32,
      })
      .nullable()
      .describe('Payments of the contract at the end of this lease; null before them, and for an incident that ends no lease.'),
    answers: z
      .array(
        z.strictObject({
          side: z.enum(faultSides).describe('The side of the lease that answered.'),
          text: z.string().describe('Plain text of a stranger.'),
          at: z.int(),
        }),
      )
      .max(2)
      .describe('At most one of each side; the public list has only those of providers.'),
    creditSeconds: z.int().describe('Seconds of this incident that validators removed from the bill of the lease; its oldest incident counts first.'),
    owedSeconds: z.int().describe('Seconds of this incident that validators remove from the bill; 0 if none, or until the incident is over.'),
    share: z
      .strictObject({
        seconds: z.int().describe('Credited seconds of the lease that count, at most 3,600.'),
        asked: uint128.describe('Pay for all credited seconds after the fee of the provider, in PToken base units.'),
        amount: uint128.describe('Part of `asked` that the operator pays to the provider, in PToken base units.'),
        cuts: z.array(z.enum(shareCuts)).describe('The limits that made the amount less than asked.'),
        txHash: hex32.nullable().describe('The transaction that paid it; null before it, and if the amount is 0.'),
      })
      .nullable()
      .describe(
        'What the operator pays the provider for the credited time of this lease. Decided after the lease closed, if the operator pays shares; only in the newest such incident of the lease, otherwise null.',
      ),
  })
  .meta({ id: 'Fault' })
export type FaultWire = z.infer<typeof faultWire>

/** Faults, newest first. */
export const faultsWire = z.strictObject({ items: z.array(faultWire) }).meta({ id: 'Faults' })
export type FaultsWire = z.infer<typeof faultsWire>

/** The body of `POST /faults/{number}/answer`. */
export const faultAnswerWire = z.strictObject({ text: text(1_000) }).meta({ id: 'FaultAnswer' })
