import { findFileManifest, mostManifestBytes, type PieceLimits, pieceLimits } from '@infinitio/domain'
import { deleteArtefact } from '../generated/deleteArtefact.ts'
import { listArtefacts } from '../generated/listArtefacts.ts'
import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { pause } from '../transport/repeatReads.ts'
import { openArtefact } from './artefacts.ts'
import { pauseMs } from './uploadArtefact.ts'

/**
 * Deletes a file of the signed-in account. Of a large file, deletes the pieces first, except pieces that another large file of the account has too, and then
 * the manifest. So a second call continues a deletion that broke off. Waits and tries again if the market asks to wait. Returns the number of deleted artefacts. Throws `artefact.unknown`, `artefact.evidence`. `limits` has the size of a piece, and only tests
 * change it.
 */
export async function deleteFile(
  transport: Transport,
  sha256: string,
  { limits = pieceLimits }: { readonly limits?: PieceLimits } = {},
): Promise<number> {
  const { items } = await listArtefacts(transport)
  const manifestOf = async (of: string) => findFileManifest(await untilAllowed(() => openArtefact(transport, of)), limits)
  const small = items.filter(({ bytes }) => bytes <= mostManifestBytes).map((item) => item.sha256)
  const own = small.find((one) => one === sha256)
  const manifest = own === undefined ? null : await manifestOf(own)
  const shared = new Set<string>()
  if (manifest !== null)
    for (const other of small) if (other !== sha256) for (const piece of (await manifestOf(other))?.pieces ?? []) shared.add(piece)
  let deleted = 0
  for (const piece of manifest?.pieces ?? []) {
    if (shared.has(piece)) continue
    deleted += await untilAllowed(() => deleteArtefact(transport, piece)).then(() => 1, noneIfUnknown)
  }
  await untilAllowed(() => deleteArtefact(transport, sha256))
  return deleted + 1
}

const tooMany = 429
const mostWaits = 12

/** Repeats a call while the market answers that it got too many requests. */
async function untilAllowed<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof InfinitioError) || error.status !== tooMany || waits >= mostWaits) throw error
      await pause(pauseMs(error, waits))
    }
  }
}

function noneIfUnknown(error: unknown): number {
  if (error instanceof InfinitioError && error.code === 'artefact.unknown') return 0
  throw error
}
