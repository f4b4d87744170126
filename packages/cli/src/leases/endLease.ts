import { type Client, formatPt, isErrorCode, refusal, signEndOrCancel, waitUntil } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'

type Lease = Awaited<ReturnType<Client['getLease']>>

const minedWithinSeconds = 60

/** Ends a lease, or cancels one that is not ready, and waits until the chain has it. Throws `lease.over` and the relay's code. */
export async function endLease(
  { client, wallet }: { client: Client; wallet: PrivateKeyAccount },
  { leaseId, accept }: { leaseId: string; accept: boolean },
): Promise<{ relayId: string; lease: Lease }> {
  const [before, chain] = await Promise.all([client.getLease(leaseId), client.getChain()])
  if (isOver(before.state)) throw refusal('lease.over', { detail: `lease ${leaseId}` })
  const { relayId } = await client.placeRelay(await signEndOrCancel(wallet, { lease: before, accept, chain }))
  const relay = await client.waitForRelay({ relayId, timeoutSeconds: minedWithinSeconds })
  if (relay.state === 'failed')
    throw refusal(relay.code !== null && isErrorCode(relay.code) ? relay.code : 'chain.transaction_reverted', { detail: relayId })
  const lease = await waitUntil(
    () => client.getLease(leaseId),
    (after) => isOver(after.state),
    { timeoutSeconds: minedWithinSeconds, everyMs: 250 },
  )
  return { relayId, lease }
}

/** What a lease that has ended cost, for a person. */
export function endedText({ leaseId, state, now: { billableSeconds, spent, refund } }: Lease): string {
  const exact = (amount: string) => formatPt(BigInt(amount), { digits: 18 })
  return `Lease ${leaseId} is ${state}: ${billableSeconds} s billed, ${exact(spent)} PT spent, ${exact(refund)} PT back.`
}

function isOver(state: Lease['state']): boolean {
  return state === 'ended' || state === 'closed'
}
