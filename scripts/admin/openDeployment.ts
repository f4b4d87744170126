import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { operatorSettings, roleUrl } from '@infinitio/db/migrations'
import { readPidFile, startAnvil, startPostgres } from '@infinitio/process/embedded'
import { choosePorts, type Ports } from '../start/choosePorts.ts'
import { type DataFolder, openDataFolder } from '../start/dataFolder.ts'
import { type DatabaseUrls, prepareDatabase } from '../start/prepareDatabase.ts'
import { rolePasswords } from '../start/rolePasswords.ts'
import { takeLock } from '../start/takeLock.ts'

/**
 * A market on which an operator's command can work. `settings` are the environment variables with which the command connects to it. `close` stops what was
 * started for the command.
 */
export type OpenDeployment = { settings: Record<string, string>; close: () => Promise<void> }

/**
 * Prepares the market of this machine's data folder for an operator's command. If the market does not run, starts its database and chain until the command
 * ends. With `mustRest`, throws if the market runs.
 */
export async function openDeployment({ mustRest }: { mustRest: boolean }): Promise<OpenDeployment> {
  const folder = openDataFolder()
  const runs = readPidFile(join(folder.root, 'supervisor.lock')) !== null
  if (runs && mustRest) throw new Error(`The market in ${folder.root} runs. Stop it (Ctrl-C where it was started) before you restore.`)
  return runs ? openRunning(folder) : startResting(folder)
}

function openRunning(folder: DataFolder): OpenDeployment {
  const ports = JSON.parse(readFileSync(join(folder.root, 'ports.json'), 'utf8')) as Ports
  const passwords = rolePasswords(folder)
  const adminUrl = `postgres://127.0.0.1:${ports.postgres}/`
  const urls = Object.fromEntries(
    Object.entries(passwords).map(([role, password]) => [
      role,
      roleUrl({ adminUrl, role: role as keyof DatabaseUrls, password, database: 'infinitio' }),
    ]),
  ) as DatabaseUrls
  return { settings: settingsOf(folder, ports, urls), close: async () => {} }
}

async function startResting(folder: DataFolder): Promise<OpenDeployment> {
  const lock = await takeLock(folder)
  const ports = await choosePorts(folder, { portSetting: undefined })
  const postgres = await startPostgres({ dataDir: folder.postgres, port: ports.postgres, durable: true })
  const stateFile = join(folder.chain, 'state.json')
  const anvil = await startAnvil({ dataDir: folder.chain, port: ports.chain, chainId: 31_337, stateFile, mining: 'onDemand' })
  const urls = await prepareDatabase(folder, { adminUrl: postgres.url })
  return {
    settings: settingsOf(folder, ports, urls),
    async close() {
      await Promise.all([anvil.stop(), postgres.stop()])
      lock.release()
    },
  }
}

function settingsOf(folder: DataFolder, ports: Ports, urls: DatabaseUrls): Record<string, string> {
  const deployment = join(folder.chain, 'deployment.json')
  if (!existsSync(deployment)) throw new Error(`There is no market in ${folder.root} yet: npm start makes one.`)
  const { directory } = JSON.parse(readFileSync(deployment, 'utf8')) as { directory: string }
  return {
    ...operatorSettings(urls),
    RPC_URL: `http://127.0.0.1:${ports.chain}`,
    DIRECTORY_ADDRESS: directory,
    LOG_LEVEL: 'warn',
  }
}
