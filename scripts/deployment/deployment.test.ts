import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { directoryAbi, nameKey } from '@infinitio/chain'
import { createChainClient, readNonce } from '@infinitio/chain/node'
import { type PublicChain, startPublicChain } from '@infinitio/chain/test'
import { makeDevelopmentKey, wellKnownKeys } from '@infinitio/process'
import { bareEnv } from '@infinitio/process/test'
import { encodeFunctionData } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkout } from '../start/dataFolder.ts'
import { checkState } from './checkState.ts'
import { choicesOf, readSettings } from './deploymentSettings.ts'
import { type Manifest, planOf, readManifest } from './manifest.ts'
import { openDeployment } from './openDeployment.ts'

const isLong = process.env.TEST_LONG === '1'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-deployment-'))
const keyFile = join(folder, 'deployer.key')
const manifestFile = join(folder, 'deployment-84777.json')
let chain: PublicChain
let files = 0
const mostFee = ['--max-fee', '50']
const children = new Set<ChildProcess>()

beforeAll(async () => {
  chain = await startPublicChain()
  writeFileSync(keyFile, `${chain.deployer.privateKey}\n`, { mode: 0o600 })
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await chain.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('the deployment command', () => {
  it('accepts the settings of the guide', () => {
    const [, example = ''] = /```json\n(.*?)```/s.exec(readFileSync(join(checkout, 'docs/guides/production.md'), 'utf8')) ?? []
    const file = settings(JSON.parse(example) as object)
    expect(readSettings(file).chainId).toBe(84_532)
  })

  it('prints a plan without a key and without sending anything', async () => {
    const { code, text } = await run(['plan', settings()], { DEPLOYER: chain.deployer.address })
    expect(code).toBe(0)
    expect(text).toMatch(/Deployment on chain 84777/)
    expect(text).toMatch(/Market +0x[0-9a-f]{40}/)
    expect(text).toMatch(/Treasury, over time +30000000 G to 0x/)
    expect(text).toMatch(/Cost: [0-9]{8,} gas, about [0-9.]+ coins/)
    expect(await nonce()).toBe(0)
  })

  it.skipIf(!isLong)('sends nothing without a confirmation', async () => {
    const { code, text } = await run(['run', settings(), '--without-trial'])
    expect(code).toBe(1)
    expect(text).toMatch(/no terminal to ask/)
    expect(await nonce()).toBe(0)
  })

  it('continues after a kill, sends each step once, and passes its verification', async () => {
    const killed = await run(['run', settings(), '--yes', ...mostFee, '--without-trial'], {}, { killAt: /^30\/\d+ /m })
    expect(killed.code).toBeNull()
    const sentBefore = await nonce()
    expect(sentBefore).toBeGreaterThanOrEqual(30)
    const { code, text } = await run(['run', settings(), '--yes', ...mostFee])
    expect({ code, text }).toMatchObject({ code: 0, text: expect.stringContaining('Every step is mined') })
    const { steps } = manifest()
    expect(sentBefore).toBeLessThan(steps.length)
    expect(await nonce()).toBe(steps.length)
    expect(steps.every((step) => step.transactions.length === 1)).toBe(true)
    const verified = await run(['verify', manifestFile])
    expect(verified).toMatchObject({ code: 0, text: expect.stringMatching(/^(\d+) of \1 contracts have the compiled code\. 0 names/m) })
    expect(verified.text).toMatch(/same +LeaseToken/)
    expect(verified.text).toMatch(/^(\d+) of \1 steps are the planned transactions\.$/m)
    const again = await run(['run', settings(), '--yes', ...mostFee, '--without-trial'])
    expect(again.code).toBe(0)
    expect(await nonce()).toBe(steps.length)
    const settingsOfPrograms = await run(['env', manifestFile])
    expect(settingsOfPrograms.text).toMatch(new RegExp(`^DIRECTORY_ADDRESS=${manifest().addresses.directory}$`, 'm'))
    for (const output of [killed, { text }, verified, { text: readFileSync(manifestFile, 'utf8') }]) {
      expect(output.text).not.toContain(chain.deployer.privateKey.slice(2))
    }
  })

  it.skipIf(!isLong)('finds code on the chain that is not the compiled code', async () => {
    const { address } = manifest().contracts.find(({ name }) => name === 'FeeSplitter') ?? { address: '' }
    const code = String(await chain.ask('eth_getCode', [address, 'latest']))
    await chain.ask('anvil_setCode', [address, `${code.slice(0, -2)}ff`])
    const { code: exit, text } = await run(['verify', manifestFile])
    expect({ exit, text }).toMatchObject({ exit: 1, text: expect.stringMatching(/OTHER FeeSplitter .*other code than the compiled code/) })
    await chain.ask('anvil_setCode', [address, code])
  })

  it.skipIf(!isLong)('finds a step that is another transaction than the planned one', async () => {
    const { steps } = manifest()
    const [naming, other] = [steps.findIndex(({ what }) => /DisputeCourt/.test(what) && !/^creating/.test(what)), steps.length - 1]
    expect(naming).toBeGreaterThan(0)
    const changed = {
      ...manifest(),
      steps: steps.map((step, index) => (index === naming ? { ...step, transactions: steps[other]?.transactions } : step)),
    }
    writeFileSync(join(folder, 'changed.json'), JSON.stringify(changed))
    const { code, text } = await run(['verify', 'changed.json'])
    expect({ code, text }).toMatchObject({
      code: 1,
      text: expect.stringMatching(/OTHER step \d+, .*DisputeCourt.*: transaction 0x.* is not the planned one/),
    })
  })

  it.skipIf(!isLong)('asks for a limit of the fee where nobody is asked', async () => {
    expect(await run(['run', settings(), '--yes'])).toMatchObject({ code: 2, text: expect.stringContaining('--yes needs --max-fee') })
  })

  it('finds each name of the Directory that leads to another contract', async () => {
    const written = readManifest(manifestFile) as Manifest
    const plan = planOf(written)
    const { directory } = plan.addresses
    const step = plan.steps.find(({ to, data }) => to?.toLowerCase() === directory && data.includes(nameKey('Bounties').slice(2)))
    const data = encodeFunctionData({ abi: directoryAbi, functionName: 'set', args: [nameKey('Bounties'), directory] })
    const client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 5_000 })
    expect(step).toBeDefined()
    const other = { ...plan, steps: plan.steps.map((one) => (one === step ? { ...one, data } : one)) }
    expect(await checkState(client, other, choicesOf(written.settings))).toEqual([expect.stringMatching(/^name Bounties is 0x/)])
  })

  it('refuses a manifest that began with other settings or of another deployer', async () => {
    const other = { ...chain.settings, team: chain.settings.backers }
    await expect(open({ settingsFile: settings(other) })).rejects.toThrow(/began with other settings/)
    await expect(open({ deployer: '0x1111111111111111111111111111111111111111' })).rejects.toThrow(/is of the deployer 0x/)
  })

  it.each([
    ['the development chain', () => ({ chainId: 31_337 }), /must not be 31337/],
    ['the account of a known key', () => ({ team: privateKeyToAddress(wellKnownKeys[0] as `0x${string}`) }), /team: must not be the account/],
    ['the zero address', () => ({ veto: `0x${'0'.repeat(40)}` }), /veto: must not be the zero address/],
    ['one key with two uses', () => ({ receiptKey: (chain.settings.engines as string[])[0] }), /has two uses/],
    ['one holder of two rights', () => ({ veto: chain.settings.operator }), /three addresses/],
    ['a field that nobody knows', () => ({ owner: chain.settings.operator }), /owner/],
    ['another chain than RPC_URL', () => ({ chainId: 1 }), /leads to chain 84777, not to chain 1/],
    ['a coin without code', () => ({ stablecoin: `0x${'1'.repeat(40)}` }), /no contract at 0x1111/],
  ])('refuses %s', async (_name, change, reason) => {
    await expect(open({ settingsFile: settings({ ...chain.settings, ...change() }), manifestFile: join(folder, 'none.json') })).rejects.toThrow(
      reason,
    )
  })

  it('refuses a development key and a key file that others can read, without printing either', async () => {
    const key = makeDevelopmentKey()
    const development = join(folder, 'development.key')
    writeFileSync(development, key, { mode: 0o600 })
    const errors = [await open({ deployer: `file:${development}` }).catch(String)]
    chmodSync(development, 0o644)
    errors.push(await open({ deployer: `file:${development}` }).catch(String))
    expect(errors).toEqual([expect.stringMatching(/is a development key/), expect.stringMatching(/0600|others/)])
    for (const text of errors) expect(text).not.toContain(key.slice(2))
  })

  it.skipIf(!isLong)('stops if the key sent another transaction in between', async () => {
    const stolen = manifest()
    const step = stolen.steps[5]
    if (step !== undefined) Object.assign(step, { transactions: [], block: null, gasUsed: null })
    writeFileSync(join(folder, 'stolen.json'), JSON.stringify(stolen))
    const { code, text } = await run(['run', settings(), '--yes', ...mostFee, '--without-trial', '--manifest', 'stolen.json'])
    expect({ code, text }).toMatchObject({
      code: 1,
      text: expect.stringMatching(/used nonce 5 for another transaction than "creating ClassCatalog"/),
    })
  })

  it.skipIf(!isLong)('does not print the URL of a chain node that does not answer', async () => {
    const { code, text } = await run(['plan', settings()], { RPC_URL: 'http://127.0.0.1:9/secret-of-the-node' })
    expect(code).toBe(1)
    expect(text).not.toContain('secret-of-the-node')
  })
})

/** Opens a deployment as the command does. */
async function open(changes: { settingsFile?: string; manifestFile?: string; deployer?: string }) {
  return await openDeployment({ settingsFile: settings(), manifestFile, deployer: `file:${keyFile}`, rpcUrl: chain.rpcUrl, ...changes })
}

type Written = {
  addresses: Record<string, string>
  steps: { what: string; transactions: string[] }[]
  contracts: { name: string; address: string }[]
}

function manifest(): Written {
  return JSON.parse(readFileSync(manifestFile, 'utf8')) as Written
}

function settings(value: object = chain.settings): string {
  files += 1
  const file = join(folder, `settings-${files}.json`)
  writeFileSync(file, JSON.stringify(value))
  return file
}

async function nonce(): Promise<number> {
  return await readNonce(createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 5_000 }), { address: chain.deployer.address, at: 'latest' })
}

/** Runs the deployment command in the test's folder. If the output matches `killAt`, kills the command at once. */
async function run(
  words: string[],
  env: Record<string, string> = {},
  { killAt }: { killAt?: RegExp } = {},
): Promise<{ code: number | null; text: string }> {
  const program = join(checkout, 'scripts/deployment.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...bareEnv(), INIT_CWD: folder, RPC_URL: chain.rpcUrl, DEPLOYER: `file:${keyFile}`, ...env },
  })
  children.add(child)
  let text = ''
  const hear = (part: Buffer) => {
    text += part.toString()
    if (killAt?.test(text)) child.kill('SIGKILL')
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  children.delete(child)
  return { code, text }
}
