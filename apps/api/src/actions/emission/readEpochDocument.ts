import { findEpochDocument } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import type { Services } from '../../services/services.ts'

/** An epoch with all its leaves, as it was handed in. Refuses with `api.not_found`. */
export async function readEpochDocument({ db }: Services, statement: string): Promise<Response | Refusal> {
  const document = await findEpochDocument(db, { statement })
  return document === null
    ? { rejected: 'api.not_found', detail: `the epoch ${statement}` }
    : new Response(document, { headers: { 'content-type': 'application/json' } })
}
