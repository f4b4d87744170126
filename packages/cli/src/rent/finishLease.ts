import { setTimeout as pause } from 'node:timers/promises'
import { type Client, InfinitioError } from '@infinitio/sdk'
import { endLease } from '../leases/endLease.ts'
import type { Renter } from './bookNode.ts'

const mostTries = 5
const pauseMs = 2_000

/**
 * Ends a lease and accepts its bill, or cancels it before it is ready. Succeeds if the lease is already over. Retries
 * for a while, because a running lease costs money. Throws the last error and prints how to end the lease.
 */
export async function finishLease({ client, wallet, say }: Renter, leaseId: string): Promise<Awaited<ReturnType<Client['getLease']>>> {
  for (let tries = 1; ; tries += 1) {
    try {
      return (await endLease({ client, wallet }, { leaseId, accept: true })).lease
    } catch (error) {
      if (error instanceof InfinitioError && error.code === 'lease.over') return client.getLease(leaseId)
      if (tries < mostTries) {
        await pause(pauseMs)
        continue
      }
      say(`Lease ${leaseId} could not be ended and is billed on. End it: infinitio end ${leaseId}`)
      throw error
    }
  }
}
