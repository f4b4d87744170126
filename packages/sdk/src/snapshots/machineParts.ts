import type { PartAddressWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'

/**
 * One numbered part of a snapshot, as a machine uploads or downloads it. With `snapshotId`, it is a part of the snapshot that the machine creates. With
 * `leaseId`, it is a part of the snapshot from which the machine restores that lease.
 */
export type MachinePart = { part: number } & ({ snapshotId: string } | { leaseId: string })

/** Returns a URL for one part of a snapshot: to upload it if `bytes` (its length) is given, otherwise to download it. */
export function placeMachinePart(transport: Transport, part: MachinePart & { bytes?: number; signal: AbortSignal }): Promise<PartAddressWire> {
  const { bytes, signal } = part
  const body = { part: part.part, ...(bytes === undefined ? {} : { bytes }) }
  return transport.send<PartAddressWire>({ method: 'POST', path: `${folderOf(part)}/parts`, body, signal })
}

/** Uploads one part of a snapshot through the API. */
export function putMachinePart(transport: Transport, part: MachinePart & { bytes: Uint8Array<ArrayBuffer>; signal: AbortSignal }): Promise<null> {
  return transport.send<null>({ method: 'PUT', path: `${folderOf(part)}/parts/${part.part}`, bytes: part.bytes, signal: part.signal })
}

/** Downloads one part of a snapshot through the API. */
export async function openMachinePart(transport: Transport, part: MachinePart & { signal: AbortSignal }): Promise<Uint8Array> {
  const response = await transport.open({ method: 'GET', path: `${folderOf(part)}/parts/${part.part}`, signal: part.signal })
  return new Uint8Array(await response.arrayBuffer())
}

function folderOf(part: MachinePart): string {
  return 'snapshotId' in part ? `/nodes/snapshots/${part.snapshotId}` : `/nodes/restores/${part.leaseId}`
}
