import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The packages that make keys and proofs: the compiler of circuits, its library, and the prover. They run as separate processes and are not bundled. */
const toolNames = ['circom2', 'circomlib', 'snarkjs'] as const

/** The files of the tools. `libraryFolder` contains the folder `circomlib`. */
export type ProverTools = { readonly compiler: string; readonly prover: string; readonly libraryFolder: string; readonly versions: string }

/** The packages that make keys and proofs are not installed here. `missing` names them. */
export class ProverToolsMissing extends Error {
  readonly missing: readonly string[]

  constructor(missing: readonly string[]) {
    super(`not installed: ${missing.join(', ')}`)
    this.missing = missing
  }
}

/** A tool ended with an error. The message has the end of its output. */
export class ProverToolFailed extends Error {}

/** The circuit refused its inputs. The tool itself worked, so the same inputs are refused again. */
export class CircuitRefused extends ProverToolFailed {}

type Manifest = { readonly version: string }

/** Finds the installed tools. Throws `ProverToolsMissing`. */
export function findProverTools(): ProverTools {
  const require = createRequire(import.meta.url)
  const folders = new Map<string, string>()
  for (const name of toolNames) {
    try {
      folders.set(name, folderOfPackage(require.resolve(name)))
    } catch {
      // This tool is not installed. All missing ones are named together below.
    }
  }
  const missing = toolNames.filter((name) => !folders.has(name))
  if (missing.length > 0) throw new ProverToolsMissing(missing)
  const folderOf = (name: (typeof toolNames)[number]) => folders.get(name) ?? ''
  const versionOf = (name: (typeof toolNames)[number]) => (JSON.parse(readFileSync(join(folderOf(name), 'package.json'), 'utf8')) as Manifest).version
  return {
    compiler: join(folderOf('circom2'), 'cli.js'),
    prover: join(folderOf('snarkjs'), 'build', 'cli.cjs'),
    libraryFolder: dirname(folderOf('circomlib')),
    versions: toolNames.map((name) => `${name}@${versionOf(name)}`).join(' '),
  }
}

/** Returns the folder of the package to which a file belongs. A package need not let others read its package.json by name. */
function folderOfPackage(file: string): string {
  const folder = dirname(file)
  return existsSync(join(folder, 'package.json')) ? folder : folderOfPackage(folder)
}

const mostOutput = 4_000
/** The text with which the calculator of a circuit reports a constraint that does not hold. */
const refusal = 'Assert Failed'

/**
 * Runs a tool by Node.js in a folder until it ends, and returns its output. Throws `CircuitRefused` if the tool ended itself because a constraint of the circuit
 * does not hold. Throws `ProverToolFailed` for all other ends, such as a kill for memory.
 */
export async function runTool(script: string, args: readonly string[], cwd: string): Promise<string> {
  const child = spawn(process.execPath, [script, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-mostOutput)
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const message = `${args.slice(0, 2).join(' ')}: ${output.trim()}`
  if (code !== 0) throw code !== null && output.includes(refusal) ? new CircuitRefused(message) : new ProverToolFailed(message)
  return output
}
