import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readTokenFile } from '@infinitio/process'
import { readPidFile } from '@infinitio/process/embedded'
import { programFile } from '@infinitio/process/test'
import { copyTemplate } from './folderTemplate.ts'
import { waitFor } from './waitFor.ts'

const checkout = resolve(import.meta.dirname, '..', '..')

/** A process of a deployment, by the name of its pid file. */
export type ProcessName =
  | 'web'
  | 'engine'
  | 'gateway'
  | 'gateway-2'
  | 'agent'
  | 'agent-simulated'
  | 'validators'
  | 'scheduler'
  | 'scheduler-2'
  | 'router'
  | 'chain'
  | 'database'

/** Settings for a test that needs only one simulated machine. More machines would cost processor time. */
export const oneSimulatedMachine = { AGENT_SIMULATED_NODES: '1' }

/** One deployment for a test, with its own data folder and ports. */
export type TestDeployment = {
  url: string
  /** The URL that the start printed for a browser: `url` with this machine's token after `#`. */
  address: string
  /** The token for endpoints that return a key or move time. */
  localToken: string
  apiUrl: string
  rpcUrl: string
  dataDir: string
  /** Everything that the start has printed. */
  output: () => string
  /** Returns the id of a running process by its name. Throws if it does not run. */
  pid: (name: ProcessName) => number
  /** Kills a process at once, like a crash. Resolves once the supervisor has started it again. */
  kill: (name: ProcessName) => Promise<void>
  /** Stops a process without ending it, so that it behaves like a machine that hangs. `resume` lets it continue. */
  pause: (name: ProcessName) => { resume: () => void }
  /** Kills the supervisor at once, like a power cut. The other processes remain, and the next start handles them. */
  crash: () => Promise<void>
  /** Stops everything as Ctrl-C does. Resolves with the start's exit code and the time that it took. */
  stop: () => Promise<{ exitCode: number | null; tookMs: number }>
  /** Stops everything that still runs, and removes the data folder. */
  remove: () => Promise<void>
}

/**
 * Starts a deployment through the supervisor of `npm start`, with these additional settings. Resolves once it reports that it is ready. A new data folder is
 * copied from a template with a migrated database and deployed contracts; with `isFirstStart`, and for a deployment with validators, the start makes both.
 */
export async function startTestDeployment({
  dataDir = temporaryFolder(),
  settings = {},
  isFirstStart = false,
}: {
  dataDir?: string
  settings?: Record<string, string>
  isFirstStart?: boolean
} = {}): Promise<TestDeployment> {
  const hasValidators = (settings.INFINITIO_VALIDATORS ?? '0') !== '0'
  if (!isFirstStart && !hasValidators && !existsSync(join(dataDir, 'keys'))) await copyTemplate(dataDir)
  // Turn off what most tests do not need. Validators cost processor time. The simulated market trades without being asked. Only tests of jobs need a scheduler,
  // and only tests of AI models need a router.
  const env = {
    ...process.env,
    INFINITIO_VALIDATORS: '0',
    INFINITIO_SCHEDULERS: '0',
    INFINITIO_ROUTERS: '0',
    SIMULATE: '0',
    ...settings,
    INFINITIO_DATA: dataDir,
    PORT: '0',
  }
  const child = spawn(join(checkout, 'node_modules/.bin/node'), ['scripts/start.ts'], {
    cwd: checkout,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const output = collectOutput(child)
  const address = await readyAddress(child, output, dataDir)
  const url = new URL(address).origin
  const ports = JSON.parse(readFileSync(join(dataDir, 'ports.json'), 'utf8')) as { chain: number }
  const stop = () => stopChild(child)
  return {
    url,
    address,
    localToken: readTokenFile(join(dataDir, 'local.token')),
    apiUrl: `${url}/api/v1`,
    rpcUrl: `http://127.0.0.1:${ports.chain}`,
    dataDir,
    output,
    pid: (name) => runningPid(dataDir, name),
    kill: (name) => killPart(dataDir, name),
    pause: (name) => {
      const pids = [runningPid(dataDir, name), ...childrenOf(runningPid(dataDir, name))]
      for (const pid of pids) process.kill(pid, 'SIGSTOP')
      return {
        resume: () => {
          for (const pid of pids) process.kill(pid, 'SIGCONT')
        },
      }
    },
    crash: async () => {
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGKILL')
      await ended
    },
    stop,
    remove: async () => {
      await stop()
      endLeases(dataDir)
      for (const line of errorLines(dataDir)) console.error(line)
      // With E2E_KEEP_DATA, the data folder remains for examining a failure later.
      if (process.env.E2E_KEEP_DATA === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Ends the processes in leases of the deployment's agents; these processes continue when an agent stops. Throws if one still runs. */
function endLeases(dataDir: string): void {
  const agents = join(dataDir, 'agents')
  for (const name of existsSync(agents) ? readdirSync(agents) : []) {
    if (existsSync(join(agents, name, 'leases'))) endLeasesIn(join(agents, name))
  }
}

/** Ends the processes in the leases of an agent that no longer runs. Throws if one of them still runs afterwards. */
export function endLeasesIn(folder: string): void {
  const entry = programFile('apps/agent/test/endLeases.ts')
  const { status } = spawnSync(process.execPath, [entry, folder], { stdio: 'inherit' })
  if (status !== 0) throw new Error(`a process of the leases in ${folder} still runs`)
}

/** Creates a data folder for one test and returns its path. Other users may enter the folder, because the database server runs as another user. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-e2e-'))
  chmodSync(folder, 0o711)
  return folder
}

function collectOutput(child: ChildProcess): () => string {
  let text = ''
  const add = (part: Buffer) => {
    text += part.toString()
  }
  child.stdout?.on('data', add)
  child.stderr?.on('data', add)
  return () => text
}

async function readyAddress(child: ChildProcess, output: () => string, dataDir: string): Promise<string> {
  const found = () => /Infinitio is ready: (http:\/\/\S+)/.exec(output())?.[1] ?? null
  const address = await waitFor({
    what: 'the deployment to be ready',
    within: 180,
    read: () => {
      if (child.exitCode !== null) throw new Error(`The start ended with code ${child.exitCode}:\n${output()}`)
      return found()
    },
    until: (value) => value !== null,
  }).catch(async (error: Error) => {
    await stopChild(child)
    throw new Error(`${error.message}\n${output()}\nLogs: ${dataDir}/logs`, { cause: error })
  })
  return address ?? ''
}

async function stopChild(child: ChildProcess): Promise<{ exitCode: number | null; tookMs: number }> {
  const startedAt = performance.now()
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((done) => child.once('exit', done))
    child.kill('SIGINT')
    await ended
  }
  return { exitCode: child.exitCode, tookMs: performance.now() - startedAt }
}

function pidFileOf(dataDir: string, name: ProcessName): string {
  if (name === 'chain') return join(dataDir, 'chain', 'anvil.pid')
  if (name === 'database') return join(dataDir, 'postgres', 'server.pid')
  return join(dataDir, 'pids', `${name}.pid`)
}

function runningPid(dataDir: string, name: ProcessName): number {
  const found = readPidFile(pidFileOf(dataDir, name))
  if (found === null) throw new Error(`${name} does not run`)
  return found.pid
}

/** Returns the last 20 error lines of each log of the deployment. A failed test must print them, because the data folder will be removed. */
function errorLines(dataDir: string): string[] {
  const logs = join(dataDir, 'logs')
  if (!existsSync(logs)) return []
  return readdirSync(logs).flatMap((file) =>
    readFileSync(join(logs, file), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('{"level":"error"') || line.startsWith('{"level":"fatal"'))
      .slice(-20)
      .map((line) => `${file}: ${line.slice(0, 1_000)}`),
  )
}

/** Returns the child processes of a process. A database server has one for each connection. */
function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
  return stdout.split('\n').filter(Boolean).map(Number)
}

/**
 * Kills a process and waits until the supervisor has started it again. If the process is not running because of an earlier kill, waits until it runs before
 * killing it.
 */
async function killPart(dataDir: string, name: ProcessName): Promise<void> {
  const isRunning = (): boolean => readPidFile(pidFileOf(dataDir, name)) !== null
  await waitFor({ what: `${name} to run`, within: 60, read: isRunning, until: (runs) => runs })
  const killed = runningPid(dataDir, name)
  process.kill(killed, 'SIGKILL')
  await waitFor({
    what: `${name} to be started again`,
    within: 60,
    read: () => readPidFile(pidFileOf(dataDir, name))?.pid ?? killed,
    until: (pid) => pid !== killed,
  })
}
