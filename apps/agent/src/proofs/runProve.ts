import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Hex32, hex32, zeroHex32 } from '@infinitio/domain'
import { type ProcessorSize, processorSizes, processorWork, rowBytes, samplesOfProof } from '@infinitio/domain/proofs'
import type { ProofFile } from '@infinitio/domain/wire'
import { exitCodeOf, InfinitioError, refusal } from '@infinitio/sdk'
import { startProver } from './startProver.ts'

type ProveOptions = { readonly out: string; readonly size: ProcessorSize; readonly json: boolean }

/**
 * Makes a proof on the processor and writes it to a new file. Resolves with the exit code and never rejects. Slot and nonce are random numbers of this
 * machine, because no market takes proofs yet; so the file shows that the work was done, and not when.
 */
export async function runProve(words: readonly string[]): Promise<number> {
  try {
    const { out, size, json } = readOptions(words)
    const file = await proveOnProcessor(size)
    writeNew(out, `${JSON.stringify(file)}\n`)
    const { rows } = file.commit.work
    const text = `Proved ${rows} rows (${(rows * rowBytes) / 2 ** 20} MiB) in ${file.seconds.toFixed(1)} s. Written to ${out}.`
    process.stdout.write(json ? `${JSON.stringify({ file: out, rows, seconds: file.seconds })}\n` : `${text}\n`)
    return 0
  } catch (error) {
    process.stderr.write(`${problemText(error)}\n`)
    return exitCodeOf(error)
  }
}

async function proveOnProcessor(size: ProcessorSize): Promise<ProofFile> {
  const prover = startProver()
  try {
    const { commit, seconds } = await prover.prove({ node: zeroHex32, gpu: 0, slotSeed: randomHex() }, processorWork[size])
    const proof = { commit, timers: 1, nonces: [{ place: 0, nonce: randomHex() }], zHash: randomHex() }
    return { format: 'infinitio-proof-1', ...proof, openings: [...(await prover.open(samplesOfProof(proof)))], seconds }
  } finally {
    prover.end()
  }
}

function readOptions(words: readonly string[]): ProveOptions {
  const { out, size, json } = parse(words)
  const known = processorSizes.find((one) => one === size)
  if (out === undefined) throw refusal('api.invalid_field', { detail: '--out is missing' })
  if (known === undefined) throw refusal('api.invalid_field', { detail: `--size ${size}: ${processorSizes.join(', ')}` })
  return { out, size: known, json }
}

function parse(words: readonly string[]) {
  const options = { out: { type: 'string' }, size: { type: 'string', default: 'machine' }, json: { type: 'boolean', default: false } } as const
  try {
    return parseArgs({ args: [...words], options }).values
  } catch (error) {
    throw refusal('api.invalid_field', { detail: error instanceof Error ? error.message : String(error) })
  }
}

function writeNew(out: string, text: string): void {
  try {
    writeFileSync(out, text, { flag: 'wx' })
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `--out ${out}: ${cause instanceof Error ? cause.message : String(cause)}` })
  }
}

function problemText(error: unknown): string {
  if (!(error instanceof InfinitioError)) return `${error instanceof Error ? error.message : String(error)} (api.internal)`
  return `${error.sentence}${error.detail === '' ? '' : ` [${error.detail}]`} (${error.code})`
}

function randomHex(): Hex32 {
  return hex32(`0x${randomBytes(32).toString('hex')}`)
}
