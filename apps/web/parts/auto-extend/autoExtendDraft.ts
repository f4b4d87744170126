import { parsePt } from '@infinitio/domain'
import { type AutoExtendable, type AutoExtendPlan, planAutoExtend } from '@infinitio/sdk'
import { mostTexts } from '#web/parts/auto-extend/mostTexts.ts'

/** What a renter fills in: up to how much a lease may extend itself, as typed in PT, and by how many seconds at a time. */
export type AutoExtendDraft = { readonly isOn: boolean; readonly budget: string; readonly stepSeconds: number }

/** Steps to choose from, in seconds; the contract takes none over an hour. */
export const stepChoices = [900, 1_800, 3_600] as const

/** Off, as every lease is unless somebody says otherwise. */
export const noAutoExtend: AutoExtendDraft = { isOn: false, budget: '', stepSeconds: 3_600 }

/** Why a draft cannot be signed: no amount, no room in it for a step, none in the ask for one this long, or for any. */
export type AutoExtendTrouble = { readonly problem: 'amount' | 'step' | 'budget' | 'ask' | 'noStep' }

/** What a draft comes to for a lease, or for what is about to be one. */
export function planOfDraft({ budget, stepSeconds }: AutoExtendDraft, lease: AutoExtendable): AutoExtendPlan | AutoExtendTrouble {
  if (!leavesStep(lease, stepSeconds)) return { problem: leavesSomeStep(lease) ? 'ask' : 'noStep' }
  const units = parsePt(budget.trim())
  if (units === null || units <= 0n) return { problem: 'amount' }
  return planAutoExtend(lease, { budget: units, stepSeconds })
}

/** Whether the ask of a lease leaves room for any step that can be chosen, whatever the amount. */
export function leavesSomeStep(lease: AutoExtendable): boolean {
  return stepChoices.some((stepSeconds) => leavesStep(lease, stepSeconds))
}

function leavesStep(lease: AutoExtendable, stepSeconds: number): boolean {
  const plan = planAutoExtend(lease, { budget: 0n, stepSeconds })
  return !('problem' in plan && plan.problem === 'ask')
}

/** What a field proposes for a lease: twice what it locks without it, told by the figure that the bill of that says. Nothing where the ask leaves no room for a step. */
export function proposedBudget(lease: AutoExtendable, { locked, stepSeconds }: { readonly locked: bigint; readonly stepSeconds: number }): string {
  if (!leavesStep(lease, stepSeconds)) return ''
  const plan = planAutoExtend(lease, { budget: locked * 2n, stepSeconds })
  return budgetText({ locked, most: 'problem' in plan ? locked * 2n : plan.most })
}

/** The most that a lease may lock, as its bill says it and a field takes it. */
export function budgetText(amounts: { readonly locked: bigint; readonly most: bigint }): string {
  return mostTexts(amounts).most.replaceAll(',', '')
}
