// The only file that must run on Node 20. It installs missing packages. Then it runs the given script with Node 24 (the running one or, if that is older, the
// installed one), and passes signals on to it. Usage: node scripts/bootstrap.mjs scripts/<name>.ts [arguments]
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const pnpmVersion = '12.21.0'
const stampFile = join(root, 'node_modules', '.infinitio-installed')
const pnpmFile = join(root, 'node_modules', '.infinitio-pnpm')
const wantedMajor = 24
// The minor version of the first release of Node 24 with long-term support. Our guides install this release or a later one.
const leastMinor = 11
const [major, minor] = process.versions.node.split('.').map(Number)
const node = major === wantedMajor && minor >= leastMinor ? process.execPath : join(root, 'node_modules', '.bin', 'node')

const childEnv = {
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  CHECKPOINT_DISABLE: '1',
  HARDHAT_DISABLE_TELEMETRY_PROMPT: 'true',
  NEXT_TELEMETRY_DISABLED: '1',
  // Node stores compiled code in this folder, so that later starts of a process are faster.
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'),
  PRISMA_SCHEMA_ENGINE_BINARY: '/bin/false',
  TURBO_CACHE_DIR: join(root, 'node_modules', '.cache', 'turbo'),
  TURBO_NO_UPDATE_NOTIFIER: '1',
  TURBO_TELEMETRY_DISABLED: '1',
}

// The supervisor does little for as long as the market runs, so its space for young objects stays small.
const nodeArguments = { 'scripts/start.ts': ['--max-semi-space-size=4'] }

const [script, ...scriptArguments] = process.argv.slice(2)
if (major < 20) fail(`Node 20 or newer is needed; this is ${process.versions.node}.`)
if (script === undefined) fail('Usage: node scripts/bootstrap.mjs scripts/<name>.ts [arguments]')
refuseOtherPlatforms()
installOnce()
addPnpmToPath()
useHooks()
runScript()

/** Stops with an error on a platform for which some package has no build. */
function refuseOtherPlatforms() {
  if (process.platform === 'linux' && process.arch === 'x64') return
  fail(
    `Infinitio runs on Linux x64 only, or in WSL 2 on Windows. This is ${process.platform} ${process.arch}, where some packages have no build. Nothing was installed.`,
  )
}

/** Installs packages unless the last install used the same package files and lockfile. */
function installOnce() {
  const wanted = hashOfPackageFiles()
  if (existsSync(node) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return
  console.log('Installing packages (only when they changed) …')
  const install = ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only', '--loglevel=warn']
  if (!run(findPnpm() ?? failWithoutRegistry(), install)) failWithoutRegistry()
  if (!existsSync(node))
    fail(`The install did not add Node ${wantedMajor}. Install Node ${wantedMajor}.${leastMinor} or a later ${wantedMajor}, then try again.`)
  writeFileSync(stampFile, wanted)
}

/** Adds pnpm to PATH, because turbo runs the tasks of checks and tests with it. A start needs no pnpm, so it also works without a network. */
function addPnpmToPath() {
  const pnpm = findPnpm()
  if (pnpm !== null) childEnv.PATH = [childEnv.PATH, dirname(pnpm)].join(delimiter)
}

/**
 * Returns the path of the package manager pnpm, which npm downloads into its cache. Stores the path for later calls. Returns null if npm's registry does not
 * answer.
 */
function findPnpm() {
  const [version, kept] = existsSync(pnpmFile) ? readFileSync(pnpmFile, 'utf8').split('\n') : []
  if (version === pnpmVersion && kept && existsSync(kept)) return kept
  const soon = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=20000']
  const found = spawnSync('npx', ['--yes', ...soon, '-p', `pnpm@${pnpmVersion}`, '-c', 'command -v pnpm'], { cwd: root, encoding: 'utf8' })
  const path = found.stdout?.trim().split('\n').at(-1)
  if (found.error || found.status !== 0 || !path) return null
  mkdirSync(dirname(pnpmFile), { recursive: true })
  writeFileSync(pnpmFile, `${pnpmVersion}\n${path}`)
  return path
}

/** Prints the reason and the remedy when packages cannot be fetched. */
function failWithoutRegistry() {
  const registry = spawnSync('npm', ['config', 'get', 'registry'], { cwd: root, encoding: 'utf8' }).stdout?.trim() || 'not known: npm is missing'
  fail(
    [
      `The packages of this checkout could not be installed. npm's registry is ${registry}.`,
      'The first start, and the first after an update, need this registry once. Packages that were fetched stay, and later starts need no network.',
      'Check the network, or choose another registry with `npm config set registry ADDRESS`. Then start again.',
    ].join('\n'),
  )
}

function hashOfPackageFiles() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${pnpmVersion}`)
  const rooms = ['apps', 'packages'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...['contracts', ...rooms].map((room) => join(room, 'package.json'))]
  for (const file of files.filter((name) => existsSync(join(root, name))).sort()) hash.update(file).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/** Enables the git hooks of this repository for people who commit. Does nothing in CI, and never replaces an existing setting. */
function useHooks() {
  if (process.env.CI || !existsSync(join(root, '.git'))) return
  const chosen = spawnSync('git', ['config', '--get', 'core.hooksPath'], { cwd: root, encoding: 'utf8' })
  if (chosen.error || chosen.status === 0) return
  spawnSync('git', ['config', 'core.hooksPath', '.githooks'], { cwd: root, stdio: 'ignore' })
}

function runScript() {
  const child = spawn(node, [...(nodeArguments[script] ?? []), script, ...scriptArguments], {
    cwd: root,
    env: childEnv,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  stopWhenNpmDies(child)
  child.on('error', (error) => fail(`Could not run ${node}: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)))
}

/**
 * Stops the program if npm, which started this process, was killed. npm cannot forward a signal that kills it. But then this process gets another parent
 * process, which is how it notices.
 */
function stopWhenNpmDies(child) {
  if (process.env.npm_lifecycle_event === undefined) return
  const npm = process.ppid
  const timer = setInterval(() => {
    if (process.ppid !== npm) child.kill('SIGTERM')
  }, 500)
  timer.unref()
}

/** Runs a command with its output on this terminal. Returns true if the command succeeded. */
function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...childEnv, CI: 'true' } }).status === 0
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
