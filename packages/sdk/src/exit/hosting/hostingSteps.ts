import { claimHostingCall, type ContractCall, refundHostingCall } from '@infinitio/chain'
import type { UnixSeconds } from '@infinitio/domain'
import type { PlannedStep } from '../exitStep.ts'
import type { ExitHosting, HostingStep } from './exitHosting.ts'

/** The most shares of one transaction, so that it fits a block of any chain. */
const claimsAtOnce = 20

/**
 * Returns the steps that claim the account's shares of hosting programmes, and that refund its own programmes. A programme can be refunded from 30 days after
 * its first day.
 */
export function hostingSteps({ hosting, shares, programmes }: ExitHosting, { now }: { readonly now: UnixSeconds }): PlannedStep[] {
  const claims: PlannedStep[] = []
  for (let from = 0; from < shares.length; from += claimsAtOnce) {
    const part = shares.slice(from, from + claimsAtOnce)
    const [first] = part
    const amount = part.reduce((total, share) => total + share.amount, 0n)
    const step = { kind: 'claimHosting', hosting, claims: part.map(({ claim }) => claim) } as const
    const key = `claimHosting:${hosting}:${first?.claim.share.day}:${first?.claim.share.programme}`
    claims.push({ key, step, gain: { place: 'wallet', amount, certainty: 'exact' }, from: null })
  }
  const refunds = programmes.map(({ programme, refund, refundAt, budgets }): PlannedStep => {
    const isOpen = now >= refundAt
    const gain = refund === 0n ? null : ({ place: 'wallet', amount: refund, certainty: isOpen ? 'exact' : 'atMost' } as const)
    return {
      key: `refundHosting:${hosting}:${programme}`,
      step: { kind: 'refundHosting', hosting, programme, budgets },
      gain,
      from: isOpen ? null : refundAt,
    }
  })
  return [...claims, ...refunds.filter(({ gain }) => gain !== null)]
}

/** Returns the transaction of a step at a hosting pool. It pays only the account of the shares, or the sponsor of the programme. */
export function hostingCall(step: HostingStep): ContractCall {
  if (step.kind === 'claimHosting') return claimHostingCall({ pool: step.hosting, claims: step.claims })
  return refundHostingCall({ pool: step.hosting, programme: step.programme, budgets: step.budgets })
}
