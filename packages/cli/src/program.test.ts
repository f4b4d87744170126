import { execFile, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { programFile } from '@infinitio/process/test'
import { afterAll, describe, expect, test } from 'vitest'
import type { EndedRun } from '../test/commandServer.ts'
import { startCommands } from '../test/startCommands.ts'
import { sshConfig } from './ssh/sshTarget.ts'
import { table } from './terminal/texts.ts'

const isLong = process.env.TEST_LONG === '1'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const main = programFile('packages/cli/src/main.ts')
const agent = { INFINITIO_AGENT: programFile('apps/agent/src/provide.ts') }
const commands = startCommands()
afterAll(() => commands.stop())

/** Runs a command in the shared process, without a key file and for a market that does not answer. */
function run(...args: string[]): Promise<EndedRun> {
  return commands.run({ args, env: { INFINITIO_KEY_FILE: null, INFINITIO_URL: 'http://127.0.0.1:1' } })
}

/** Runs the command in a separate process, as a person does. */
function runWith(more: NodeJS.ProcessEnv, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, INFINITIO_KEY_FILE: undefined, INFINITIO_URL: 'http://127.0.0.1:1', ...more }
  return new Promise((resolve) => {
    execFile(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], { env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })
}

describe('the command', { timeout: 60_000 }, () => {
  test('names its commands', async () => {
    const { code, out } = await runWith({}, '--help')
    expect(code).toBe(0)
    for (const name of ['search', 'rent', 'ps', 'ssh', 'cp', 'logs', 'completion', 'end', 'price', 'account', 'journal', 'match', 'provide', 'exit'])
      expect(out).toContain(name)
  })

  test('ends with the exit code of the error table and says what to do', async () => {
    expect(await runWith({}, 'search')).toMatchObject({ code: 81, err: expect.stringContaining('(api.unreachable)') })
    expect(await run('end', '1')).toMatchObject({ code: 90, err: expect.stringContaining('(wallet.no_key)') })
  })

  test('plays the economy with parameters of a person, and asks nobody', async () => {
    const settings = ['economy', 'simulate', '--providers', '5', '--years', '1', '--parameter', 'rebateShare=0', '--parameter', 'demandGrowth=0.1']
    const { code, out } = await run(...settings, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      years: [{ year: 1, rebates: 0 }],
      attacks: expect.arrayContaining([expect.objectContaining({ isProfitable: false })]),
    })
    expect((await run(...settings)).out).toMatch(/Nakamoto[\s\S]*wash trading .* loses/)
    for (const [option, value] of [
      ['--parameter', 'rebateShare=0.9'],
      ['--parameter', 'qualityOfSpeed=0.4'],
      ['--years', '51'],
      ['--providers', '1e3'],
    ] as const)
      expect(await run(...settings, option, value)).toMatchObject({ code: 80, err: expect.stringContaining(option) })
  })

  test('shows leases and notifications, exports and deletes only with a key', async () => {
    for (const words of [['ps'], ['notifications', '--read'], ['account', 'export'], ['account', 'delete', '--yes']])
      expect(await run(...words)).toMatchObject({ code: 90, err: expect.stringContaining('(wallet.no_key)') })
  })

  test('places, lists and cancels orders only with a key', async () => {
    const bid = ['orders', 'bid', '--class', '0', '--region', '0', '--max-price', '2', '--force', 'gtc']
    for (const words of [
      bid,
      ['order', 'ask', `0x${'1'.repeat(64)}`, '--price', '1'],
      ['orders', 'ls'],
      ['orders', 'cancel', '0x1'],
      ['orders', 'cancel-all'],
    ])
      expect(await run(...words), words.join(' ')).toMatchObject({ code: 90, err: expect.stringContaining('(wallet.no_key)') })
    expect(await run('orders', 'cancel-all', '--side', 'both')).toMatchObject({ err: expect.stringContaining('Allowed choices') })
    expect(await run('orders', 'bid')).toMatchObject({ err: expect.stringContaining('--class') })
  })

  test('settles only through an RPC and with a key', async () => {
    expect(await run('match')).toMatchObject({ code: 80, err: expect.stringContaining('--rpc') })
    expect(await run('match', '--rpc', 'http://127.0.0.1:1')).toMatchObject({ code: 90, err: expect.stringContaining('(wallet.no_key)') })
    expect(await run('match', '--rpc', 'http://127.0.0.1:1', '--every', 'day')).toMatchObject({ code: 80 })
    expect(await run('match', '--rpc', 'http://127.0.0.1:1', '--from-snapshot', folder)).toMatchObject({ code: 80 })
  })

  test('changes prices only with a key, and reads a rule before it calls the API', async () => {
    for (const words of [
      ['price', 'set', '--price', '1'],
      ['price', 'mandate', 'node', '--floor', '1', '--out', join(folder, 'mandate.json')],
    ])
      expect(await run(...words), words.join(' ')).toMatchObject({ code: 90, err: expect.stringContaining('(wallet.no_key)') })
    const rule = join(folder, 'rule.json')
    writeFileSync(rule, '{}')
    for (const words of [
      ['price', 'show'],
      ['price', 'run', '--once'],
    ])
      expect(await run(...words, '--rule', rule), words.join(' ')).toMatchObject({ code: 10, err: expect.stringContaining('[basePtPerHour]') })
    expect(await run('price', 'show')).toMatchObject({ err: expect.stringContaining('--rule') })
  })

  test('leaves only by a key or looks at an account, and needs an RPC', async () => {
    const account = `0x${'a'.repeat(40)}`
    expect(await run('exit')).toMatchObject({ code: 90, err: expect.stringContaining('(wallet.no_key)') })
    expect(await run('exit', '--account', '0x12')).toMatchObject({ code: 80, err: expect.stringContaining('(api.bad_address)') })
    expect(await run('exit', '--account', account)).toMatchObject({ code: 80, err: expect.stringContaining('--rpc') })
    expect(await run('exit', '--account', account, '--rpc', 'http://127.0.0.1:1')).toMatchObject({
      code: 80,
      err: expect.stringContaining('--directory'),
    })
  })

  test("hands provide's words to the agent's program as they are, ends as it does, and says when there is none", async () => {
    const program = join(folder, 'agent.mjs')
    writeFileSync(program, 'console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 7')
    const words = ['provide', 'status', '--help', '--json', '--data', 'a b']
    const env = (path: string) => ({ INFINITIO_AGENT: path })
    expect(await runWith(env(program), ...words)).toMatchObject({ code: 7, out: `${JSON.stringify(words.slice(1))}\n` })
    expect(await runWith(env(join(folder, 'nobody')), 'provide')).toMatchObject({ code: 70, err: expect.stringContaining('(node.agent_missing)') })
    expect((await runWith(agent, 'provide', '--help')).out).toMatch(/^Usage: infinitio provide /)
    expect(await runWith(agent, 'provide', 'sell')).toMatchObject({ code: 80, err: expect.stringContaining('[provide sell]') })
    expect(await runWith(agent, 'provide', 'status', '--data', folder)).toMatchObject({
      code: 70,
      err: expect.stringContaining('(node.not_provided)'),
    })
  })

  test('refuses help for a command that does not exist', async () => {
    const refused = { code: 1, out: '', err: expect.stringContaining("unknown command 'budget'") }
    expect(await run('budget', '--help')).toMatchObject(refused)
    expect(await run('help', 'budget')).toMatchObject(refused)
    expect(await run('help', 'rent')).toMatchObject({ code: 0, out: expect.stringMatching(/^Usage: infinitio rent /) })
  })

  test('delegates no votes to the zero address', async () => {
    expect(await run('govern', 'delegate', `0x${'0'.repeat(40)}`, '--yes')).toMatchObject({
      code: 80,
      err: expect.stringContaining('(api.bad_address)'),
    })
  })

  test.skipIf(!isLong)('makes a proof on this processor, checks it, and finds a changed row', async () => {
    const out = join(folder, 'proof.json')
    expect(await runWith({}, 'proofs', 'prove', '--size', 'simulated', '--out', out)).toMatchObject({
      code: 0,
      out: expect.stringContaining('Proved 64 rows'),
    })
    expect(await run('proofs', 'check', out)).toMatchObject({ code: 0, out: expect.stringContaining('All 16 opened rows are right.') })
    const file = JSON.parse(readFileSync(out, 'utf8')) as { openings: { product: string }[] }
    const [first] = file.openings
    if (first !== undefined) first.product = `0x${'7'.repeat(64)}`
    const changed = join(folder, 'changed.json')
    writeFileSync(changed, JSON.stringify(file))
    expect(await run('proofs', 'check', changed, '--json')).toMatchObject({ code: 160, out: expect.stringContaining('"right":false') })
    expect(await run('proofs', 'check', join(folder, 'nobody'))).toMatchObject({ code: 160, err: expect.stringContaining('(proof.file_unusable)') })
    const onGpu = ['proofs', 'prove', '--on', 'gpu', '--class', 'NVIDIA H1000', '--out', join(folder, 'gpu.json')]
    expect(await runWith({}, ...onGpu)).toMatchObject({ code: 80, err: expect.stringContaining('--class NVIDIA H1000') })
  })

  test('ends quietly when nobody reads its output', async () => {
    for (const words of ['completion bash', '--help']) {
      const line = `"${process.execPath}" --disable-warning=ExperimentalWarning "${main}" ${words} | true`
      const { status, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', line], { encoding: 'utf8' })
      expect({ status, stderr }, words).toEqual({ status: 0, stderr: '' })
    }
  })

  test('says errors as JSON with --json', async () => {
    const { code, err, out } = await run('search', '--json')
    expect(code).toBe(81)
    expect(out).toBe('')
    expect(JSON.parse(err).error).toMatchObject({ code: 'api.unreachable', sentence: expect.any(String) })
  })

  test('takes a key file only its owner can read', async () => {
    const file = join(folder, 'wallet.key')
    writeFileSync(file, `0x${'1'.repeat(64)}\n`)
    chmodSync(file, 0o644)
    expect(await run('end', '1', '--key-file', file)).toMatchObject({ code: 90, err: expect.stringContaining('chmod 600') })
    chmodSync(file, 0o600)
    expect(await run('end', '1', '--key-file', file)).toMatchObject({ code: 81 })
    writeFileSync(file, 'not a key')
    expect(await run('end', '1', '--key-file', file)).toMatchObject({ code: 90 })
  })
})

describe('the ssh configuration', () => {
  const ssh = { name: 'lease-7', command: '', knownHosts: [], gatewayHost: '127.0.0.1', gatewayPort: 2_222, otherGateways: [] }

  test('goes through the gateway and trusts exactly the given host keys', () => {
    const text = sshConfig({ ssh }, { knownHosts: '/k h', identityFile: '/id' })
    expect(text).toContain('Host lease-7\n  HostName lease-7\n  Port 22\n  User root\n  ProxyJump gateway-of-lease-7\n')
    expect(text).toContain('Host gateway-of-lease-7\n  HostName 127.0.0.1\n  Port 2222\n  User lease-7\n')
    expect(text.match(/UserKnownHostsFile "\/k h"/g)).toHaveLength(2)
    expect(text.match(/StrictHostKeyChecking yes/g)).toHaveLength(2)
    expect(text.match(/IdentitiesOnly yes/g)).toHaveLength(2)
  })

  test('takes the first of several gateways that answers, as OpenSSH itself reads it', () => {
    // Nothing on this machine listens on port 2, so the gateway seems not to answer.
    const away = { ...ssh, gatewayPort: 2 }
    const text = sshConfig({ ssh: { ...away, otherGateways: [{ host: 'localhost', port: 1 }] } }, { knownHosts: '/k', identityFile: null })
    const chosen = (config: string) => {
      writeFileSync(join(folder, 'config'), config)
      return /^proxyjump (.*)$/m.exec(spawnSync('ssh', ['-G', '-F', join(folder, 'config'), 'lease-7'], { encoding: 'utf8' }).stdout)?.[1]
    }
    expect(chosen(text)).toBe('gateway-2-of-lease-7')
    expect(chosen(text.replace(/exec "[^"]*"/, 'exec "true"'))).toBe('gateway-of-lease-7')
    expect(text).toContain('Host gateway-2-of-lease-7\n  HostName localhost\n  Port 1\n  User lease-7\n')
  })

  test('refuses a malformed name of a gateway', () => {
    const odd = { ...ssh, otherGateways: [{ host: 'x; rm -rf ~', port: 1 }] }
    expect(() => sshConfig({ ssh: odd }, { knownHosts: '/k', identityFile: null })).toThrow('wrong val')
  })

  test('leaves the choice of keys to OpenSSH when none was named', () => {
    expect(sshConfig({ ssh }, { knownHosts: '/k', identityFile: null })).not.toContain('Identity')
  })
})

describe('a table', () => {
  test('aligns its columns, numbers to the right', () => {
    expect(
      table(
        [
          ['name', 'price'],
          ['a', '1'],
          ['longer', '10'],
        ],
        { right: [1] },
      ),
    ).toBe('name    price\na           1\nlonger     10')
  })
})
