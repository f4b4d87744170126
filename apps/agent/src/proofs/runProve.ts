import { randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Hex32, hex32, zeroHex32 } from '@infinitio/domain'
import { classReferences, processorSizes, processorWork, proofFault, type ProofWork, rowBytes, samplesOfProof } from '@infinitio/domain/proofs'
import type { ProofFile } from '@infinitio/domain/wire'
import { exitCodeOf, InfinitioError, refusal } from '@infinitio/sdk'
import { detectGpus } from '../detect/detectGpus.ts'
import { gpuClassName } from '../detect/gpuClassName.ts'
import { findDawn } from './dawnModule.ts'
import { type ProverDevice, startProver } from './startProver.ts'

const sizes = [...processorSizes, 'class'] as const
type ProveSize = (typeof sizes)[number]
type ProveOptions = {
  readonly out: string
  readonly on: ProverDevice['kind']
  readonly size: ProveSize
  readonly class: string | null
  readonly json: boolean
}

/**
 * Makes a proof on the processor or a GPU and writes it to a new file. Resolves with the exit code and never rejects. Slot and nonce are random numbers that
 * this machine chooses, because the program asks no market. So the file proves that the work was done, but not when.
 */
export async function runProve(words: readonly string[]): Promise<number> {
  try {
    const options = readOptions(words)
    if (existsSync(options.out)) throw refusal('api.invalid_field', { detail: `--out ${options.out}: the file exists` })
    const work = await workOf(options)
    const { file, device } = await proveOn(options, work)
    writeNew(options.out, `${JSON.stringify(file)}\n`)
    const { rows } = work
    const text = `Proved ${rows} rows (${(rows * rowBytes) / 2 ** 20} MiB) on ${device} in ${file.seconds.toFixed(1)} s. Written to ${options.out}.`
    process.stdout.write(options.json ? `${JSON.stringify({ file: options.out, device, rows, seconds: file.seconds })}\n` : `${text}\n`)
    return 0
  } catch (error) {
    process.stderr.write(`${problemText(error)}\n`)
    return exitCodeOf(error)
  }
}

async function proveOn({ on, size, json }: ProveOptions, work: ProofWork): Promise<{ file: ProofFile; device: string }> {
  const sayDownload = () =>
    void (json ? null : process.stderr.write('Downloading Dawn, which runs programs on GPUs: 51 MB, once for this account.\n'))
  const prover = startProver()
  try {
    const by: ProverDevice =
      on === 'gpu' ? { kind: 'gpu', dawn: await findDawn({ onDownload: sayDownload }), isSoftwareAllowed: size !== 'class' } : { kind: 'processor' }
    const { commit, device, seconds } = await prover.prove(by, { node: zeroHex32, gpu: 0, slotSeed: randomHex() }, work)
    const proof = { commit, timers: 1, nonces: [{ place: 0, nonce: randomHex() }], zHash: randomHex() }
    const openings = [...(await prover.open(commit.subject, samplesOfProof(proof)))]
    const fault = proofFault({ ...proof, openings })
    if (fault !== null) throw new Error(`the proof is wrong (${fault.fault}), so the memory of this device or its driver has a fault`)
    return { file: { format: 'infinitio-proof-1', ...proof, openings, seconds }, device }
  } catch (error) {
    if (on === 'processor') throw error
    throw refusal('proof.gpu_unusable', { detail: error instanceof Error ? error.message : String(error) })
  } finally {
    prover.end()
  }
}

/** Returns how much work the proof takes. Without `--class`, the class follows from the driver's name of the first GPU. */
async function workOf({ size, class: given }: ProveOptions): Promise<ProofWork> {
  if (size !== 'class') return processorWork[size]
  const name = given ?? (await classOfFirstGpu())
  const reference = Object.entries(classReferences).find(([one]) => one === name)?.[1]
  if (reference === undefined) throw refusal('api.invalid_field', { detail: `--class ${name}: ${Object.keys(classReferences).join(', ')}` })
  return reference.work
}

async function classOfFirstGpu(): Promise<string> {
  const [gpu] = await detectGpus()
  if (gpu === undefined) throw refusal('proof.gpu_unusable', { detail: 'nvidia-smi, amd-smi and rocm-smi list no GPU; give --class' })
  // The memory of each GPU class in GiB. It is calculated from the size of the proof for the class, which uses 90 % of a card's memory.
  const catalogue = new Map(Object.entries(classReferences).map(([name, { work }]) => [name, (work.rows * rowBytes) / 2 ** 30 / 0.9]))
  const name = gpuClassName({ ...gpu, catalogue })
  if (name === null) throw refusal('proof.gpu_unusable', { detail: `${gpu.model}: this model has no class; give --class` })
  return name
}

function readOptions(words: readonly string[]): ProveOptions {
  const { out, on, size, class: given, json } = parse(words)
  if (out === undefined) throw refusal('api.invalid_field', { detail: '--out is missing' })
  if (on !== 'processor' && on !== 'gpu') throw refusal('api.invalid_field', { detail: `--on ${on}: processor, gpu` })
  const wanted = size ?? (on === 'gpu' ? 'class' : 'machine')
  const known = sizes.find((one) => one === wanted)
  if (known === undefined || (known === 'class' && on === 'processor'))
    throw refusal('api.invalid_field', { detail: `--size ${wanted}: ${sizes.join(', ')} (class: on a GPU only)` })
  return { out, on, size: known, class: given ?? null, json }
}

function parse(words: readonly string[]) {
  const text = { type: 'string' } as const
  const options = { out: text, on: { ...text, default: 'processor' }, size: text, class: text, json: { type: 'boolean', default: false } } as const
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
