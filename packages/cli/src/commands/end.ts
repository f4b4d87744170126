import { type Client, formatPt, isErrorCode, refusal, signCancelLease, signEnd, waitUntil } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../settings.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio end` takes. `reportProblem` ends without accepting: unvested pay waits an hour for a credit. */
export type EndOptions = CommonOptions & { readonly reportProblem?: boolean }

const minedWithinSeconds = 60

/** Ends a lease (or cancels one that is not ready), waits until the chain has it, and prints what it cost. Throws `lease.over` and the relay's code. */
export async function end(leaseId: string, options: EndOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
  const [lease, chain] = await Promise.all([client.getLease(leaseId), client.getChain()])
  if (lease.state === 'ended' || lease.state === 'closed') throw refusal('lease.over', { detail: `lease ${leaseId}` })
  const signed =
    lease.state === 'booked'
      ? await signCancelLease(wallet, { leaseId, chain })
      : await signEnd(wallet, { leaseId, accept: options.reportProblem !== true, chain })
  const { relayId } = await client.placeRelay(signed)
  const relay = await client.waitForRelay({ relayId, timeoutSeconds: minedWithinSeconds })
  if (relay.state === 'failed')
    throw refusal(relay.code !== null && isErrorCode(relay.code) ? relay.code : 'chain.transaction_reverted', { detail: relayId })
  const after = await waitForEnd(client, leaseId)
  const { spent, refund, billableSeconds } = after.now
  const text = `Lease ${leaseId} is ${after.state}: ${billableSeconds} s billed, ${formatPt(BigInt(spent), { digits: 18 })} PT spent, ${formatPt(BigInt(refund), { digits: 18 })} PT back.`
  printResult({ json: options.json, value: { leaseId, relayId, lease: after }, text })
}

function waitForEnd(client: Client, leaseId: string) {
  return waitUntil(
    () => client.getLease(leaseId),
    ({ state }) => state === 'ended' || state === 'closed',
    { timeoutSeconds: minedWithinSeconds, everyMs: 250 },
  )
}
