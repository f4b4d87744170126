import { banArtefact } from '@infinitio/db'
import type { Hex32 } from '@infinitio/domain'
import type { AdminContext } from './adminContext.ts'
import type { AdminAnswer } from './audited.ts'

/**
 * Deletes a stored file from every account that has it. From then on, nobody can read the file or store it again. The API deletes the file's bytes the next
 * time it cleans up.
 */
export async function removeArtefact({ api }: Pick<AdminContext, 'api'>, sha256: Hex32): Promise<AdminAnswer> {
  const accounts = await api.transaction((tx) => banArtefact(tx, { sha256 }))
  const owners = accounts.length === 0 ? 'No account stored it.' : `These accounts stored it: ${accounts.join(', ')}.`
  return { lines: [`The file ${sha256} is removed, and no account can store it again. ${owners}`], fields: { sha256, accounts }, ok: true }
}
