import path from 'node:path'
import type { ErrorCode } from '@infinitio/domain'
import { z } from 'zod'
import { readOwnFile } from '../disk/readOwnFile.ts'
import { writeWhole } from '../disk/writeWhole.ts'
import { refusal } from '@infinitio/sdk'

const takenFile = z.strictObject({
  serial: z.string().regex(/^\d{1,20}$/),
  hash: z.string().regex(/^0x[0-9a-f]{64}$/),
  /** Null while the node acts. `code` is null when it did what its row asks. */
  result: z.strictObject({ code: z.string().nullable() }).nullable(),
})

/** The last fleet change that a node took. `result` is null while the node acts, so that a restarted agent continues. */
export type TakenChange = { readonly serial: bigint; readonly hash: string; readonly result: { readonly code: ErrorCode | null } | null }

const fileOf = (folder: string): string => path.join(folder, 'fleet-change.json')

/**
 * Reads the last fleet change that a node took, from its folder; null before the first one. Throws `node.settings_unreadable` when the file cannot be
 * read or is damaged: without the last serial an older list could undo a newer one.
 */
export async function readTakenChange(folder: string): Promise<TakenChange | null> {
  const text = await readOwnFile(fileOf(folder))
  if (text === null) return null
  try {
    const { serial, ...taken } = takenFile.parse(JSON.parse(text))
    return { ...taken, serial: BigInt(serial) } as TakenChange
  } catch {
    throw refusal('node.settings_unreadable', { detail: `${fileOf(folder)} is damaged` })
  }
}

/** Writes the last fleet change that a node took, completely or not at all. Rejects when the disk refuses. */
export async function writeTakenChange(folder: string, { serial, hash, result }: TakenChange): Promise<void> {
  await writeWhole(fileOf(folder), `${JSON.stringify({ serial: serial.toString(), hash, result })}\n`)
}
