import { createHash, randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hex32 } from '@infinitio/domain'
import { findProverTools, type ProverTools, runTool } from './proverTools.ts'
import { hashOfKey, readVerifyingKey, type VerifyingKey } from './verifyingKey.ts'

/** The keys of a circuit for `count` rows, and the folder with the files of the prover. */
export type ProvingKeys = { readonly folder: string; readonly count: number; readonly verifyingKey: VerifyingKey; readonly keyHash: Hex32 }

/** The text of the circuit. */
export const circuitFile = fileURLToPath(new URL('../../circuits/provenRows.circom', import.meta.url))
const entropyBytes = 32
/** The public numbers of the circuit: its three public inputs, its two outputs and the constant one. Each needs an equation of the proof. */
const publicNumbers = 6

/** Returns the folder of all keys: below XDG_CACHE_HOME, or below `.cache` in the home folder. */
export function provenCache(environment: NodeJS.ProcessEnv = process.env, home: string = homedir()): string {
  const base = environment['XDG_CACHE_HOME'] ?? ''
  return join(base === '' ? join(home, '.cache') : base, 'infinitio', 'proven')
}

/**
 * Returns the keys of a circuit for `count` rows, and makes them if the cache has none of this circuit. One party makes them in one step, so the person who runs
 * this could keep the secret and forge proofs. They are for development chains only. The first call takes minutes. Throws `ProverToolsMissing` and
 * `ProverToolFailed`.
 */
export async function makeProvingKeys(count: number, onStep: (text: string) => void = () => {}): Promise<ProvingKeys> {
  const tools = findProverTools()
  const stored = storedProvingKeys(count)
  if (stored !== null) return stored
  onStep(`compiling the circuit for ${count} rows`)
  const circuit = await compiledCircuit(count)
  const folder = join(provenCache(), nameOf(count, tools))
  await inNewFolder(folder, (work) => makeKeysInto(work, { tools, circuit, onStep }))
  return readKeys(folder, count)
}

/** Returns the keys of a circuit for `count` rows if the cache has them, otherwise null. Throws `ProverToolsMissing`. */
export function storedProvingKeys(count: number): ProvingKeys | null {
  const folder = join(provenCache(), nameOf(count, findProverTools()))
  return existsSync(join(folder, 'key.json')) ? readKeys(folder, count) : null
}

/** A compiled circuit: its program (`rows.wasm`) and its equations (`rows.r1cs`) in a folder of the cache, and the number of its equations. */
export type CompiledCircuit = { readonly folder: string; readonly constraints: number }

/** Returns the compiled circuit for `count` rows, and compiles it if the cache does not have it. Throws `ProverToolsMissing` and `ProverToolFailed`. */
export async function compiledCircuit(count: number): Promise<CompiledCircuit> {
  const tools = findProverTools()
  const folder = join(provenCache(), `${nameOf(count, tools)}-circuit`)
  const file = join(folder, 'constraints.json')
  const compile = async (work: string) => {
    const constraints = await compileCircuit(work, { tools, circuit: readFileSync(circuitFile, 'utf8'), count })
    writeFileSync(join(work, 'constraints.json'), JSON.stringify(constraints))
  }
  if (!existsSync(file)) await inNewFolder(folder, compile)
  return { folder, constraints: JSON.parse(readFileSync(file, 'utf8')) as number }
}

/** Returns the name of the folder of a circuit: a hash of its text and of the versions of the tools, and its number of rows. */
function nameOf(count: number, { versions }: ProverTools): string {
  const id = createHash('sha256')
    .update(`${readFileSync(circuitFile, 'utf8')}${versions}`)
    .digest('hex')
    .slice(0, 16)
  return `${id}-${count}`
}

/** Returns the keys in the cache whose verifying key has this hash, or null. */
export function findProvingKeys(keyHash: string): ProvingKeys | null {
  const cache = provenCache()
  const names = existsSync(cache) ? readdirSync(cache) : []
  for (const name of names) {
    const [, count] = /^[0-9a-f]{16}-(\d+)$/.exec(name) ?? []
    if (count === undefined) continue
    const keys = readKeys(join(cache, name), Number(count))
    if (keys.keyHash === keyHash) return keys
  }
  return null
}

/** Reads the keys in a folder. */
export function readKeys(folder: string, count: number): ProvingKeys {
  const verifyingKey = readVerifyingKey(readFileSync(join(folder, 'key.json'), 'utf8'))
  return { folder, count, verifyingKey, keyHash: hashOfKey(verifyingKey) }
}

type Making = { readonly tools: ProverTools; readonly circuit: CompiledCircuit; readonly onStep: (text: string) => void }

/** Makes the keys of a compiled circuit in a folder: `rows.zkey`, `rows.wasm` and `key.json`. Throws `ProverToolFailed`. */
export async function makeKeysInto(folder: string, { tools, circuit, onStep }: Making): Promise<void> {
  const powers = await powersOf(Math.ceil(Math.log2(circuit.constraints + publicNumbers)), { tools, onStep })
  onStep('making the keys')
  const prover = (...args: string[]) => runTool(tools.prover, args, folder)
  await prover('groth16', 'setup', join(circuit.folder, 'rows.r1cs'), powers, 'first.zkey')
  await prover('zkey', 'contribute', 'first.zkey', 'rows.zkey', '--name=development', `-e=${entropy()}`)
  await prover('zkey', 'export', 'verificationkey', 'rows.zkey', 'key.json')
  rmSync(join(folder, 'first.zkey'))
  copyFileSync(join(circuit.folder, 'rows.wasm'), join(folder, 'rows.wasm'))
}

/** Compiles the text of a circuit for `count` rows into `rows.wasm` and `rows.r1cs`, and returns the number of its equations. */
export async function compileCircuit(
  folder: string,
  { tools, circuit, count }: { readonly tools: ProverTools; readonly circuit: string; readonly count: number },
): Promise<number> {
  const main = `component main {public [domain, service, at]} = ProvenRows(${count});`
  writeFileSync(join(folder, 'rows.circom'), `${circuit}\n${main}\n`)
  // The compiler reads only files below the folder in which it runs.
  const [source, options] = [join(folder, 'rows.circom'), ['--r1cs', '--wasm', '--O2']]
  const output = await runTool(tools.compiler, [source, ...options, '-l', tools.libraryFolder, '-o', folder], parse(folder).root)
  renameSync(join(folder, 'rows_js', 'rows.wasm'), join(folder, 'rows.wasm'))
  rmSync(join(folder, 'rows_js'), { recursive: true })
  return [...output.matchAll(/linear constraints\S*: (\d+)/g)].reduce((sum, [, number]) => sum + Number(number), 0)
}

/** Returns the file with the powers of a secret number that circuits of this size need. Makes it if the cache has none. */
async function powersOf(power: number, { tools, onStep }: Pick<Making, 'tools' | 'onStep'>): Promise<string> {
  const folder = join(provenCache(), `powers-${power}`)
  const file = join(folder, 'powers.ptau')
  if (existsSync(file)) return file
  onStep(`making 2^${power} powers of a secret number`)
  await inNewFolder(folder, async (work) => {
    const prover = (...args: string[]) => runTool(tools.prover, ['powersoftau', ...args], work)
    await prover('new', 'bn128', `${power}`, 'new.ptau')
    await prover('contribute', 'new.ptau', 'once.ptau', '--name=development', `-e=${entropy()}`)
    await prover('prepare', 'phase2', 'once.ptau', 'powers.ptau')
    for (const name of ['new.ptau', 'once.ptau']) rmSync(join(work, name))
  })
  return file
}

/** Fills a new folder and gives it its name at the end, so that a folder with this name is complete. Another process may have been faster. */
async function inNewFolder(folder: string, fill: (work: string) => Promise<void>): Promise<void> {
  mkdirSync(provenCache(), { recursive: true, mode: 0o700 })
  const work = mkdtempSync(`${folder}.`)
  try {
    await fill(work)
    if (!existsSync(folder)) renameSync(work, folder)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function entropy(): string {
  return randomBytes(entropyBytes).toString('hex')
}
