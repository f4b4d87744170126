import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { readServiceLedger, serviceLedgerAbi } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { deployTestGovernance, testKey } from '@infinitio/chain/test'
import { programFile } from '@infinitio/process/test'
import { startTestModel, testModel, type TestModel } from '@infinitio/relay/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guidePages, root } from './guides/guidePages.ts'
import { startCli, type TestCli } from './startCli.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'

const isLong = process.env.TEST_LONG === '1'
/** The user's cache, so that commands with another home folder find the keys of proofs that an earlier run made. */
const cached = { XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache') }

/** Options of `infinitio serve` for a service on this computer that clients reach without a gateway. */
const reachable = (port: number): readonly string[] => ['--listen', `127.0.0.1:${port}`, '--public-url', `http://127.0.0.1:${port}/v1`]

/** Runs each command as a person does: as its own process, which a signal ends. */
describe('infinitio serve and infinitio proxy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-serving-'))
  const children: ChildProcess[] = []
  let api: TestApi
  let model: TestModel
  let cli: TestCli
  let service: string
  let proxied: { readonly baseUrl: string; readonly apiKey: string }

  beforeAll(async () => {
    ;[api, model] = await Promise.all([startTestApi(), startTestModel()])
    await deployTestGovernance(api.chain)
    cli = startCli(api)
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    cli?.stop()
    await model?.stop()
    await api?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('registers a service for a model server, and publishes its terms', async () => {
    const { value } = await start(['serve', '--upstream', model.url, '--price', '0.20/0.60', ...reachable(18_402), '--yes'])
    expect(value).toMatchObject({ model: testModel, url: 'http://127.0.0.1:18402/v1', lockSeconds: 86_400 })
    service = String(value['service'])
    expect(service).toMatch(/^0x[0-9a-f]{40}$/)
    const [made = ''] = readdirSync(join(folder, 'infinitio/serve'))
    const keys = join(folder, 'infinitio/serve', made, 'keys.json')
    expect(statSync(keys).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(keys, 'utf8'))).toMatchObject({ boxSecret: expect.stringMatching(/^0x[0-9a-f]{64}$/) })
  })

  it('fills a channel and prints a key that only its owner can read', async () => {
    const { value } = await start(['proxy', service, '--deposit', '2', '--port', '0', '--yes'])
    proxied = value as typeof proxied
    expect(value).toMatchObject({ privacy: 'sealed', model: testModel, baseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v1$/) })
    const keys = join(folder, 'infinitio/proxy', `31337-${service}-${api.accounts.provider.address.toLowerCase()}`, 'keys.json')
    expect(statSync(keys).mode & 0o777).toBe(0o600)
    expect(readFileSync(keys, 'utf8')).toContain(proxied.apiKey)
  })

  it('answers the JavaScript of the guide, in both languages', async () => {
    for (const language of ['en', 'zh'] as const) {
      const code = blockOf(language, 'ts').replace("'qwen3'", `'${testModel}'`)
      expect(code.trim().split('\n').length).toBeLessThanOrEqual(8)
      // Write the program into a folder from which the OpenAI client can be imported.
      const file = join(root, 'apps/api/test', `callAModel.${process.pid}.${language}.mjs`)
      writeFileSync(file, code.replace('?.', '.'))
      try {
        expect(await printed(process.execPath, [file])).toBe('word0 word1 word2 word3 word4')
      } finally {
        rmSync(file)
      }
    }
  })

  it.skipIf(!isLong)('pays through the stock client of x402, as the guide shows it', async () => {
    const { address, privateKey } = api.chain.keys.provider
    const [, own = '', x402 = ''] = blocksOf('en', 'ts')
    expect(blocksOf('zh', 'ts')).toEqual(blocksOf('en', 'ts'))
    const lines = [
      "import { OpenAI } from 'openai'",
      "import { createChainClient, sendCalls } from '@infinitio/chain/sender'",
      `const account = '${address}'`,
      own.replace('http://localhost:3000/api/v1/rpc', api.chain.rpcUrl).replace('http://localhost:3000', api.url),
      'const { steps } = await services.plan(10n ** 18n)',
      `const chain = createChainClient({ rpcUrl: '${api.chain.rpcUrl}', timeoutMs: 10_000 })`,
      'const calls = steps.map(({ kind, ...call }) => ({ ...call, what: kind }))',
      `await sendCalls(chain, { privateKey: '${privateKey}', calls, timeoutMs: 60_000 })`,
      x402.replace(':8402', ':18402'),
      `const asked = { model: '${testModel}', messages: [{ role: 'user', content: 'Hi' }] }`,
      'const answer = await direct.chat.completions.create(asked)',
      'console.log(answer.choices[0].message.content + services.figures()[0].owed)',
      'process.exit(0)',
    ]
    const file = join(root, 'apps/api/test', `callByX402.${process.pid}.mjs`)
    writeFileSync(file, lines.join('\n'))
    try {
      const storage = ['--experimental-webstorage', `--localstorage-file=${join(folder, 'x402.db')}`]
      expect(await printed(process.execPath, ['--disable-warning=ExperimentalWarning', ...storage, file])).toBe(
        'word0 word1 word2 word3 word4 3200000000000',
      )
    } finally {
      rmSync(file)
    }
  })

  const hasPython = spawnSync('python3', ['-c', 'import openai']).status === 0
  it.skipIf(!hasPython)('answers the Python of the guide where the package of PyPI is installed', async () => {
    for (const language of ['en', 'zh'] as const) {
      const code = blockOf(language, 'python').replace('"qwen3"', `"${testModel}"`)
      expect(code.trim().split('\n').length).toBeLessThanOrEqual(8)
      expect(await printed('python3', ['-c', code])).toBe('word0 word1 word2 word3 word4')
    }
  })

  it('refuses an unknown service, another model, and a lock out of range', async () => {
    expect(await fail(['proxy', `0x${'9'.repeat(40)}`, '--yes'])).toContain('serving.service_unknown')
    expect(await fail(['proxy', 'gpt', '--yes'])).toContain('serving.service_unknown')
    expect(await fail(['serve', '--upstream', 'http://127.0.0.1:1/v1', '--price', '1/1'])).toContain('serving.no_server')
    const serve = ['serve', '--upstream', model.url, ...reachable(18_403)]
    expect(await fail([...serve, '--price', '1/1', '--model', 'other'])).toContain('serving.model_other')
    expect(await fail([...serve, '--price', '1'])).toContain('api.invalid_field')
    expect(await fail([...serve, '--price', '1/1', '--lock', '0.5', '--yes'])).toContain('serving.lock_too_short')
    expect(await fail([...serve, '--price', '1/1'])).toContain('wallet.not_confirmed')
  })

  it('refuses a second process with the same key', async () => {
    expect(await fail(['proxy', service, '--deposit', '2', '--port', '0', '--yes'])).toContain('serving.running')
    expect(await fail(['serve', '--upstream', model.url, '--price', '0.20/0.60', ...reachable(18_402), '--yes'])).toContain('serving.running')
  })

  it('asks before it pays a service whose prices rose since the user accepted them', async () => {
    const channels = join(folder, 'infinitio', 'proxy')
    const [channel = ''] = readdirSync(channels).filter((name) => name.includes(service))
    const file = join(channels, channel, 'accepted.json')
    const accepted = readFileSync(file, 'utf8')
    const proxy = ['proxy', service, '--deposit', '1', '--port', '0']
    expect(await fail(proxy)).toContain('serving.running')
    writeFileSync(file, accepted.replace(/"outputPrice":"[0-9]+"/, '"outputPrice":"1"'))
    expect(await fail(proxy)).toContain('wallet.not_confirmed')
    writeFileSync(file, accepted)
  })

  it('needs a public URL in a market that has no gateway for services', async () => {
    expect(await fail(['serve', '--upstream', model.url, '--price', '1/1', '--yes'])).toContain('this market has no gateway for services')
  })

  it('says that a port is in use, before money is spent', async () => {
    const port = new URL(proxied.baseUrl).port
    const proxying = await fail(['proxy', service, '--deposit', '50', '--port', port, '--yes'])
    expect(proxying).toContain('serving.port_unavailable')
    expect(proxying).not.toContain('api.internal')
    const taken = reachable(Number(port))
    expect(await fail(['serve', '--upstream', model.url, '--price', '1/1', ...taken, '--yes'])).toContain('serving.port_unavailable')
    expect(await fail(['route', '--listen', `127.0.0.1:${port}`, '--yes'])).toContain('serving.port_unavailable')
    expect(await fail(['serve', '--upstream', model.url, '--price', '2/2', ...reachable(18_402), '--yes'])).toContain('serving.port_unavailable')
  })

  it('refuses a deny list that it cannot follow', async () => {
    const list = join(folder, 'deny.txt')
    writeFileSync(list, 'IR\n')
    const serve = ['serve', '--upstream', model.url, '--price', '1/1', '--deny', list, '--yes']
    expect(await fail([...serve, ...reachable(18_403)])).toContain('--country-header')
    expect(await fail([...serve, '--country-header', 'cf-ipcountry'])).toContain('--public-url')
    writeFileSync(list, 'Iran\n')
    expect(await fail([...serve, ...reachable(18_403), '--country-header', 'cf-ipcountry'])).toContain('line 1')
    expect(await fail(['route', '--deny', join(folder, 'missing.txt'), '--yes'])).toContain('serving.deny_list_invalid')
  })

  it('says that a wallet without coins cannot pay gas, and how a wallet without PToken gets some', async () => {
    const { privateKey } = testKey('a poor wallet')
    const served = await fail(['serve', '--upstream', model.url, '--price', '1/1', ...reachable(18_404), '--yes'], privateKey)
    expect(served).toContain('wallet.insufficient_gas')
    expect(served).toContain('registering the service')
    expect(served).not.toContain('eth_sendRawTransaction')
    const proxying = await fail(['proxy', service, '--deposit', '2', '--port', '0', '--yes'], privateKey)
    expect(proxying).toContain('account.insufficient_tokens')
    expect(proxying).toContain('infinitio wallet withdraw')
  })

  it('registers a service that pays a royalty, by a grant of the model’s owner only', async () => {
    const { renter: owner, provider: payee } = api.chain.keys
    const act = async (...words: string[]) => {
      const { out, err } = await cli.run(['model', ...words, '--yes', '--json'], { wallet: owner.privateKey })
      return JSON.parse(out === '' ? err : out) as object
    }
    expect(await act('register', 'Polder 7B', '--price', '1')).toHaveProperty('txHash')
    const grant = await act('grant', '1', payee.address, '--royalty', '5')
    const file = join(folder, 'grant.json')
    const serve = ['serve', '--upstream', model.url, '--price', '1/1', '--grant', file, ...reachable(18_405), '--yes']
    const refused = async (change: object, detail: string) => {
      writeFileSync(file, JSON.stringify({ ...grant, ...change }))
      const problem = await fail(serve)
      expect(problem).toContain('service.grant_invalid')
      expect(problem).toContain(detail)
    }
    await refused({ payee: owner.address.toLowerCase() }, 'it is for the payee')
    await refused({ owner: payee.address.toLowerCase() }, 'model 1 belongs to')
    await refused({ royaltyBps: 0 }, 'ServiceLedger_GrantInvalid')
    writeFileSync(file, JSON.stringify(grant))
    const { value } = await start(serve)
    const client = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 })
    const ledger = await readServiceLedger(client, api.chain.addresses.directory)
    if (ledger === null) throw new Error('the Directory names the ledger')
    const read = { address: ledger, abi: serviceLedgerAbi, functionName: 'serviceOf', args: [value['service'] as `0x${string}`] } as const
    const { royaltyTo, royaltyBps } = await client.readContract(read)
    expect([royaltyTo.toLowerCase(), royaltyBps]).toEqual([owner.address.toLowerCase(), 500])
  })

  it('closes a channel by the chain and the URL of the service, without any server of the market', async () => {
    const env = { INFINITIO_URL: 'http://127.0.0.1:9', INFINITIO_RPC: api.chain.rpcUrl, INFINITIO_DIRECTORY: api.chain.addresses.directory }
    const wallet = api.chain.keys.provider.privateKey
    const act = async (...words: string[]) => {
      const { out, err } = await cli.run(['services', ...words, '--json'], { wallet, env })
      return JSON.parse(out === '' ? err : out) as Record<string, unknown> & { readonly channels: readonly Record<string, string>[] }
    }
    const { channels } = await act('channels')
    const own = channels.find(({ service: of, deposited }) => of === service && deposited === `${2n * 10n ** 18n}`)
    const { claim, refund } = await act('release', own?.['channel'] ?? '', '--yes')
    expect(BigInt(String(claim))).toBeGreaterThan(0n)
    expect(BigInt(String(claim)) + BigInt(String(refund))).toBe(2n * 10n ** 18n)
  })

  it('lets a wallet prepay a router, call a model, and see what it paid', async () => {
    const [host, deposit] = ['127.0.0.1:18406', `${10n ** 18n}`]
    const url = `http://${host}/v1`
    const sell = ['--sell', '--least-deposit', '0.5']
    const act = async (words: readonly string[], env: Readonly<Record<string, string>> = {}) => {
      const as = { wallet: api.chain.keys.provider.privateKey, env: { INFINITIO_RPC: api.chain.rpcUrl, ...env } }
      const { out, err } = await cli.run(['services', ...words, '--json'], as)
      return JSON.parse(out === '' ? err : out) as Record<string, string>
    }
    // A request of a user opens channels only to services with a bond.
    expect(await act(['bond', service, '1', '--yes'])).toMatchObject({ bond: deposit })
    expect(await fail(['route', '--listen', host, '--budget', '2', '--deposit', '0.5', ...sell, '--margin', '101', '--yes'])).toContain('--margin')
    const { value } = await start(['route', '--listen', host, '--budget', '2', '--deposit', '0.5', ...sell, '--yes'])
    expect(value).toMatchObject({ baseUrl: url, service: expect.stringMatching(/^0x[0-9a-f]{40}$/) })
    expect(JSON.stringify(await act(['prepay', 'http://127.0.0.1:18402/v1', '--yes']))).toContain('service.no_router')
    const { apiKey = '', channel = '', baseUrl } = await act(['prepay', url, '--deposit', '1', '--yes'])
    expect([baseUrl, apiKey]).toEqual([url, expect.stringMatching(/^infr_/)])
    const ask = (content: string) =>
      fetch(`${url}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
        body: JSON.stringify({ model: testModel, messages: [{ role: 'user', content }] }),
      })
    const answer = await ask('Hi')
    expect(await answer.text()).toContain('word4')
    const balance = await act(['balance', url], { INFINITIO_ROUTER_KEY: apiKey })
    expect(balance).toMatchObject({ channel, deposited: deposit, usage: [{ model: testModel, requests: 1, cost: balance['spent'] }] })
    expect(BigInt(balance['left'] ?? 0) + BigInt(balance['spent'] ?? 0)).toBe(BigInt(deposit))
    // A debt below 0.001 PT would be written off at the exit.
    for (let count = 0; count < 3; count += 1) await (await ask('words 3000')).text()
    const { spent } = await act(['balance', url], { INFINITIO_ROUTER_KEY: apiKey })
    // No follower runs here, so these commands ask the chain.
    const byChain = { INFINITIO_DIRECTORY: api.chain.addresses.directory }
    expect(await act(['exit', channel, '--yes'], byChain)).toMatchObject({ channel })
    await expect.poll(async () => JSON.stringify(await act(['channels'], byChain))).toContain(`"settled":"${spent}"`)
  })

  it('sells and buys by vouchers that a proof settles, once the chain has their verifier', { timeout: 300_000 }, async () => {
    const serve = ['serve', '--upstream', model.url, '--price', '0.20/0.60', '--proven', ...reachable(18_407), '--yes']
    expect(await fail(serve)).toContain('infinitio dev proofs')
    expect(await fail(['proxy', service, '--proven', '--yes'])).toContain('serving.proven_unoffered')
    expect(await fail(['dev', 'proofs', '--rows', '0'])).toContain('api.invalid_field')
    const { out } = await cli.run(['dev', 'proofs', '--rpc', api.chain.rpcUrl, '--json'], { env: cached })
    expect(JSON.parse(out)).toMatchObject({ rows: 2, keyHash: expect.stringMatching(/^0x[0-9a-f]{64}$/) })
    const { value } = await start(serve)
    const { value: proxy } = await start(['proxy', String(value['service']), '--deposit', '2', '--port', '0', '--proven', '--yes'])
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${String(proxy['apiKey'])}` }
    const body = JSON.stringify({ model: testModel, messages: [{ role: 'user', content: 'Hi' }] })
    const answer = await fetch(`${String(proxy['baseUrl'])}/chat/completions`, { method: 'POST', headers, body })
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('word4')])
  })

  it('ends with the code of the signal', async () => {
    for (const child of children.toReversed()) {
      if (child.exitCode !== null) continue
      child.kill('SIGTERM')
      const [code] = await once(child, 'exit')
      expect(code).toBe(143)
    }
  })

  async function printed(name: string, args: readonly string[]): Promise<string> {
    const child = spawn(name, args, { env: { ...process.env, OPENAI_BASE_URL: proxied.baseUrl, OPENAI_API_KEY: proxied.apiKey } })
    let out = ''
    child.stdout.on('data', (part: Buffer) => (out += part.toString()))
    await once(child, 'close')
    return out.trim()
  }

  function blocksOf(language: 'en' | 'zh', of: string): readonly string[] {
    const page = guidePages(language).find(({ file }) => file.endsWith('guides/call-a-model.md'))
    return page?.blocks.filter((one) => one.language === of).map(({ code }) => code) ?? []
  }

  function blockOf(language: 'en' | 'zh', of: string): string {
    const [block] = blocksOf(language, of)
    if (block === undefined) throw new Error(`the guide has a block in ${of}`)
    return block
  }

  function run(words: readonly string[]): ChildProcess {
    const keyFile = join(folder, 'wallet.key')
    writeFileSync(keyFile, api.chain.keys.provider.privateKey, { mode: 0o600 })
    const env = { ...process.env, XDG_CONFIG_HOME: folder, INFINITIO_URL: api.url, INFINITIO_RPC: api.chain.rpcUrl, INFINITIO_KEY_FILE: keyFile }
    const args = ['--disable-warning=ExperimentalWarning', programFile('packages/cli/src/main.ts'), ...words, '--json']
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    children.push(child)
    return child
  }

  async function start(words: readonly string[]): Promise<{ readonly value: Readonly<Record<string, unknown>> }> {
    const child = run(words)
    let errors = ''
    child.stderr?.on('data', (part: Buffer) => (errors += part.toString()))
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
    const [line] = await Promise.race([
      once(lines, 'line'),
      once(child, 'exit').then(() => {
        throw new Error(errors)
      }),
    ])
    return { value: JSON.parse(String(line)) as Readonly<Record<string, unknown>> }
  }

  async function fail(words: readonly string[], wallet: `0x${string}` = api.chain.keys.provider.privateKey): Promise<string> {
    const env = { XDG_CONFIG_HOME: folder, INFINITIO_RPC: api.chain.rpcUrl }
    const { code, err } = await cli.run([...words, '--json'], { wallet, env })
    expect(code).toBeGreaterThan(0)
    return err
  }
})
