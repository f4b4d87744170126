import { type Client, formatPt, InfinitioError, refusal, signEndOrCancel, waitUntil } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import { carryRelay } from '../context/carryRelay.ts'

type Lease = Awaited<ReturnType<Client['getLease']>>

const minedWithinSeconds = 60
const oftenMs = 250

type Renter = { readonly client: Client; readonly wallet: PrivateKeyAccount }
type End = { readonly leaseId: string; readonly accept: boolean }

/**
 * Ends a lease, or cancels one that is not ready, and waits until the chain has it. One that becomes ready before its cancellation is on the chain is ended instead: who asked for
 * an end wants one. Throws `lease.over` and the relay's code.
 */
export async function endLease({ client, wallet }: Renter, { leaseId, accept }: End): Promise<{ relayId: string; lease: Lease }> {
  const leaseWhen = (is: (lease: Lease) => boolean) =>
    waitUntil(() => client.getLease(leaseId), is, { timeoutSeconds: minedWithinSeconds, everyMs: oftenMs })
  const carry = async (lease: Lease) => carryRelay(client, await signEndOrCancel(wallet, { lease, accept, chain: await client.getChain() }))
  const before = await client.getLease(leaseId)
  if (isOver(before.state)) throw refusal('lease.over', { detail: `lease ${leaseId}` })
  const { relayId } = await carry(before).catch(async (error: unknown) => {
    if (before.state !== 'booked' || !(error instanceof InfinitioError) || error.code !== 'lease.already_ready') throw error
    return carry(await leaseWhen(({ state }) => state !== 'booked'))
  })
  return { relayId, lease: await leaseWhen(({ state }) => isOver(state)) }
}

/** What a lease that has ended cost, for a person. */
export function endedText({ leaseId, state, now: { billableSeconds, spent, refund } }: Lease): string {
  const exact = (amount: string) => formatPt(BigInt(amount), { digits: 18 })
  return `Lease ${leaseId} is ${state}: ${billableSeconds} s billed, ${exact(spent)} PT spent, ${exact(refund)} PT back.`
}

function isOver(state: Lease['state']): boolean {
  return state === 'ended' || state === 'closed'
}
