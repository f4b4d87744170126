import { claimCall, closeCall, noShowCall } from '@infinitio/chain'
import { type LeaseRow, listClaimableLeases, listDueLeases } from '@infinitio/db'
import { leaseId, leaseTermsOf } from '@infinitio/domain'
import { traceOrder } from '@infinitio/process'
import type { Sender } from './sender.ts'
import { sendCall } from './sendCall.ts'
import { simulate } from './simulate.ts'

const LEASES_AT_ONCE = 20
/** Vested pay of a running lease is claimed for its provider a day at a time; whoever wants it sooner claims directly. */
const CLAIM_EVERY_SECONDS = 86_400n
/** A lease whose tidying the chain refused is left alone for this long. */
const RETRY_MS = 300_000

/**
 * Tidies up what anybody may tidy: closes leases one hour after their end, refunds those whose node never came, and claims a
 * day's vested pay of running ones. By the block clock of the pending block.
 */
export async function sendSweeps(sender: Sender): Promise<void> {
  const { db, client, addresses } = sender
  const { timestamp: chainNow } = await client.getBlock({ blockTag: 'pending' })
  const { market } = addresses
  for (const lease of await listDueLeases(db, { chainNow, limit: LEASES_AT_ONCE })) {
    const about = { market, leaseId: leaseId(lease.leaseId), terms: leaseTermsOf(lease) }
    const isNoShow = lease.state === 'booked'
    const call = isNoShow ? noShowCall(about) : closeCall(about)
    await traceOrder(lease.bidHash, () => sweep(sender, { lease, action: isNoShow ? 'noShow' : 'close', call }))
  }
  const claimable = await listClaimableLeases(db, { chainNow, minUnpaidSeconds: CLAIM_EVERY_SECONDS, limit: LEASES_AT_ONCE })
  for (const lease of claimable) {
    const call = claimCall({ market, leaseId: leaseId(lease.leaseId), terms: leaseTermsOf(lease) })
    await traceOrder(lease.bidHash, () => sweep(sender, { lease, action: 'claim', call }))
  }
}

type Sweep = { lease: LeaseRow; action: 'noShow' | 'close' | 'claim'; call: ReturnType<typeof closeCall> }

async function sweep(sender: Sender, { lease, action, call }: Sweep): Promise<void> {
  const { retryAtMs, nowMs, logger } = sender
  const name = `sweep/${lease.leaseId}/${action}`
  if ((retryAtMs.get(name) ?? 0) > nowMs()) return
  const trial = await simulate(sender, call)
  if (trial.ok) {
    retryAtMs.delete(name)
    return sendCall(sender, { call, gas: trial.gas, purpose: 'sweep', action, matchId: null, relayId: null, leaseId: lease.leaseId })
  }
  retryAtMs.set(name, nowMs() + RETRY_MS)
  logger.info({ leaseId: lease.leaseId, action, code: trial.code }, 'the chain refuses to tidy up a lease; later')
}
