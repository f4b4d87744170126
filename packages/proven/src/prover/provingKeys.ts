import { createHash, randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hex32 } from '@infinitio/domain'
import { fieldOrder } from '../field.ts'
import { readCircuit } from './circuitFile.ts'
import { writeKeyFile } from './keyFile.ts'
import { findProverTools, type ProverTools, runTool } from './proverTools.ts'
import { setUpKeys } from './setUpKeys.ts'
import { hashOfKey, readVerifyingKey, type VerifyingKey } from './verifyingKey.ts'

/** The keys of a circuit for `count` rows, and the folder with the files of the prover. */
export type ProvingKeys = { readonly folder: string; readonly count: number; readonly verifyingKey: VerifyingKey; readonly keyHash: Hex32 }

/** The text of the circuit. */
export const circuitFile = fileURLToPath(new URL('../../circuits/provenRows.circom', import.meta.url))
/** More bytes than the order of the field has, so that a random number of this size has an even rest. */
const secretBytes = 48

/** Returns the folder of all keys: below XDG_CACHE_HOME, or below `.cache` in the home folder. */
export function provenCache(environment: NodeJS.ProcessEnv = process.env, home: string = homedir()): string {
  const base = environment['XDG_CACHE_HOME'] ?? ''
  return join(base === '' ? join(home, '.cache') : base, 'infinitio', 'proven')
}

/**
 * Returns the keys of a circuit for `count` rows, and makes them if the cache has none of this circuit. One party makes them in one step, so the person who runs
 * this could keep the secret and forge proofs. They are for development chains only. The first call takes some seconds for each row. Throws
 * `ProverToolsMissing` and `ProverToolFailed`.
 */
export async function makeProvingKeys(count: number, onStep: (text: string) => void = () => {}): Promise<ProvingKeys> {
  const tools = findProverTools()
  const stored = storedProvingKeys(count)
  if (stored !== null) return stored
  onStep(`compiling the circuit for ${count} rows`)
  const circuit = await compiledCircuit(count)
  const folder = join(provenCache(), nameOf(count, tools))
  onStep('making the keys')
  await inNewFolder(folder, (work) => makeKeysInto(work, { tools, circuit }))
  return readKeys(folder, count)
}

/** Returns the keys of a circuit for `count` rows if the cache has them, otherwise null. Throws `ProverToolsMissing`. */
function storedProvingKeys(count: number): ProvingKeys | null {
  const folder = join(provenCache(), nameOf(count, findProverTools()))
  return existsSync(join(folder, 'key.json')) ? readKeys(folder, count) : null
}

/**
 * Returns the folder of the compiled circuit for `count` rows: its program (`rows.wasm`) and its equations (`rows.r1cs`). Compiles it if the cache does not have
 * it. Throws `ProverToolsMissing` and `ProverToolFailed`.
 */
export async function compiledCircuit(count: number): Promise<string> {
  const tools = findProverTools()
  const folder = join(provenCache(), `${nameOf(count, tools)}-circuit`)
  const compile = (work: string) => compileCircuit(work, { tools, circuit: readFileSync(circuitFile, 'utf8'), count })
  if (!existsSync(folder)) await inNewFolder(folder, compile)
  return folder
}

/** Returns the name of the folder of a circuit: the id of its text, and its number of rows. */
function nameOf(count: number, tools: ProverTools): string {
  return `${idOf(tools)}-${count}`
}

/** Returns a hash of the text of the circuit and of the versions of the tools. */
function idOf({ versions }: ProverTools): string {
  return createHash('sha256')
    .update(`${readFileSync(circuitFile, 'utf8')}${versions}`)
    .digest('hex')
    .slice(0, 16)
}

/** Returns the keys in the cache whose verifying key has this hash, or null. Keys of other versions of the circuit do not count. Throws `ProverToolsMissing`. */
export function findProvingKeys(keyHash: string): ProvingKeys | null {
  const [cache, id] = [provenCache(), idOf(findProverTools())]
  for (const name of existsSync(cache) ? readdirSync(cache) : []) {
    const [, of, count] = /^([0-9a-f]{16})-(\d+)$/.exec(name) ?? []
    if (of !== id) continue
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

/**
 * Makes the keys of a compiled circuit in a folder: `rows.zkey`, `rows.wasm` and `key.json`. The secret numbers of the setup are chosen here and never leave
 * this process. Throws `ProverToolFailed`.
 */
export async function makeKeysInto(folder: string, { tools, circuit }: { readonly tools: ProverTools; readonly circuit: string }): Promise<void> {
  const equations = readCircuit(readFileSync(join(circuit, 'rows.r1cs')))
  const secrets = { tau: secretNumber(), alpha: secretNumber(), beta: secretNumber(), delta: secretNumber() }
  writeKeyFile(join(folder, 'rows.zkey'), { circuit: equations, factors: setUpKeys(equations, secrets), secrets })
  await runTool(tools.prover, ['zkey', 'export', 'verificationkey', 'rows.zkey', 'key.json'], folder)
  copyFileSync(join(circuit, 'rows.wasm'), join(folder, 'rows.wasm'))
}

/** Compiles the text of a circuit for `count` rows into `rows.wasm` and `rows.r1cs`. Throws `ProverToolFailed`. */
export async function compileCircuit(
  folder: string,
  { tools, circuit, count }: { readonly tools: ProverTools; readonly circuit: string; readonly count: number },
): Promise<void> {
  const main = `component main {public [at]} = ProvenRows(${count});`
  writeFileSync(join(folder, 'rows.circom'), `${circuit}\n${main}\n`)
  // The compiler reads only files below the folder in which it runs.
  const [source, options] = [join(folder, 'rows.circom'), ['--r1cs', '--wasm', '--O2']]
  await runTool(tools.compiler, [source, ...options, '-l', tools.libraryFolder, '-o', folder], parse(folder).root)
  renameSync(join(folder, 'rows_js', 'rows.wasm'), join(folder, 'rows.wasm'))
  rmSync(join(folder, 'rows_js'), { recursive: true })
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

/** Returns a random number below the order of the field, and not zero. */
function secretNumber(): bigint {
  return (BigInt(`0x${randomBytes(secretBytes).toString('hex')}`) % (fieldOrder - 1n)) + 1n
}
