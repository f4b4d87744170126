import { parsePt } from '@infinitio/domain'
import { type AutoExtendDraft, stepChoices } from '#web/parts/auto-extend/autoExtendDraft.ts'

const place = (bidHash: string): string => `infinitio.autoExtend.${bidHash}`

/** Remembers in this browser what was chosen before a lease had its number, to be signed once it has. */
export function storeAutoExtend(bidHash: string, { budget, stepSeconds }: AutoExtendDraft): void {
  window.localStorage.setItem(place(bidHash), JSON.stringify({ budget, stepSeconds }))
}

/** What was chosen for a lease and is not signed yet; null when nothing was, or what is kept is nothing of ours. */
export function storedAutoExtend(bidHash: string): AutoExtendDraft | null {
  try {
    const kept = JSON.parse(window.localStorage.getItem(place(bidHash)) ?? 'null') as { budget?: unknown; stepSeconds?: unknown } | null
    const stepSeconds = stepChoices.find((choice) => choice === kept?.stepSeconds)
    const budget = kept?.budget
    return typeof budget === 'string' && parsePt(budget.trim()) !== null && stepSeconds !== undefined ? { isOn: true, budget, stepSeconds } : null
  } catch {
    return null
  }
}

/** Forgets it: it is signed, or is not wanted any more. */
export function forgetAutoExtend(bidHash: string): void {
  window.localStorage.removeItem(place(bidHash))
}
