import { claimCall, closeCall, type ContractCall, noShowCall } from '@infinitio/chain'
import { type LeaseRow, listClaimableLeases, listDueExtensions, listDueLeases } from '@infinitio/db'
import { leaseId, leaseTermsOf } from '@infinitio/domain'
import { traceOrder } from '@infinitio/process'
import { leaseLane } from './leaseLane.ts'
import { relayCall } from './relayCall.ts'
import { parseRelayPayload, type RelayPayload } from './relayPayload.ts'
import type { Sender } from './sender.ts'
import { sendCall } from './sendCall.ts'
import { simulate } from './simulate.ts'
import { claimed, takesWork } from './takeMarketWork.ts'

const LEASES_AT_ONCE = 20
/** Seconds between two claims of a running lease's vested pay for its provider. The provider can also claim directly at any time. */
const CLAIM_EVERY_SECONDS = 86_400n
/** How long to wait, in ms, after the chain has refused to do the upkeep of a lease (a sweep). */
const RETRY_MS = 300_000
/** The last seconds of a lease, in which auto-extend is possible. Because this time is short, a refused extension is retried sooner. */
const EXTENSION_WINDOW_SECONDS = 600n
const EXTENSION_RETRY_MS = 15_000

/**
 * Sends transactions that anybody may send, unless another key does so. They close leases one hour after their end, refund leases if the node never became
 * ready, claim the vested pay of active leases once a day, and extend leases with auto-extend by one step. Compares times with the time of the pending block.
 */
export async function sendSweeps(sender: Sender): Promise<void> {
  const { client, nowMs, retryAtMs } = sender
  const { timestamp: chainNow } = await client.getBlock({ blockTag: 'pending' })
  const byName = new Map((await listSweeps(sender, chainNow)).map((sweep) => [nameOf(sweep), sweep]))
  const due = [...byName.keys()].filter((name) => (retryAtMs.get(name) ?? 0) <= nowMs())
  const run = async (names: string[]) => {
    // This work is now reserved for this key. Before that, another key may have done some of it, so list it again.
    const fresh = new Set((await listSweeps(sender, chainNow)).map(nameOf))
    for (const name of names) {
      const sweep = byName.get(name)
      if (sweep !== undefined && fresh.has(name)) await traceOrder(sweep.lease.bidHash, () => sendOne(sender, sweep))
    }
  }
  await claimed(sender, { names: due, mayGoOn: () => takesWork(sender), run })
}

type Sweep = { lease: LeaseRow; action: 'noShow' | 'close' | 'claim' } | { lease: LeaseRow; action: 'autoExtend'; order: RelayPayload }

async function listSweeps(sender: Sender, chainNow: bigint): Promise<Sweep[]> {
  const sweeps = await listAllSweeps(sender, chainNow)
  const ofLeases: readonly string[] = leaseLane.sweeps
  return sender.limits.isLeaseLane ? sweeps.filter(({ action }) => ofLeases.includes(action)) : sweeps
}

async function listAllSweeps({ db }: Sender, chainNow: bigint): Promise<Sweep[]> {
  const over = await listDueLeases(db, { chainNow, limit: LEASES_AT_ONCE })
  const claimable = await listClaimableLeases(db, { chainNow, minUnpaidSeconds: CLAIM_EVERY_SECONDS, limit: LEASES_AT_ONCE })
  const actionOf = (lease: LeaseRow) => (lease.state === 'booked' ? ('noShow' as const) : ('close' as const))
  const extensions = await listDueExtensions(db, { chainNow, windowSeconds: EXTENSION_WINDOW_SECONDS, limit: LEASES_AT_ONCE })
  return [
    ...extensions.map(({ payload, ...lease }) => ({
      lease,
      action: 'autoExtend' as const,
      order: parseRelayPayload({ kind: 'autoExtend', payload }),
    })),
    ...over.map((lease) => ({ lease, action: actionOf(lease) })),
    ...claimable.map((lease) => ({ lease, action: 'claim' as const })),
  ]
}

function nameOf({ lease, action }: Sweep): string {
  return `sweep/${lease.leaseId}/${action}`
}

const calls = { noShow: noShowCall, close: closeCall, claim: claimCall }

async function sendOne(sender: Sender, sweep: Sweep): Promise<void> {
  const { retryAtMs, nowMs, logger } = sender
  const { lease, action } = sweep
  const call = callOf(sender, sweep)
  const trial = await simulate(sender, call)
  if (trial.ok) {
    await sendCall(sender, { call, gas: trial.gas, purpose: 'sweep', action, matchId: null, relayId: null, leaseId: lease.leaseId })
    return
  }
  retryAtMs.set(nameOf(sweep), nowMs() + (action === 'autoExtend' ? EXTENSION_RETRY_MS : RETRY_MS))
  logger.info({ leaseId: lease.leaseId, action, code: trial.code }, 'the chain refuses to tidy up a lease; later')
}

function callOf({ addresses }: Sender, sweep: Sweep): ContractCall {
  const { lease, action } = sweep
  if (action !== 'autoExtend') return calls[action]({ market: addresses.market, leaseId: leaseId(lease.leaseId), terms: leaseTermsOf(lease) })
  const call = relayCall(sweep.order, { addresses, lease })
  if (call === null) throw new Error('a standing order of a lease has a call')
  return call
}
