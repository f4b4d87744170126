import { type ArtefactReaders, type Hex32, hex32 } from '@infinitio/domain'
import type { ArtefactWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'

/**
 * Stores a file of up to 16 MiB under its SHA-256, with one request. (`uploadArtefact` can continue after a broken connection.) `readers` decides who can read
 * the file: only the account that stores it, or anybody who has the hash. Throws `artefact.too_large`, `artefact.quota_exceeded`, `artefact.removed`,
 * `artefact.no_store`, `artefact.store_away`, `account.blocked`.
 */
export async function putArtefact(
  transport: Transport,
  { bytes, readers }: { bytes: Uint8Array<ArrayBuffer>; readers: ArtefactReaders },
): Promise<ArtefactWire> {
  return transport.send<ArtefactWire>({ method: 'PUT', path: `/artefacts/${await sha256Of(bytes)}`, query: { readers }, bytes })
}

/**
 * Returns the bytes of a stored file (an artefact). Checks them against the hash, so no server can send other bytes unnoticed. Throws `artefact.unknown`,
 * `artefact.wrong_hash`, `artefact.no_store`, `artefact.store_away`.
 */
export async function openArtefact(transport: Transport, sha256: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await transport.open({ method: 'GET', path: `/artefacts/${sha256}` })
  const bytes = new Uint8Array(await response.arrayBuffer())
  if ((await sha256Of(bytes)) !== sha256) throw refusal('artefact.wrong_hash', { detail: sha256 })
  return bytes
}

/** Returns the SHA-256 of bytes. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<Hex32> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return hex32(`0x${[...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}
