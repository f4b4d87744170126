import path from 'node:path'
import { type ErrorCode, isErrorCode } from '@infinitio/domain'
import { z } from 'zod'
import { readOwnFile } from '../disk/readOwnFile.ts'
import { writeWhole } from '../disk/writeWhole.ts'

const listingFile = z.strictObject({
  /** Whose key signs asks; null: nobody's is here. */
  signer: z.enum(['wallet', 'mandate']).nullable(),
  isPaused: z.boolean(),
  /** When the mandate ends, in Unix seconds; null where none is needed or none is there. */
  mandateUntil: z.int().nullable().default(null),
  trouble: z.strictObject({ code: z.custom<ErrorCode>((code) => typeof code === 'string' && isErrorCode(code)), detail: z.string() }).nullable(),
})

/** How this process's node was listed last, for `infinitio provide status` and the reading of the machine: by whose key, and why its ask will not be signed again. */
export type LastListing = z.output<typeof listingFile>

const fileOf = (dataDir: string): string => path.join(dataDir, 'listing.json')

/** Null before the first time, and when the file holds anything else. Throws `node.settings_unreadable` when it cannot be read. */
export async function readLastListing(dataDir: string): Promise<LastListing | null> {
  const text = await readOwnFile(fileOf(dataDir))
  if (text === null) return null
  try {
    const parsed = listingFile.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Writes it, whole or not at all. Rejects when the disk refuses. */
export async function writeLastListing(dataDir: string, listing: LastListing): Promise<void> {
  await writeWhole(fileOf(dataDir), JSON.stringify(listing))
}
