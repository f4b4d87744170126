import { findFileManifest, mostManifestBytes, type PieceLimits, pieceLimits } from '@infinitio/domain'
import { deleteArtefact } from '../generated/deleteArtefact.ts'
import { listArtefacts } from '../generated/listArtefacts.ts'
import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { openArtefact } from './artefacts.ts'

/**
 * Deletes a file of the signed-in account. Of a large file, deletes the manifest first and then its pieces, except pieces that another large file of the
 * account has too. Returns the number of deleted artefacts. Throws `artefact.unknown`, `artefact.evidence`. `limits` has the size of a piece, and only tests
 * change it.
 */
export async function deleteFile(
  transport: Transport,
  sha256: string,
  { limits = pieceLimits }: { readonly limits?: PieceLimits } = {},
): Promise<number> {
  const { items } = await listArtefacts(transport)
  const manifestOf = async (of: string) => findFileManifest(await openArtefact(transport, of), limits)
  const small = items.filter(({ bytes }) => bytes <= mostManifestBytes).map((item) => item.sha256)
  const own = small.find((one) => one === sha256)
  const manifest = own === undefined ? null : await manifestOf(own)
  const shared = new Set<string>()
  if (manifest !== null)
    for (const other of small) if (other !== sha256) for (const piece of (await manifestOf(other))?.pieces ?? []) shared.add(piece)
  await deleteArtefact(transport, sha256)
  let deleted = 1
  for (const piece of manifest?.pieces ?? []) {
    if (shared.has(piece)) continue
    deleted += await deleteArtefact(transport, piece).then(() => 1, noneIfUnknown)
  }
  return deleted
}

function noneIfUnknown(error: unknown): number {
  if (error instanceof InfinitioError && error.code === 'artefact.unknown') return 0
  throw error
}
