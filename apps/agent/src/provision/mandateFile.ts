import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { readSignedMandate, refusal, type SignedMandate } from '@infinitio/sdk'
import { ifThere } from '../disk/ifThere.ts'
import { writeWhole } from '../disk/writeWhole.ts'

/** Where a machine's mandate lies in its data folder, as `infinitio price mandate` would write it. */
export const mandateFileOf = (dataDir: string): string => path.join(dataDir, 'mandate.json')

/** The mandate under which the machine's own key signs asks; null when none was given. Throws `node.wallet_needed` when the file holds anything else. */
export async function readMandate(dataDir: string): Promise<SignedMandate | null> {
  const file = mandateFileOf(dataDir)
  const text = await ifThere(readFile(file, 'utf8'))
  if (text === null) return null
  try {
    return readSignedMandate(text)
  } catch {
    throw refusal('node.wallet_needed', { detail: `${file} holds no mandate` })
  }
}

/** Keeps it, whole or not at all, for its owner alone. Rejects when the disk refuses. */
export async function writeMandate(dataDir: string, signed: SignedMandate): Promise<void> {
  await writeWhole(mandateFileOf(dataDir), `${JSON.stringify(signed, null, 2)}\n`)
}
