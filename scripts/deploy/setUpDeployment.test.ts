import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readAddresses, readValidatorSet } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { address } from '@infinitio/domain'
import { bareEnv } from '@infinitio/process/test'
import { startAnvil, startPostgres } from '@infinitio/process/embedded'
import type { Hex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { expect, it, onTestFinished } from 'vitest'
import { checkout } from '../start/dataFolder.ts'

const validators = ['validator-1', 'validator-2', 'validator-3', 'validator-4'] as const
const services = ['web', 'engine', 'gateway', 'agent', 'scheduler', ...validators] as const

it('sets up a deployment in containers, each process with its own key and settings, and changes nothing the second time', async () => {
  const { root, run, env } = await setup()
  run('makeSecrets.ts', {})
  run('setUpDeployment.ts', env)
  const read = () => services.map((service) => readFileSync(join(root, service, 'settings.env'), 'utf8'))
  const first = read()
  for (const settings of first) expect(settings).toMatch(/^DIRECTORY_ADDRESS=0x[0-9a-fA-F]{40}$/m)
  expect(first[0]).toMatch(/^DATABASE_URL=postgres:\/\/infinitio_api:/m)
  expect(first[1]).toMatch(/^WORKER_DATABASE_URL=postgres:\/\/infinitio_worker:/m)
  // The settings of the pages must contain the address of the scheduler's key.
  const schedulerKey = readFileSync(join(root, 'scheduler', 'scheduler.key'), 'utf8').trim() as Hex
  expect(first[0]).toContain(`SCHEDULER_ACCOUNT=${privateKeyToAddress(schedulerKey).toLowerCase()}\n`)
  // No process gets the password of another role, or another process's key.
  expect(first[2]).not.toMatch(/infinitio_(api|matcher|worker|follower|admin|owner)/)
  for (const settings of first.slice(3)) expect(settings).not.toContain('postgres:')
  for (const [service, key] of [
    ['web', 'receipt'],
    ['engine', 'sender'],
    ['engine', 'lease-sender'],
    ['gateway', 'gateway-host'],
    ['agent', 'provider'],
    ['scheduler', 'scheduler'],
    ...validators.map((name) => [name, name] as const),
  ] as const) {
    expect(statSync(join(root, service, `${key}.key`)).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(root, service)).filter((name) => name.endsWith('.key'))).toHaveLength(service === 'engine' ? 3 : 1)
  }
  const keys = validators.map((name) => readFileSync(join(root, name, `${name}.key`), 'utf8').trim() as Hex)
  expect(new Set(keys).size).toBe(4)
  // The validator set must be able to sign from the first block on, and all its members must be accounts for which a validator runs.
  expect(await membersOf(env.RPC_URL, first[0] ?? '')).toEqual(keys.map((key) => privateKeyToAddress(key).toLowerCase()))
  run('makeSecrets.ts', {})
  run('setUpDeployment.ts', env)
  expect(read()).toEqual(first)
})

/** Returns the validator set of the contracts in these settings. */
async function membersOf(rpcUrl: string, settings: string): Promise<readonly string[]> {
  const client = createChainClient({ rpcUrl, timeoutMs: 10_000 })
  const directory = address(/^DIRECTORY_ADDRESS=(.+)$/m.exec(settings)?.[1]?.toLowerCase() ?? '')
  const { attestations } = await readAddresses(client, directory)
  const set = await readValidatorSet(client, attestations, { known: null })
  return set?.members.map(({ account }) => account) ?? []
}

async function setup() {
  const root = mkdtempSync(join(tmpdir(), 'infinitio-containers-'))
  for (const name of [...services, 'setup', 'database']) mkdirSync(join(root, name))
  const servers = mkdtempSync(join(tmpdir(), 'infinitio-containers-'))
  // The database runs as another user, so that user must be able to enter the folder.
  chmodSync(servers, 0o711)
  const postgres = await startPostgres({ dataDir: join(servers, 'postgres'), port: 0, durable: false })
  const anvil = await startAnvil({ dataDir: join(servers, 'chain'), port: 0, chainId: 31_337, stateFile: null, mining: 'onDemand' })
  onTestFinished(async () => {
    await Promise.all([postgres.stop(), anvil.stop()])
    for (const folder of [root, servers]) rmSync(folder, { recursive: true, force: true })
  })
  // The embedded database of this test already has a password, whereas in containers the database uses the created password. So write the existing password
  // into the file.
  const { password, host } = new URL(postgres.url)
  writeFileSync(join(root, 'database', 'password'), decodeURIComponent(password))
  const run = (program: string, env: Record<string, string>) => {
    const { status, stderr } = spawnSync(process.execPath, [join(checkout, 'scripts/deploy', program), root], {
      encoding: 'utf8',
      env: { ...bareEnv(), ...env },
    })
    expect({ program, status, stderr: status === 0 ? '' : stderr }).toEqual({ program, status: 0, stderr: '' })
  }
  return { root, run, env: { RPC_URL: anvil.url, DATABASE_HOST: host } }
}
