import type { LeaseWire } from '@infinitio/domain/wire'
import { signEndOrCancel } from '@infinitio/sdk'
import { type Program, signAndPlaceBid } from '../actors/bookMachine.ts'
import type { Actor } from '../actors/createActor.ts'
import { eventually } from '../deployment/eventually.ts'
import { waitFor } from '../deployment/waitFor.ts'
import { everyMs } from './realCause.ts'

const durationSeconds = 43_200
const mostTries = 5
/** The longest wait for a lease in seconds. The machine may still have to clean up its last lease. */
const within = 180
// A public key without a private key. The benchmark opens no SSH session.
const sshKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJSJyf4Sa2e9jOfVSxPLnBBHgTTLDGhcHUBIiEHtjrHA nobody'

type Wanted = { readonly renter: Actor; readonly name: string; readonly program?: Program }

/** Rents the machine with this name and waits until it is ready. If the machine is still deleting the data of its last lease, waits for that first. */
export async function rentNow({ renter, name, program }: Wanted): Promise<LeaseWire> {
  return await rent(renter, { name, phase: 'ready', ...(program === undefined ? {} : { program }) })
}

/** Rents a machine for a later start (Unix seconds by the chain's clock), and waits until the lease is on the chain. */
export async function rentLater({ renter, name, startAt }: Wanted & { readonly startAt: number }): Promise<LeaseWire> {
  return await rent(renter, { name, phase: 'settled', startAt })
}

type How = Omit<Wanted, 'renter'> & { readonly phase: 'ready' | 'settled'; readonly startAt?: number }

async function rent(renter: Actor, { name, phase, program, startAt }: How): Promise<LeaseWire> {
  const { client } = renter
  const tryOnce = async () => {
    const { items } = await client.searchListings({ includeSimulated: 'false' })
    const listing = items.find((it) => it.name === name)
    if (listing === undefined) return null
    const later = startAt === undefined ? {} : { startAt }
    const what = { listing, hold: null, sshKey, durationSeconds, ...(program === undefined ? {} : { program }), ...later }
    const { orderHash } = await signAndPlaceBid(renter, what)
    return await eventually(() => client.waitForOrder({ orderHash, phase, timeoutSeconds: 240 }))
  }
  const order = await waitFor({
    what: `${name} to take an order`,
    within,
    everyMs,
    read: () => eventually(tryOnce),
    until: (found) => found !== null && found.leaseId !== null,
  })
  return await eventually(() => client.getLease(order?.leaseId ?? ''))
}

/**
 * Ends a lease with the renter's signature, unless it is already over. If the machine was never ready, the renter reports that instead. Signs again for each
 * try, because a signature is valid only for minutes of the chain's clock, and other causes of faults move that clock.
 */
export async function endRented({ client, account }: Actor, { leaseId }: Pick<LeaseWire, 'leaseId'>): Promise<void> {
  const isOver = ({ ended, closed }: LeaseWire) => ended !== null || closed !== null
  const read = () => eventually(() => client.getLease(leaseId))
  for (let tries = 0; tries < mostTries; tries += 1) {
    const lease = await read()
    if (isOver(lease)) return
    const chain = await eventually(() => client.getChain())
    const request = await signEndOrCancel(account, { lease, accept: true, chain })
    // Only prints an error, because the machine may end the lease at the same moment.
    await eventually(() => client.placeRelay(request)).catch((error) => console.log(`curve lease ${leaseId}: ${String(error).slice(0, 200)}`))
    const ended = await waitFor({ what: `lease ${leaseId} to end`, within: 25, everyMs, read, until: isOver }).catch(() => null)
    if (ended !== null) return
  }
  console.log(`curve lease ${leaseId} did not end`)
}
