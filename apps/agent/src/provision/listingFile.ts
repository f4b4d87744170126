import path from 'node:path'
import { type ErrorCode, isErrorCode } from '@infinitio/domain'
import { z } from 'zod'
import { readOwnJson } from '../disk/readOwnFile.ts'
import { writeWhole } from '../disk/writeWhole.ts'

const listingFile = z.strictObject({
  /** The key that signs asks (orders that list the machine); null when this machine has neither the wallet's key nor its mandate. */
  signer: z.enum(['wallet', 'mandate']).nullable(),
  isPaused: z.boolean(),
  /** End of the mandate (the wallet's permission for the machine's key) in Unix seconds; null without a mandate. */
  mandateUntil: z.int().nullable().default(null),
  trouble: z.strictObject({ code: z.custom<ErrorCode>((code) => typeof code === 'string' && isErrorCode(code)), detail: z.string() }).nullable(),
})

/**
 * The result of the last attempt to list this process's node. `infinitio provide status` and the machine's reports show it: the key that signed, and the reason
 * if the ask cannot be signed again.
 */
export type LastListing = z.output<typeof listingFile>

const fileOf = (dataDir: string): string => path.join(dataDir, 'listing.json')

/**
 * Reads the file about the last listing: which key signed the ask, and whether it can sign it again. Returns null before the first listing, and for a file with
 * other content. Throws `node.settings_unreadable` when the file cannot be read.
 */
export async function readLastListing(dataDir: string): Promise<LastListing | null> {
  return await readOwnJson(fileOf(dataDir), listingFile)
}

/** Writes the last listing, completely or not at all. Rejects if the file cannot be written. */
export async function writeLastListing(dataDir: string, listing: LastListing): Promise<void> {
  await writeWhole(fileOf(dataDir), JSON.stringify(listing))
}
