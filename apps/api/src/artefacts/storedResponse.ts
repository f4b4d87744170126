import type { Refusal } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { Artefacts } from './openArtefacts.ts'
import { openStoredFile } from './openStoredFile.ts'

/**
 * Returns the bytes of a stored file under a name, or only the headers for `HEAD`. `ids` are the names of its parts in the store. Refuses with
 * `artefact.store_away` if the store does not answer or does not have the first part.
 */
export async function storedResponse(
  { artefacts, logger }: { readonly artefacts: Pick<Artefacts, 'files'>; readonly logger: Logger },
  { ids, name, bytes, onlyHeaders }: { ids: readonly string[]; name: string; bytes: number; onlyHeaders: boolean },
): Promise<Response | Refusal> {
  const headers = harmlessHeaders({ name, bytes })
  if (onlyHeaders) return new Response(null, { headers })
  try {
    const body = await openStoredFile(artefacts, ids)
    if (body !== null) return new Response(body, { headers })
  } catch (error) {
    logger.warn({ err: error, ids }, 'a stored file cannot be read')
  }
  return { rejected: 'artefact.store_away' }
}

/**
 * Returns headers that keep a browser from running or showing an uploaded file: it downloads the file and does not guess its type. If a browser opens it
 * anyway, the file has no scripts and no origin.
 */
function harmlessHeaders({ name, bytes }: { readonly name: string; readonly bytes: number }): Record<string, string> {
  return {
    'content-type': 'application/octet-stream',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'accept-ranges': 'none',
    'cache-control': 'private, no-store',
    'content-disposition': `attachment; filename="${name}"`,
    'content-length': String(bytes),
  }
}
