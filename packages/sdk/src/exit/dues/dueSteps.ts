import type { UnixSeconds } from '@infinitio/domain'
import type { PlannedStep } from '../exitStep.ts'
import type { ExitDue } from './exitDue.ts'

/**
 * Returns the steps that collect the amounts that contracts owe to an account. The amount of a vested grant is only the amount at `now`: it grows with each
 * second. A step that only ends a stage of a case has no gain. Steps that also end votes or duties are planned only with `endDuties`.
 */
export function dueSteps(dues: readonly ExitDue[], { now, endDuties }: { readonly now: UnixSeconds; readonly endDuties: boolean }): PlannedStep[] {
  return dues.flatMap(({ contract, act, asset, amount, from, data, isMost, pays, isDuty }): PlannedStep[] => {
    if (data === null || (isDuty && !endDuties)) return []
    const certainty = now < from || isMost ? 'atMost' : act === 'vested' ? 'byTheSecond' : 'exact'
    const gain = pays ? ({ place: asset === 'G' ? 'walletG' : 'wallet', amount, certainty } as const) : null
    return [{ key: `takeDue:${contract}:${data}`, step: { kind: 'takeDue', contract, act, data }, gain, from: now < from ? from : null }]
  })
}
