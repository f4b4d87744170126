import { type Client, formatPt, isErrorCode, latestEndOf, priceExtension, refusal, signExtend, waitUntil } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../settings.ts'
import { askYes } from '../terminal/askYes.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio extend` takes. */
export type ExtendOptions = CommonOptions & { readonly hours: string; readonly yes: boolean }

const minedWithinSeconds = 60

/**
 * Gives a running lease a later end at the same price: prints what it costs, asks, signs, and waits until the chain has it. Throws
 * `lease.over`, `lease.not_ready`, `lease.duration_limit`, `api.invalid_field` and the relay's code.
 */
export async function extend(leaseId: string, options: ExtendOptions): Promise<void> {
  const seconds = Math.round(Number(options.hours) * 3_600)
  if (!(seconds > 0)) throw refusal('api.invalid_field', { detail: `--hours ${options.hours}` })
  const { client, wallet } = await signInClient(options)
  const [lease, chain] = await Promise.all([client.getLease(leaseId), client.getChain()])
  if (lease.state === 'ended' || lease.state === 'closed') throw refusal('lease.over', { detail: `lease ${leaseId}` })
  if (lease.state === 'booked') throw refusal('lease.not_ready', { detail: `lease ${leaseId}` })
  const end = lease.endsAt + seconds
  const latest = latestEndOf(lease, { now: chain.chainNow })
  if (end > latest) throw refusal('lease.duration_limit', { detail: `at most until ${new Date(latest * 1_000).toISOString()}` })
  const price = priceExtension(lease, { end })
  const pt = (units: bigint) => formatPt(units, { digits: 18 })
  const question = `Lease ${leaseId} until ${new Date(end * 1_000).toISOString()}: ${pt(price.price)} PT and ${pt(price.fee)} PT fee are locked. Extend?`
  if (!options.yes && !(await askYes(question))) return
  const { relayId } = await client.placeRelay(await signExtend(wallet, { leaseId, end, chain }))
  const relay = await client.waitForRelay({ relayId, timeoutSeconds: minedWithinSeconds })
  if (relay.state === 'failed')
    throw refusal(relay.code !== null && isErrorCode(relay.code) ? relay.code : 'chain.transaction_reverted', { detail: relayId })
  const after = await waitForLaterEnd(client, { leaseId, end })
  const text = `Lease ${leaseId} runs until ${new Date(after.endsAt * 1_000).toISOString()}; ${pt(price.escrow)} PT more are locked.`
  printResult({ json: options.json, value: { leaseId, relayId, end, escrowAdded: price.escrow.toString(), lease: after }, text })
}

function waitForLaterEnd(client: Client, { leaseId, end }: { leaseId: string; end: number }) {
  return waitUntil(
    () => client.getLease(leaseId),
    ({ endsAt, state }) => endsAt >= end || state !== 'active',
    { timeoutSeconds: minedWithinSeconds, everyMs: 250 },
  )
}
