import type { LeaseWire } from '@infinitio/domain/wire'
import { findThisMachine, holdMachine, type Program, signAndPlaceBid, waitForLease } from './bookMachine.ts'
import type { Actor } from './createActor.ts'
import type { SshIdentity } from './sshAsPrinted.ts'

type Run = { identity: SshIdentity; durationSeconds: number; program?: Program; leaseName?: string }

/** Rents this machine with one signature and waits until it runs. */
export async function runMachine(renter: Actor, { identity, ...run }: Run): Promise<LeaseWire> {
  const listing = await findThisMachine(renter)
  const hold = await holdMachine(renter, { listing, durationSeconds: run.durationSeconds })
  return await waitForLease(renter, await signAndPlaceBid(renter, { listing, hold, sshKey: identity.publicKey, ...run }))
}
