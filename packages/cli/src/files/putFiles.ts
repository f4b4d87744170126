import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { refusal } from '@infinitio/sdk'
import type { CommonOptions } from '../context/settings.ts'
import { sizeText } from '../terminal/texts.ts'
import { printResult, progressLine } from '../terminal/print.ts'
import { leasePath, withLeaseFiles } from './leasePath.ts'

/** Options of `infinitio files put`. */
export type PutOptions = CommonOptions & { readonly replace: boolean }

/**
 * Uploads files to a folder of a lease, or one file under another name. A file gets its name only after its upload is complete. Throws `lease.file_exists`
 * unless `replace` is set, `lease.file_forbidden`, `lease.file_refused`, `lease.transfer_broken`. Throws `api.invalid_field` for a local path that is not a
 * file, and `lease.file_unknown` if several files are sent to a path that is not a folder.
 */
export async function putFiles(words: readonly string[], options: PutOptions): Promise<void> {
  const from = words.slice(0, -1)
  const { leaseId, path } = leasePath(words.at(-1) ?? '')
  for (const file of from)
    if (!(await stat(file).catch(() => null))?.isFile())
      throw refusal('api.invalid_field', { detail: `${file} is not a file; for folders use infinitio cp -r` })
  const sent = await withLeaseFiles(options, leaseId, async (files) => {
    const isFolder = path.endsWith('/') || ((await files.factsIfThere(path)) !== null && (await files.facts(path)).kind === 'folder')
    if (from.length !== 1 && !isFolder) throw refusal('lease.file_unknown', { detail: `${path} is not a folder` })
    const targets = from.map((file) => ({ file, target: isFolder ? `${path.replace(/\/+$/, '')}/${basename(file)}` : path }))
    for (const { file, target } of targets) await putOne(files, { file, target, replace: options.replace })
    return targets
  })
  printResult({ json: options.json, value: { leaseId, sent }, text: sent.map(({ target }) => `${leaseId}:${target}`).join('\n') })
}

async function putOne(
  files: Parameters<Parameters<typeof withLeaseFiles>[2]>[0],
  { file, target, replace }: { file: string; target: string; replace: boolean },
): Promise<void> {
  const { size } = await stat(file)
  const progress = progressLine()
  let sent = 0
  const onBytes = (bytes: number): void => {
    sent += bytes
    progress.show(`${file}: ${sizeText(sent)} of ${sizeText(size)}`)
  }
  try {
    await files.write(target, createReadStream(file), { replace, onBytes })
  } finally {
    progress.done()
  }
}
