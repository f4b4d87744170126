import type { PartAddressWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'

/** A part of a snapshot on a machine. While the machine creates the snapshot, its id identifies it; while the machine restores it, the lease does. */
export type MachinePart = { part: number } & ({ snapshotId: string } | { leaseId: string })

/** Returns the URL to upload a part of `bytes` bytes. Without `bytes`, returns the URL to download it. */
export function placeMachinePart(transport: Transport, part: MachinePart & { bytes?: number; signal: AbortSignal }): Promise<PartAddressWire> {
  const { bytes, signal } = part
  const body = { part: part.part, ...(bytes === undefined ? {} : { bytes }) }
  return transport.send<PartAddressWire>({ method: 'POST', path: `${folderOf(part)}/parts`, body, signal })
}

/** Uploads a part through the API. */
export function putMachinePart(transport: Transport, part: MachinePart & { bytes: Uint8Array<ArrayBuffer>; signal: AbortSignal }): Promise<null> {
  return transport.send<null>({ method: 'PUT', path: `${folderOf(part)}/parts/${part.part}`, bytes: part.bytes, signal: part.signal })
}

/** Downloads a part through the API. */
export async function openMachinePart(transport: Transport, part: MachinePart & { signal: AbortSignal }): Promise<Uint8Array> {
  const response = await transport.open({ method: 'GET', path: `${folderOf(part)}/parts/${part.part}`, signal: part.signal })
  return new Uint8Array(await response.arrayBuffer())
}

function folderOf(part: MachinePart): string {
  return 'snapshotId' in part ? `/nodes/snapshots/${part.snapshotId}` : `/nodes/restores/${part.leaseId}`
}
