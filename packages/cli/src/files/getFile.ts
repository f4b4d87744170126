import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { type LeaseFiles, refusal } from '@infinitio/sdk'
import type { CommonOptions } from '../context/settings.ts'
import { sizeText } from '../terminal/texts.ts'
import { printResult, progressLine } from '../terminal/print.ts'
import { lastName, leasePath, withLeaseFiles } from './leasePath.ts'

/** Options of `infinitio files get`. */
export type GetOptions = CommonOptions & { readonly force: boolean }

/**
 * Downloads a file of a lease, or a folder as a tar archive. `-` writes to standard output. The local file gets its
 * name only after the download is complete. Throws `lease.file_exists` unless `force` is set, `lease.file_unknown`,
 * `lease.file_forbidden`, `lease.transfer_broken`.
 */
export async function getFile(word: string, to: string | undefined, options: GetOptions): Promise<void> {
  const { leaseId, path } = leasePath(word)
  await withLeaseFiles(options, leaseId, async (files) => {
    const { kind, sizeBytes } = await files.facts(path)
    const whole = await files.realPath(path)
    const name = lastName(whole) || 'files'
    const bytes = kind === 'folder' ? files.archive(whole, { name }) : files.read(whole)
    const target = to ?? (kind === 'folder' ? `${name}.tar` : name)
    if (target === '-') return toOutput(bytes)
    if (existsSync(target) && !options.force) throw refusal('lease.file_exists', { detail: `${target}, here: say --force` })
    const got = await toFile(bytes, { target, sizeBytes: kind === 'folder' ? null : sizeBytes })
    printResult({ json: options.json, value: { leaseId, path: whole, file: target, bytes: got }, text: `${target}, ${sizeText(got)}` })
  })
}

type Bytes = ReturnType<LeaseFiles['read']>

async function toOutput(bytes: Bytes): Promise<void> {
  for await (const part of bytes) if (!process.stdout.write(part)) await new Promise((resolve) => process.stdout.once('drain', resolve))
}

async function toFile(bytes: Bytes, { target, sizeBytes }: { target: string; sizeBytes: number | null }): Promise<number> {
  const part = `${target}.part`
  const progress = progressLine()
  let got = 0
  try {
    const file = await open(part, 'w')
    try {
      for await (const chunk of bytes) {
        await file.writeFile(chunk)
        got += chunk.byteLength
        progress.show(`${target}: ${sizeText(got)}${sizeBytes === null ? '' : ` of ${sizeText(sizeBytes)}`}`)
      }
    } finally {
      await file.close()
    }
    await rename(part, target)
    return got
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    progress.done()
  }
}
