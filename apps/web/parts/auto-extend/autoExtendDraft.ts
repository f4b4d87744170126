import { formatPt, parsePt } from '@infinitio/domain'
import { type AutoExtendable, type AutoExtendPlan, planAutoExtend } from '@infinitio/sdk'
import { digitsFor } from '#web/parts/format/sumTexts.ts'

/** The fields of auto-extend as the renter typed them: the budget in PT, and how many seconds each extension adds. */
export type AutoExtendDraft = { readonly isOn: boolean; readonly budget: string; readonly stepSeconds: number }

/** The durations of one automatic extension that the renter can choose, in seconds. The contract accepts at most one hour. */
export const stepChoices = [900, 1_800, 3_600] as const

/** Auto-extend is off. This is the default of every lease. */
export const noAutoExtend: AutoExtendDraft = { isOn: false, budget: '', stepSeconds: 3_600 }

/**
 * The reason why the typed auto-extend choice cannot be signed. `amount`: the budget is not an amount. `step`: one extension is not between 1 s and one hour.
 * `budget`: the budget is too small for one extension. `ask`: the ask allows no extension of this length. `noStep`: the ask allows no extension of any offered
 * length.
 */
export type AutoExtendTrouble = { readonly problem: 'amount' | 'step' | 'budget' | 'ask' | 'noStep' }

/** Returns the auto-extend plan of the typed choice for a lease (existing or about to be signed), or the reason why it cannot be signed. */
export function planOfDraft({ budget, stepSeconds }: AutoExtendDraft, lease: AutoExtendable): AutoExtendPlan | AutoExtendTrouble {
  if (!leavesStep(lease, stepSeconds)) return { problem: leavesSomeStep(lease) ? 'ask' : 'noStep' }
  const units = parsePt(budget.trim())
  if (units === null || units <= 0n) return { problem: 'amount' }
  return planAutoExtend(lease, { budget: units, stepSeconds })
}

/** Returns true if the ask of a lease allows an extension of at least one of the offered lengths, whatever the budget is. */
export function leavesSomeStep(lease: AutoExtendable): boolean {
  return stepChoices.some((stepSeconds) => leavesStep(lease, stepSeconds))
}

function leavesStep(lease: AutoExtendable, stepSeconds: number): boolean {
  const plan = planAutoExtend(lease, { budget: 0n, stepSeconds })
  return !('problem' in plan && plan.problem === 'ask')
}

/**
 * Returns the budget that the form proposes, in PT as text: twice the amount that the lease locks without auto-extend, but not more than the lease and its
 * extensions can use. Returns an empty text if the ask allows no extension of this length.
 */
export function proposedBudget(lease: AutoExtendable, { locked, stepSeconds }: { readonly locked: bigint; readonly stepSeconds: number }): string {
  if (!leavesStep(lease, stepSeconds)) return ''
  const plan = planAutoExtend(lease, { budget: locked * 2n, stepSeconds })
  return budgetText({ locked, most: 'problem' in plan ? locked * 2n : plan.most })
}

/**
 * Returns the largest amount that a lease may lock, as text for the amount field. It has as many digits as the bill, but no commas, because the field does not
 * accept them.
 */
export function budgetText(amounts: { readonly locked: bigint; readonly most: bigint }): string {
  return mostTexts(amounts).most.replaceAll(',', '')
}

/**
 * The three lines of the bill of a lease with auto-extend, as text: the amount that the lease locks now, the amount that the extensions add, and the highest
 * total. The first two add up to the third.
 */
type MostTexts = { readonly locked: string; readonly added: string; readonly most: string }

/**
 * Returns the lines of the bill as text. The highest total is rounded up, because it is a limit; the line of the extensions contains the rounding difference.
 * Amounts are in base units, and `most` must be more than `locked`.
 */
export function mostTexts({ locked, most }: { readonly locked: bigint; readonly most: bigint }): MostTexts {
  const digits = digitsFor([locked, most - locked].filter((units) => units > 0n))
  const step = 10n ** BigInt(18 - digits)
  const shownLocked = ((locked + step / 2n) / step) * step
  const shownMost = ((most + step - 1n) / step) * step
  const text = (units: bigint): string => formatPt(units, { digits })
  return { locked: text(shownLocked), added: text(shownMost - shownLocked), most: text(shownMost) }
}
