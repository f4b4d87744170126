// `npm start`: runs the whole system on this machine until Ctrl-C. INFINITIO_DATA sets another data folder, PORT another port.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { choosePorts } from './start/choosePorts.ts'
import { openDataFolder } from './start/dataFolder.ts'
import { addressWithToken, keepLocalToken } from './start/localToken.ts'
import { makeKeys } from './start/makeKeys.ts'
import { type RunningDeployment, runDeployment } from './start/runDeployment.ts'
import { packInBackground } from './start/packInBackground.ts'
import { stopDeployment } from './start/stopDeployment.ts'
import { rememberUrl, takeLock } from './start/takeLock.ts'
import { thisMachineNode, waitForListing } from './start/waitForListing.ts'
import { restartOnChange } from './start/restartOnChange.ts'

const { values } = readOptions()
const stopped = new AbortController()
const running: RunningDeployment = { services: new Map() }
let stopping: Promise<void> | null = null

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
// The channel to the parent process closes when the parent ends, even if it was killed. Then the deployment stops.
if (process.channel !== undefined) process.on('disconnect', () => void stop(0))

const folder = openDataFolder()
const lock = await takeLock(folder).catch((error: Error) => {
  console.error(error.message)
  process.exit(1)
})
try {
  const ports = await choosePorts(folder, { portSetting: process.env.PORT })
  const url = `http://localhost:${ports.web}`
  rememberUrl(folder, url)
  keepLocalToken(folder)
  console.log(`Starting in ${folder.root} (logs in ${join(folder.root, 'logs')}) …`)
  const wasListed = thisMachineNode(folder) !== null
  const startValidators = await runDeployment(running, { folder, ports, keys: makeKeys(folder), watch: values.dev, signal: stopped.signal })
  if (values.dev) restartOnChange({ services: running.services, signal: stopped.signal })
  await waitForListing({ url, folder, wasListed, signal: stopped.signal })
  if (!stopped.signal.aborted) console.log(`Infinitio is ready: ${addressWithToken(folder, url)}`)
  await startValidators()
  await packInBackground(folder, stopped.signal)
} catch (error) {
  if (!stopped.signal.aborted) {
    console.error(error instanceof Error ? error.message : error)
    await stop(1)
  }
}

function readOptions() {
  try {
    return parseArgs({ options: { dev: { type: 'boolean', default: false } } })
  } catch (error) {
    console.error(`${(error as Error).message}\nUse: npm start [-- --dev]`)
    process.exit(2)
  }
}

function stop(exitCode: number): Promise<void> {
  stopping ??= stopOnce(exitCode)
  return stopping
}

async function stopOnce(exitCode: number): Promise<void> {
  stopped.abort()
  if (exitCode === 0) console.log('Stopping …')
  const deadline = setTimeout(() => process.exit(1), 7_800)
  deadline.unref()
  await stopDeployment(running)
  lock.release()
  process.exit(exitCode)
}
