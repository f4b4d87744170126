import path from 'node:path'
import { InfinitioError, readSignedMandate, refusal, type SignedMandate } from '@infinitio/sdk'
import { readOwnFile } from '../disk/readOwnFile.ts'
import { writeWhole } from '../disk/writeWhole.ts'

/** Path of the mandate in a machine's data folder. A mandate lets the machine's own key sign asks. The file has the format of `infinitio price mandate`. */
export const mandateFileOf = (dataDir: string): string => path.join(dataDir, 'mandate.json')

/** The content of the mandate file: nothing, a complete mandate (permission to sign asks), or damaged content. */
export type KeptMandate =
  | { readonly kind: 'none' }
  | { readonly kind: 'whole'; readonly signed: SignedMandate }
  /** `isOutdated` is true if the mandate in the file was signed for an earlier version of the market contract and is no longer valid. */
  | { readonly kind: 'damaged'; readonly file: string; readonly isOutdated?: true }

/**
 * Reads the mandate file, and returns whether it is absent, complete or damaged. A mandate allows the machine's own key to sign asks. Throws
 * `node.settings_unreadable` if the file cannot be read, because its content is then unknown.
 */
export async function lookForMandate(dataDir: string): Promise<KeptMandate> {
  const file = mandateFileOf(dataDir)
  const text = await readOwnFile(file)
  if (text === null) return { kind: 'none' }
  try {
    return { kind: 'whole', signed: readSignedMandate(text) }
  } catch (error) {
    const isOutdated = error instanceof InfinitioError && error.code === 'order.mandate_outdated'
    return { kind: 'damaged', file, ...(isOutdated ? { isOutdated } : {}) }
  }
}

/**
 * Returns the mandate, or null if none was given. Throws `order.mandate_outdated` for a mandate that was signed for an earlier version of the market contract,
 * `node.wallet_needed` for a damaged one, and `node.settings_unreadable` when the file cannot be read.
 */
export async function readMandate(dataDir: string): Promise<SignedMandate | null> {
  const kept = await lookForMandate(dataDir)
  switch (kept.kind) {
    case 'none':
      return null
    case 'whole':
      return kept.signed
    case 'damaged':
      if (kept.isOutdated) throw refusal('order.mandate_outdated', { detail: kept.file })
      throw refusal('node.wallet_needed', { detail: `${kept.file} is damaged` })
  }
}

/** Writes the mandate, completely or not at all, readable only by its owner. Rejects if the file cannot be written. */
export async function writeMandate(dataDir: string, signed: SignedMandate): Promise<void> {
  await writeWhole(mandateFileOf(dataDir), `${JSON.stringify(signed, null, 2)}\n`)
}
