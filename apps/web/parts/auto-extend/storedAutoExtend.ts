import { parsePt } from '@infinitio/domain'
import { type AutoExtendDraft, stepChoices } from '#web/parts/auto-extend/autoExtendDraft.ts'

const place = (bidHash: string): string => `infinitio.autoExtend.${bidHash}`

/** Stores in this browser the auto-extend choice of a lease that has no number yet. The renter signs it when the lease has its number. */
export function storeAutoExtend(bidHash: string, { budget, stepSeconds }: AutoExtendDraft): void {
  window.localStorage.setItem(place(bidHash), JSON.stringify({ budget, stepSeconds }))
}

/** Returns the stored choice that is not signed yet. Returns null if there is none, or if the stored text is not valid. */
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

/** Deletes the stored choice, because it is signed or no longer wanted. */
export function forgetAutoExtend(bidHash: string): void {
  window.localStorage.removeItem(place(bidHash))
}
