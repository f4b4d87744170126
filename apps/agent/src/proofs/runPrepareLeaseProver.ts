import { execFile } from 'node:child_process'
import { copyFileSync, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { findDawn } from './dawnModule.ts'

/** The path of the prover as one file. A packed command line program contains that file; a checkout makes it from the prover's sources. */
const packed = resolve(import.meta.dirname, '../leaseProver.mjs')
const writer = resolve(import.meta.dirname, '../../../../scripts/packing/writeLeaseProver.ts')

/**
 * Writes the prover for a lease into the folder `--out`: `prover.mjs`, and with `--gpu` Dawn's module for the processor `--arch` as `dawn.node`. If that fails,
 * prints the reason and resolves with 1. Never rejects.
 */
export async function runPrepareLeaseProver(words: readonly string[]): Promise<number> {
  try {
    const text = { type: 'string' } as const
    const { out, arch, gpu } = parseArgs({ args: [...words], options: { out: text, arch: text, gpu: { type: 'boolean', default: false } } }).values
    if (out === undefined || (arch !== 'x64' && arch !== 'arm64')) throw new Error('--out and --arch x64 or arm64 are needed')
    const prover = join(out, 'prover.mjs')
    if (existsSync(packed)) copyFileSync(packed, prover)
    else await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', writer, prover])
    if (gpu) {
      const onDownload = () => void process.stderr.write('Downloading Dawn, which runs programs on GPUs: 51 MB, once for this account.\n')
      copyFileSync(await findDawn({ target: `linux-${arch}`, onDownload }), join(out, 'dawn.node'))
    }
    return 0
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}
