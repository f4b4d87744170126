import type { Hex32 } from '@infinitio/domain'
import type { StoreReceiptWire } from '@infinitio/domain/wire'
import { sha256Of } from '../artefacts/artefacts.ts'
import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'

/** Identifies a stored result by its task and the commitment (hash of the result) of the worker that made it. */
export type TaskResultPlace = { readonly taskId: Hex32; readonly commitment: Hex32 }

/**
 * Stores the encrypted result of a task. Needs the session of the machine that ran the task. Returns the receipt that `commitTaskCall` takes; the same bytes
 * always get the same receipt. Throws `task.not_worker`, `task.result_too_large`, `task.result_other`, `task.store_full`, `artefact.no_store`,
 * `artefact.store_away`.
 */
export async function putTaskResult(
  transport: Transport,
  { taskId, commitment, bytes }: TaskResultPlace & { readonly bytes: Uint8Array<ArrayBuffer> },
): Promise<StoreReceiptWire> {
  const query = { sha256: await sha256Of(bytes) }
  const send = () => transport.send<StoreReceiptWire>({ method: 'PUT', path: `/tasks/${taskId}/results/${commitment}`, query, bytes })
  // Tries once more, because the server may just have closed the connection after it rejected an earlier upload. A repetition is safe: the same bytes get the
  // same receipt.
  return send().catch((error: unknown) => {
    if (error instanceof InfinitioError && error.code === 'api.unreachable') return send()
    throw error
  })
}

/**
 * Returns the stored, encrypted bytes of a result. Check them with the salt and the Merkle root that the worker revealed. Throws `task.result_unknown`,
 * `artefact.no_store`, `artefact.store_away`.
 */
export async function openTaskResult(transport: Transport, { taskId, commitment }: TaskResultPlace): Promise<Uint8Array<ArrayBuffer>> {
  const response = await transport.open({ method: 'GET', path: `/tasks/${taskId}/results/${commitment}` })
  return new Uint8Array(await response.arrayBuffer())
}
