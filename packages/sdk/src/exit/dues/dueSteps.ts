import type { UnixSeconds } from '@infinitio/domain'
import type { PlannedStep } from '../exitStep.ts'
import type { ExitDue } from './exitDue.ts'

/**
 * Returns the steps that collect the amounts that contracts owe to an account. The amount of a vested grant is only the amount at `now`: it grows with each
 * second.
 */
export function dueSteps(dues: readonly ExitDue[], { now }: { readonly now: UnixSeconds }): PlannedStep[] {
  return dues.map(({ contract, act, asset, amount, from, data }) => {
    const certainty = now < from ? 'atMost' : act === 'vested' ? 'byTheSecond' : 'exact'
    const gain = { place: asset === 'G' ? 'walletG' : 'wallet', amount, certainty } as const
    return { key: `takeDue:${contract}:${data}`, step: { kind: 'takeDue', contract, act, data }, gain, from: now < from ? from : null }
  })
}
