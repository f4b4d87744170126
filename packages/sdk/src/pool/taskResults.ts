import type { Hex32 } from '@infinitio/domain'
import type { StoreReceiptWire } from '@infinitio/domain/wire'
import { sha256Of } from '../artefacts/artefacts.ts'
import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'

/** The address of a stored result: its task, and the commitment of its worker. */
export type TaskResultPlace = { readonly taskId: Hex32; readonly commitment: Hex32 }

/**
 * Stores the encrypted result of a task, with the session of the machine that ran it. Returns the receipt for `commitTaskCall`; the same bytes get the same
 * receipt again. Throws `task.not_worker`, `task.result_too_large`, `task.result_other`, `task.store_full`, `artefact.no_store`, `artefact.store_away`.
 */
export async function putTaskResult(
  transport: Transport,
  { taskId, commitment, bytes }: TaskResultPlace & { readonly bytes: Uint8Array<ArrayBuffer> },
): Promise<StoreReceiptWire> {
  const query = { sha256: await sha256Of(bytes) }
  const send = () => transport.send<StoreReceiptWire>({ method: 'PUT', path: `/tasks/${taskId}/results/${commitment}`, query, bytes })
  // Try once more: a server that refused an earlier upload may just have closed the connection. The store gives the same receipt for the same bytes.
  return send().catch((error: unknown) => {
    if (error instanceof InfinitioError && error.code === 'api.unreachable') return send()
    throw error
  })
}

/** Returns the stored bytes of a result. Check them with the revealed salt and root. Throws `task.result_unknown`, `artefact.no_store`, `artefact.store_away`. */
export async function openTaskResult(transport: Transport, { taskId, commitment }: TaskResultPlace): Promise<Uint8Array<ArrayBuffer>> {
  const response = await transport.open({ method: 'GET', path: `/tasks/${taskId}/results/${commitment}` })
  return new Uint8Array(await response.arrayBuffer())
}
