import { findArtefact } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import type { Services } from '../../services/services.ts'

/**
 * Headers with which no browser runs or shows a file that somebody uploaded: it is downloaded, its type is not guessed, and a page that still opens it has no
 * scripts and no origin.
 */
const harmless = {
  'content-type': 'application/octet-stream',
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'accept-ranges': 'none',
  'cache-control': 'private, no-store',
} as const

/**
 * Returns the bytes of an artefact, or only its headers for `HEAD`. `account` is null for a caller who is not signed in. Refuses with `artefact.no_store`,
 * `artefact.unknown`, `artefact.store_away`.
 */
export async function openArtefact(
  { db, artefacts, logger }: Pick<Services, 'db' | 'artefacts' | 'logger'>,
  { account, sha256, onlyHeaders }: { account: Address | null; sha256: string; onlyHeaders: boolean },
): Promise<Response | Refusal> {
  const { files } = artefacts
  if (files === null) return { rejected: 'artefact.no_store' }
  const row = await findArtefact(db, { sha256, account })
  if (row === null) return { rejected: 'artefact.unknown' }
  const headers = { ...harmless, 'content-disposition': `attachment; filename="${sha256}.bin"`, 'content-length': String(row.bytes) }
  if (onlyHeaders) return new Response(null, { headers })
  try {
    const body = await files.open({ id: row.artefactId })
    if (body !== null) return new Response(body, { headers })
  } catch (error) {
    logger.warn({ err: error, artefactId: row.artefactId }, 'an artefact cannot be read from the store')
  }
  return { rejected: 'artefact.store_away' }
}
