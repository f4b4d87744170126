import { parsePt } from '@infinitio/domain'
import { type AutoExtendable, type AutoExtendPlan, planAutoExtend } from '@infinitio/sdk'
import { exactAmountText } from '#web/features/format/amountText.ts'

/** What a renter fills in: up to how much a lease may extend itself, as typed in PT, and by how many seconds at a time. */
export type AutoExtendDraft = { readonly isOn: boolean; readonly budget: string; readonly stepSeconds: number }

/** Steps to choose from, in seconds; the contract takes none over an hour. */
export const stepChoices = [900, 1_800, 3_600] as const

/** Off, as every lease is unless somebody says otherwise. */
export const noAutoExtend: AutoExtendDraft = { isOn: false, budget: '', stepSeconds: 3_600 }

/** Why a draft cannot be signed: no amount, no room in it for a step, or none in the ask. */
export type AutoExtendTrouble = { readonly problem: 'amount' | 'step' | 'budget' | 'ask' }

/** What a draft comes to for a lease, or for what is about to be one. */
export function planOfDraft({ budget, stepSeconds }: AutoExtendDraft, lease: AutoExtendable): AutoExtendPlan | AutoExtendTrouble {
  const units = parsePt(budget.trim())
  if (units === null || units <= 0n) return { problem: 'amount' }
  return planAutoExtend(lease, { budget: units, stepSeconds })
}

/** An amount as a person would write it for a budget: rounded up to three digits that count. */
export function budgetText(units: bigint): string {
  const rest = 10n ** BigInt(Math.max(0, units.toString().length - 3))
  return exactAmountText(((units + rest - 1n) / rest) * rest)
}
