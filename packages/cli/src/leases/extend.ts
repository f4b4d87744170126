import { type Client, latestEndOf, priceExtension, refusal } from '@infinitio/sdk'
import { feeName } from '@infinitio/sdk/fees'
import { autoExtendWish, planOf, planText, turnOffAutoExtend, turnOnAutoExtend } from './autoExtend.ts'
import { type CommonOptions, type SignedIn, signInClient } from '../context/settings.ts'
import { confirm } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { utcText } from '../terminal/texts.ts'
import { writtenPt } from '../terminal/writtenPt.ts'

/** Options of `infinitio extend`. */
export type ExtendOptions = CommonOptions & { readonly hours: string; readonly auto?: string; readonly autoStep: string; readonly yes: boolean }

/**
 * Extends a running lease at the same price: prints the cost, asks, signs, and waits until the chain includes it.
 * `--auto` sets or removes the budget for automatic extension instead. Throws `lease.over`, `lease.not_ready`,
 * `lease.duration_limit`, `lease.auto_extend_invalid`, `api.invalid_field` and the code of a failed message.
 */
export async function extend(leaseId: string, options: ExtendOptions): Promise<void> {
  if (options.auto !== undefined) return extendByItself(leaseId, { ...options, auto: options.auto })
  const seconds = Math.round(Number(options.hours) * 3_600)
  if (!(seconds > 0)) throw refusal('api.invalid_field', { detail: `--hours ${options.hours}` })
  const { client, wallet } = await signInClient(options)
  const [lease, chain] = await Promise.all([client.getLease(leaseId), client.getChain()])
  if (lease.state === 'ended' || lease.state === 'closed') throw refusal('lease.over', { detail: `lease ${leaseId}` })
  if (lease.state === 'booked') throw refusal('lease.not_ready', { detail: `lease ${leaseId}` })
  const end = lease.endsAt + seconds
  const latest = latestEndOf(lease, { now: chain.chainNow })
  if (end > latest) throw refusal('lease.duration_limit', { detail: `at most until ${utcText(latest)} UTC` })
  const price = priceExtension(lease, { end })
  const pt = (units: bigint) => writtenPt(units, { digits: 6 })
  const fees = price.fees.lines
    .filter(({ amount }) => amount > 0n)
    .map(({ key, amount }) => `${pt(amount)} PT ${feeName(key, { place: 'sentence' })}`)
  const parts = [`${pt(price.price)} PT`, ...fees]
  const question = `Lease ${leaseId} until ${utcText(end)} UTC: ${parts.join(' and ')} are locked. Extend?`
  await confirm(options, question)
  const { relayId, escrowAdded, lease: after } = await client.extend({ leaseId, end, signer: wallet })
  const text = `Lease ${leaseId} runs until ${utcText(after.endsAt)} UTC; ${pt(price.escrow)} PT more are locked.`
  printResult({ json: options.json, value: { leaseId, relayId, end, escrowAdded, lease: after }, text })
}

async function extendByItself(leaseId: string, options: ExtendOptions & { auto: string }): Promise<void> {
  const wish =
    options.auto === 'off' ? null : autoExtendWish({ budget: options.auto, step: options.autoStep }, { budget: '--auto', step: '--auto-step' })
  const renter = await signInClient(options)
  const lease = await renter.client.getLease(leaseId)
  if (lease.state === 'ended' || lease.state === 'closed') throw refusal('lease.over', { detail: `lease ${leaseId}` })
  if (wish === null) return endsAsItIs(renter, { lease, options })
  const plan = planOf(lease, wish)
  const question = `Turn on auto-extend for lease ${leaseId}: by ${planText(plan)}. Nothing is locked now. Sign?`
  await confirm(options, question)
  const { relayId } = await turnOnAutoExtend(renter, lease, plan)
  const after = await renter.client.getLease(leaseId)
  const text = `Auto-extend is on for lease ${leaseId}: by ${planText(plan)}. Turn it off with infinitio extend ${leaseId} --auto off.`
  printResult({ json: options.json, value: { leaseId, relayId, autoExtend: after.autoExtend, lease: after }, text })
}

async function endsAsItIs(
  renter: SignedIn,
  { lease, options }: { lease: Awaited<ReturnType<Client['getLease']>>; options: ExtendOptions },
): Promise<void> {
  const { leaseId } = lease
  const taken = await turnOffAutoExtend(renter, lease)
  const after = await renter.client.getLease(leaseId)
  const until = new Date(after.endsAt * 1_000).toISOString().slice(0, 16)
  const text = `Lease ${leaseId} ends at ${until} UTC. Auto-extend is off${taken === null ? ' and was off before' : ''}.`
  printResult({ json: options.json, value: { leaseId, relayId: taken?.relayId ?? null, autoExtend: after.autoExtend, lease: after }, text })
}
