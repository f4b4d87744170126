import { deleteArtefactsOf } from '@infinitio/db'
import type { Hex32 } from '@infinitio/domain'
import type { AdminHouse } from './adminHouse.ts'
import type { AdminAnswer } from './audited.ts'

/** Deletes a stored file of every account that has it. Nobody can read it from then on, and the API removes its bytes within a minute. */
export async function removeArtefact({ api }: Pick<AdminHouse, 'api'>, sha256: Hex32): Promise<AdminAnswer> {
  const accounts = await deleteArtefactsOf(api, { sha256 })
  if (accounts.length === 0) return { lines: [`No account stores a file with hash ${sha256}.`], fields: {}, ok: false }
  return { lines: [`The file ${sha256} is deleted. These accounts stored it: ${accounts.join(', ')}.`], fields: { sha256, accounts }, ok: true }
}
