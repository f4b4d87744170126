import { refusal } from '@infinitio/sdk'
import type { CommonOptions } from '../context/settings.ts'
import { confirm } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { leasePath, leasePaths, withLeaseFiles } from './leasePath.ts'

/** Options of `infinitio files rm`. */
export type RemoveOptions = CommonOptions & { readonly recursive: boolean; readonly yes: boolean }

/**
 * Deletes files of a lease after confirmation. `recursive` also deletes folders with their contents. Throws
 * `lease.file_refused` for a folder without `recursive`, and `lease.file_unknown`.
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

/** Renames or moves a file of a lease. Never overwrites a file. Throws `lease.file_exists`, `lease.file_unknown`. */
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
