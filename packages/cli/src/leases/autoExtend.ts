import {
  type AutoExtendPlan,
  type Client,
  type InfinitioError,
  parsePt,
  planAutoExtend,
  refusal,
  signAccountMessage,
  signAutoExtend,
} from '@infinitio/sdk'
import { sendRelay } from '../context/sendRelay.ts'
import { nextAskNonce, type SignedIn } from '../context/settings.ts'
import { writtenPt } from '../terminal/writtenPt.ts'

type Lease = Awaited<ReturnType<Client['getLease']>>

/** Limits of an automatic extension: the total budget in PToken base units, and the seconds per step. */
export type AutoExtendWish = { readonly budget: bigint; readonly stepSeconds: number }

const secondsPerMinute = 60
const mostStepMinutes = 60

/**
 * Parses the two options: the budget in PT and the step in minutes. Throws `api.invalid_field` with the name of the
 * wrong option.
 */
export function autoExtendWish(said: { budget: string; step: string }, options: { budget: string; step: string }): AutoExtendWish {
  const budget = parsePt(said.budget)
  if (budget === null || budget <= 0n) throw refusal('api.invalid_field', { detail: `${options.budget} ${said.budget}` })
  const minutes = /^\d{1,2}$/.test(said.step) ? Number(said.step) : 0
  if (minutes < 1 || minutes > mostStepMinutes)
    throw refusal('api.invalid_field', { detail: `${options.step} ${said.step}: 1 to ${mostStepMinutes} minutes` })
  return { budget, stepSeconds: minutes * secondsPerMinute }
}

/**
 * Returns the plan of the automatic extension, which the wallet then signs. Throws `lease.auto_extend_invalid` if the budget or the end leaves no time for a
 * step.
 */
export function planOf(lease: Lease, wish: AutoExtendWish): AutoExtendPlan {
  const plan = planAutoExtend(lease, wish)
  if ('problem' in plan) throw noRoom(plan.problem)
  return plan
}

/**
 * Turns on automatic extension with one signature, which locks no funds. If the lease has an order that allows a longer lease than the new plan, first revokes
 * that order on the chain. Throws the code of a failed message.
 */
export async function turnOnAutoExtend(renter: SignedIn, lease: Lease, plan: AutoExtendPlan): Promise<{ relayId: string }> {
  if (lease.autoExtend !== null && lease.autoExtend.maxTotalSeconds > plan.maxTotalSeconds) await turnOffAutoExtend(renter, lease)
  const [chain, nonce] = await Promise.all([renter.client.getChain(), nextAskNonce(renter)])
  const { stepSeconds, maxTotalSeconds, latestEnd } = plan
  const signed = await signAutoExtend(renter.wallet, { lease, stepSeconds, maxTotalSeconds, nonce, expiry: latestEnd, chain })
  return renter.client.placeRelay(signed)
}

/**
 * Revokes the auto-extend order of a lease on the chain and waits for the result. Returns null if there is no order.
 * Throws the code of a failed message.
 */
export async function turnOffAutoExtend({ client, wallet }: SignedIn, { autoExtend }: Lease): Promise<{ relayId: string } | null> {
  if (autoExtend === null) return null
  const message = { kind: 'cancelAsk', nonce: BigInt(autoExtend.nonce) } as const
  return sendRelay(client, await signAccountMessage(wallet, { message, chain: await client.getChain() }))
}

/** Describes a plan of automatic extension for a person. */
export function planText({ stepSeconds, most, latestEnd }: Pick<AutoExtendPlan, 'stepSeconds' | 'most' | 'latestEnd'>): string {
  const until = new Date(latestEnd * 1_000).toISOString().slice(0, 16)
  return `${stepSeconds / secondsPerMinute} minutes at a time in its last ten minutes, up to ${writtenPt(most)} PT in all and ${until} UTC at the latest`
}

function noRoom(problem: 'step' | 'budget' | 'ask'): InfinitioError {
  const details = {
    step: 'a step is at most an hour',
    budget: 'so many PT in all do not cover another step beside what it has locked',
    ask: 'the ask allows no other step',
  } as const
  return refusal('lease.auto_extend_invalid', { detail: details[problem] })
}
