import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ChannelEvidence, readEvidenceLine } from '@infinitio/services'

/** The files of evidence in the folder of a channel, older one first. */
export const evidenceFiles = ['receipts.old.log', 'receipts.log'] as const

/**
 * Reads the vouchers and receipts that a proxy or router has kept in the folder of a channel, oldest first. Returns an empty list without files. Leaves out a
 * last line that is not complete, because a running program may be writing it. Throws the errors of the file system.
 */
export function readKeptEvidence(folder: string): ChannelEvidence[] {
  return evidenceFiles
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .flatMap((path) => evidenceLines(readFileSync(path, 'utf8')))
}

/** Parses the lines of a file of evidence, such as `receipts.log` or a download of the page `/usage`. Leaves out all other lines. */
export function evidenceLines(text: string): ChannelEvidence[] {
  return text.split('\n').flatMap((line) => readEvidenceLine(line) ?? [])
}
