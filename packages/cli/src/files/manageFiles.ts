import { refusal, type FileEntry } from '@infinitio/sdk'
import type { CommonOptions } from '../context/settings.ts'
import { confirm } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { leasePath, leasePaths, withLeaseFiles, lastName } from './leasePath.ts'
import { sizeText, table } from '../terminal/texts.ts'

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

/** Replaces control and format characters by `�`, because a machine chooses its file names, and such characters could move the terminal's cursor. */
function shown(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}]/gu, '�')
}

/** Options of `infinitio files rm`. */
export type RemoveOptions = CommonOptions & { readonly recursive: boolean; readonly yes: boolean }

/**
 * Deletes files of a lease. `recursive` also deletes folders with their contents, after confirmation. Throws `lease.file_refused` for a folder without
 * `recursive`, and `lease.file_unknown`.
 */
export async function removeFiles(words: readonly string[], options: RemoveOptions): Promise<void> {
  const { leaseId, paths } = leasePaths(words)
  await withLeaseFiles(options, leaseId, async (files) => {
    const kinds = await Promise.all(paths.map(async (path) => (await files.facts(path, { link: true })).kind))
    const folder = paths.find((_path, index) => kinds[index] === 'folder')
    if (folder !== undefined && !options.recursive) throw refusal('lease.file_refused', { detail: `${folder} is a folder: say -r` })
    if (folder !== undefined) await confirm(options, `Delete ${paths.join(', ')} with all contents? You cannot undo this.`)
    for (const path of paths) await files.remove(path)
  })
  printResult({ json: options.json, value: { leaseId, deleted: paths }, text: `Deleted ${paths.join(', ')}.` })
}

/**
 * Renames or moves a file of a lease. Never overwrites a file. Throws `lease.file_exists`, `lease.file_unknown`, and `api.invalid_field` for a path without a
 * name.
 */
export async function moveFile(from: string, to: string, options: CommonOptions): Promise<void> {
  const { leaseId, path } = leasePath(from)
  const target = /^(?:lease-)?\d{1,19}:/.test(to) ? leasePaths([from, to]).paths[1] : to
  if (target === undefined) throw refusal('api.invalid_field', { detail: to })
  await withLeaseFiles(options, leaseId, (files) => files.rename(path, target))
  printResult({ json: options.json, value: { leaseId, from: path, to: target }, text: `${path} is ${target} now.` })
}

/**
 * Creates a folder in a lease. Throws `lease.file_exists`, or `lease.file_unknown` if the parent folder does not
 * exist.
 */
export async function makeFolder(word: string, options: CommonOptions): Promise<void> {
  const { leaseId, path } = leasePath(word)
  await withLeaseFiles(options, leaseId, (files) => files.makeFolder(path))
  printResult({ json: options.json, value: { leaseId, path }, text: `Made ${path}.` })
}
