// Sets up a deployment in containers. Run it again after each new release. It migrates the database, deploys the contracts if there are none, and writes the
// settings of each process. Usage: setUpDeployment.ts FOLDER, with RPC_URL and DATABASE_HOST. Run makeSecrets.ts first.
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { databaseProcesses, databaseSettings, migrate } from '@infinitio/db/migrations'
import { readKeyFile } from '@infinitio/process'
import { privateKeyToAddress } from 'viem/accounts'
import { hasCode } from '../start/hasCode.ts'
import { makeKeys, validatorNames } from '../start/makeKeys.ts'
import { rolePasswords } from '../start/rolePasswords.ts'
import { runTask } from '../start/runTask.ts'
import { checkout } from '../start/dataFolder.ts'
import { containerFolder } from './containerFolder.ts'

const root = process.argv[2] ?? ''
const { RPC_URL: rpcUrl = '', DATABASE_HOST: host = '' } = process.env
if (root === '' || rpcUrl === '' || host === '') throw new Error('a folder, RPC_URL and DATABASE_HOST are needed')
const folder = containerFolder(root)
const keys = makeKeys(folder)

const password = readFileSync(join(root, 'database', 'password'), 'utf8')
const { urls, applied } = await migrate({
  adminUrl: `postgres://postgres:${password}@${host}/postgres`,
  database: 'infinitio',
  passwords: rolePasswords(folder),
})
console.log(`The database is up to date (${applied.length} migrations applied).`)

const directory = await deployed()
const everyone = { DIRECTORY_ADDRESS: directory }
const scheduler = { SCHEDULER_ACCOUNT: privateKeyToAddress(readKeyFile(keys.scheduler)).toLowerCase() }
for (const process of databaseProcesses)
  writeSettings(process, { ...everyone, ...databaseSettings(process, urls), ...(process === 'web' ? scheduler : {}) })
for (const process of ['agent', 'scheduler']) writeSettings(process, everyone)
for (const name of validatorNames) {
  writeSettings(name, everyone)
  copyFileSync(join(checkout, 'scripts/start/developmentRate.txt'), join(root, name, 'rate.txt'))
}
console.log('Every process has its settings.')

/** Returns the address of the Directory contract on this chain, and deploys all contracts first if there are none. */
async function deployed(): Promise<string> {
  const file = join(folder.chain, 'deployment.json')
  const read = () => (JSON.parse(readFileSync(file, 'utf8')) as { directory: string }).directory
  if (existsSync(file) && (await hasCode(rpcUrl, read()))) return read()
  console.log('Deploying the contracts …')
  const args = [join(checkout, 'scripts/start/prepareChain.ts'), rpcUrl, file, JSON.stringify(keys), `${validatorNames.length}`]
  await runTask(folder, { name: 'deploy', args, cwd: '.', env: {} }, new AbortController().signal)
  return read()
}

function writeSettings(service: string, settings: Record<string, string>): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(join(root, service, 'settings.env'), lines.join(''), { mode: 0o600 })
}
