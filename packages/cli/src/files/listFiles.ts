import type { FileEntry } from '@infinitio/sdk'
import type { CommonOptions } from '../context/settings.ts'
import { sizeText, table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { lastName, leasePath, withLeaseFiles } from './leasePath.ts'

const marks = { folder: '/', link: '@', file: '', other: '=' } as const

/**
 * Lists a folder of a lease by name, or prints the details of a file. Throws `lease.file_unknown`,
 * `lease.file_forbidden`, and the codes of opening the files.
 */
export async function listFiles(word: string, options: CommonOptions): Promise<void> {
  const { leaseId, path } = leasePath(word)
  const entries = await withLeaseFiles(options, leaseId, async (files) => {
    const facts = await files.facts(path)
    return facts.kind === 'folder' ? files.entries(path) : [{ ...facts, name: lastName(path) }]
  })
  const sorted = entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  const rows = [['MODE', 'SIZE', 'CHANGED', 'NAME'], ...sorted.map(rowOf)]
  printResult({
    json: options.json,
    value: { leaseId, path, entries: sorted },
    text: sorted.length === 0 ? 'Nothing is in it.' : table(rows, { right: [1] }),
  })
}

function rowOf({ name, kind, mode, sizeBytes, changedAt }: FileEntry): string[] {
  const when = changedAt === null ? '' : new Date(changedAt * 1_000).toISOString().slice(0, 16).replace('T', ' ')
  return [mode === null ? '' : mode.toString(8).padStart(4, '0'), kind === 'file' ? sizeText(sizeBytes) : '', when, `${shown(name)}${marks[kind]}`]
}

/** Removes control characters, because a machine chooses its file names and could move the terminal's cursor. */
function shown(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}]/gu, '�')
}
