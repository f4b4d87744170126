import type { LeaseWire } from '@infinitio/domain/wire'
import { findThisMachine, holdMachine, signAndPlaceBid, waitForLease } from './bookMachine.ts'
import type { Actor } from './createActor.ts'
import type { SshIdentity } from './sshAsPrinted.ts'

/** Books this machine with one signature and waits until it runs. */
export async function runMachine(
  renter: Actor,
  { identity, durationSeconds }: { identity: SshIdentity; durationSeconds: number },
): Promise<LeaseWire> {
  const listing = await findThisMachine(renter)
  const hold = await holdMachine(renter, { listing, durationSeconds })
  return await waitForLease(renter, await signAndPlaceBid(renter, { listing, hold, sshKey: identity.publicKey, durationSeconds }))
}
