// Prepares the new data folder INFINITIO_DATA as the first start of a deployment without validators does: makes its keys, migrates its database and deploys the
// contracts. Then stops database and chain. TEST_PROGRAMS: the folder with the bundles of our programs.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { choosePorts } from '../../scripts/start/choosePorts.ts'
import { openDataFolder } from '../../scripts/start/dataFolder.ts'
import { makeKeys } from '../../scripts/start/makeKeys.ts'
import { type RunningDeployment, startChain, startDatabase } from '../../scripts/start/runDeployment.ts'

const folder = openDataFolder()
const ports = await choosePorts(folder, { portSetting: '0' })
const { signal } = new AbortController()
const options = { folder, ports, keys: makeKeys(folder), programs: process.env.TEST_PROGRAMS ?? null, signal }
const running: RunningDeployment = { services: new Map() }
try {
  const rpcUrl = `http://127.0.0.1:${ports.chain}`
  await Promise.all([startDatabase(running, options), startChain(running, { ...options, rpcUrl, validators: 0 })])
} finally {
  running.miner?.stop()
  await Promise.all([running.anvil?.stop(), running.postgres?.stop()])
  await running.chainGuard?.remove()
}
for (const name of ['ports.json', 'logs', 'pids']) rmSync(join(folder.root, name), { recursive: true, force: true })
process.exit(0)
