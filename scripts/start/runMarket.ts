import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { packedCommandFolder } from '../packing/packedCommandFolder.ts'
import { choosePorts } from './choosePorts.ts'
import { checkout, type DataFolder, openDataFolder } from './dataFolder.ts'
import { addressWithToken, keepLocalToken } from './localToken.ts'
import { makeKeys } from './makeKeys.ts'
import { restartOnChange } from './restartOnChange.ts'
import { type RunningDeployment, runDeployment } from './runDeployment.ts'
import { runTask } from './runTask.ts'
import type { ServiceName } from './serviceSpecs.ts'
import { rememberUrl, takeLock } from './takeLock.ts'
import { thisMachineNode, waitForListing } from './waitForListing.ts'

/** The processes in the order in which they are stopped. Each group gets `graceMs` to end, then it is killed. */
const order: { names: ServiceName[]; graceMs: number }[] = [
  { names: ['web', 'agent', 'agent-simulated', 'validators', 'scheduler', 'scheduler-2', 'router'], graceMs: 1_800 },
  { names: ['gateway', 'gateway-2', 'engine'], graceMs: 1_800 },
]

/** `programs` is the folder with the bundles of our programs. If null, they run from their source files and start again when these change. */
type Market = { readonly programs: string | null }

/** Runs the whole system on this machine until a signal, or the end of the parent process, stops it. Then ends this process. */
export async function runMarket({ programs }: Market): Promise<void> {
  const stopped = new AbortController()
  const running: RunningDeployment = { services: new Map() }
  const folder = openDataFolder()
  let release = () => {}
  let stopping: Promise<void> | null = null
  const stop = (exitCode: number) => {
    stopped.abort()
    stopping ??= stopOnce(running, { exitCode, release: () => release() })
    return stopping
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  // The channel to the parent process closes when the parent ends, even if it was killed. Then the deployment stops.
  if (process.channel !== undefined) process.on('disconnect', () => void stop(0))

  const lock = await takeLock(folder).catch((error: Error) => {
    console.error(error.message)
    process.exit(1)
  })
  release = lock.release
  try {
    await start(running, { folder, programs, signal: stopped.signal })
  } catch (error) {
    if (stopped.signal.aborted) return
    console.error(error instanceof Error ? error.message : error)
    await stop(1)
  }
}

async function start(running: RunningDeployment, { folder, programs, signal }: Market & { folder: DataFolder; signal: AbortSignal }): Promise<void> {
  const ports = await choosePorts(folder, { portSetting: process.env.PORT })
  const url = `http://localhost:${ports.web}`
  rememberUrl(folder, url)
  keepLocalToken(folder)
  console.log(`Starting in ${folder.root} (logs in ${join(folder.root, 'logs')}) …`)
  const wasListed = thisMachineNode(folder) !== null
  const startValidators = await runDeployment(running, { folder, ports, keys: makeKeys(folder), programs, signal })
  if (programs === null) restartOnChange({ services: running.services, signal })
  await waitForListing({ url, folder, wasListed, signal })
  if (!signal.aborted) console.log(`Infinitio is ready: ${addressWithToken(folder, url)}`)
  await startValidators()
  await packInBackground(folder, signal)
}

async function stopOnce(running: RunningDeployment, { exitCode, release }: { exitCode: number; release: () => void }): Promise<void> {
  if (exitCode === 0) console.log('Stopping …')
  const deadline = setTimeout(() => process.exit(1), 7_800)
  deadline.unref()
  await stopDeployment(running)
  release()
  process.exit(exitCode)
}

/**
 * Packs the command-line program that `/install.sh` installs, unless it was already packed from these sources. This runs in a separate process,
 * after the market is ready. A failure is printed and nothing else stops, because then only the installer is missing.
 */
async function packInBackground(folder: DataFolder, signal: AbortSignal): Promise<void> {
  if (existsSync(packedCommandFolder(checkout))) return
  await runTask(folder, { name: 'command', args: [join(checkout, 'scripts/packCommand.ts')], cwd: '.', env: {} }, signal).catch((error: Error) => {
    if (!signal.aborted) console.error(`The installer of the command is not available. ${error.message}`)
  })
}

/**
 * Stops everything that runs: first the processes that accept new work, then gateway and engine, then miner, chain and database, which save their data. Never
 * throws if a process has already ended.
 */
async function stopDeployment({ services, miner, anvil, chainGuard, postgres }: RunningDeployment): Promise<void> {
  for (const { names, graceMs } of order) {
    await Promise.all(names.map((name) => services.get(name)?.stop(graceMs)))
  }
  miner?.stop()
  await Promise.all([anvil?.stop(), postgres?.stop()])
  await chainGuard?.remove()
}
