import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readAddresses } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { type PublicChain, startPublicChain, type TestChain, testKey } from '@infinitio/chain/test'
import { address } from '@infinitio/domain'
import { bareEnv } from '@infinitio/process/test'
import { toHex } from 'viem'
import { expect, it, onTestFinished } from 'vitest'
import { startTestApi } from './startTestApi.ts'
import { startTestEngine } from './startTestEngine.ts'

const repository = join(import.meta.dirname, '../../..')

it('serves a market that the deployment command made on another chain', async () => {
  const chain = await startPublicChain()
  onTestFinished(chain.stop)
  const settings = await deploy(chain)
  expect(settings).toMatch(/^START_BLOCK=\d+$/m)
  const api = await startTestApi({ on: await marketOn(chain, settings) })
  onTestFinished(api.stop)
  const engine = startTestEngine(api)
  onTestFinished(engine.stop)
  const { classes } = await engine.until('the engine has read the catalogue', async () => {
    const answer = await api.client.getClasses()
    return answer.classes.length > 10 ? answer : null
  })
  expect(classes.map(({ name }) => name)).toContain('NVIDIA H100 SXM 80 GB')
  const { chainId } = await api.client.getChain()
  expect(chainId).toBe(chain.chainId)
})

/** Runs `npm run deploy` and returns the settings that it prints for programs. */
async function deploy(chain: PublicChain): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-api-public-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(chain.settings))
  writeFileSync(join(folder, 'deployer.key'), chain.deployer.privateKey, { mode: 0o600 })
  await command(chain, folder, ['run', 'settings.json', '--manifest', 'market.json', '--yes', '--max-fee', '50', '--without-trial'])
  expect(readFileSync(join(folder, 'market.json'), 'utf8')).not.toContain(chain.deployer.privateKey.slice(2))
  return await command(chain, folder, ['env', 'market.json'])
}

async function command({ rpcUrl }: PublicChain, folder: string, words: string[]): Promise<string> {
  const program = join(repository, 'scripts/deployment.ts')
  const env = { ...bareEnv(), INIT_CWD: folder, RPC_URL: rpcUrl, DEPLOYER: `file:${join(folder, 'deployer.key')}` }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...words], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString()
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect(code).toBe(0)
  return text
}

/** Returns the market that was deployed on a public chain, in the form in which the tests' helpers expect a chain. */
async function marketOn({ rpcUrl, chainId, ask, deployer }: PublicChain, settings: string): Promise<TestChain> {
  const directory = address(/^DIRECTORY_ADDRESS=(.+)$/m.exec(settings)?.[1] ?? '')
  const addresses = await readAddresses(createChainClient({ rpcUrl, timeoutMs: 10_000 }), directory)
  const keys = { deployer, sender: testKey('sender'), receipt: testKey('receipt'), provider: testKey('provider'), renter: testKey('renter') }
  await ask('anvil_setBalance', [keys.sender.address, toHex(10n ** 20n)])
  return {
    ...{ rpcUrl, chainId, addresses, keys },
    mine: async (blocks) => void (await ask('anvil_mine', [toHex(blocks)])),
    travel: async (seconds) => void (await ask('evm_increaseTime', [toHex(seconds)])),
    restart: async () => await Promise.reject(new Error('this chain keeps no state')),
    stop: async () => {},
  }
}
