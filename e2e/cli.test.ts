import { execFile } from 'node:child_process'
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startMcp } from '../packages/cli/test/index.ts'
import { programFile } from '@infinitio/process/test'
import type { AccountExportWire, LeaseWire, OrderWire } from '@infinitio/domain/wire'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { createActor, createRenter } from './actors/createActor.ts'
import { bundledAgent, fundProvider, provideByCommand } from './actors/provideByCommand.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity } from './actors/sshAsPrinted.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const isLong = process.env.TEST_LONG === '1'

const command = programFile('packages/cli/src/main.ts')

describe('the circle, by the command', () => {
  let deployment: TestDeployment
  let identity: SshIdentity
  let keyFile: string
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: oneSimulatedMachine })
    identity = createSshIdentity()
    keyFile = join(identity.folder, 'wallet.key')
    const privateKey = generatePrivateKey()
    writeFileSync(keyFile, privateKey, { mode: 0o600 })
    const { client } = await createActor(deployment, { privateKey })
    const { relayId } = await client.requestFaucet({ account: privateKeyToAccount(privateKey).address.toLowerCase() })
    await client.waitForRelay({ relayId, timeoutSeconds: 60, until: 'final' })
  })
  afterAll(async () => {
    identity?.remove()
    await deployment?.remove()
  })

  /** Runs the command-line program with its own home folder, as a person would, and with this key file in its environment. */
  const runWith = (
    environmentKey: string,
    args: string[],
    more: Record<string, string> = {},
  ): Promise<{ code: number; out: string; err: string }> => {
    const account = { HOME: identity.folder, INFINITIO_URL: deployment.url, INFINITIO_KEY_FILE: environmentKey }
    const env = { ...process.env, ...bundledAgent, ...account, ...more }
    return new Promise((done) => {
      execFile(process.execPath, ['--disable-warning=ExperimentalWarning', command, ...args], { env, timeout: 150_000 }, (error, out, err) =>
        done({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err }),
      )
    })
  }
  const infinitio = (...args: string[]) => runWith(keyFile, args)

  it.skipIf(!hasOpenSsh())('searches, rents, opens a shell, extends, ends, and says no with the exit code of the error table', async () => {
    const found = JSON.parse((await infinitio('search', '--real', '--json')).out) as { items: { node: string }[] }
    const node = found.items[0]?.node ?? ''
    const secretsFile = join(identity.folder, 'secrets.env')
    writeFileSync(secretsFile, "TOKEN=hf_it's mine\n")
    const script = join(identity.folder, 'start.sh')
    writeFileSync(script, 'seq 1 400; echo "a (needle)+ in it"; echo "A (NEEDLE)+, again"\n')
    const toRun = ['--ssh-key', `${identity.keyFile}.pub`, '--secrets-file', secretsFile, '--script', script]
    const rented = await infinitio('rent', node, '--hours', '1', ...toRun, '--name', 'by command', '--auto-extend-to', '900', '--json')
    expect(rented, rented.err).toMatchObject({ code: 0 })
    const { leaseId, lease: booked } = JSON.parse(rented.out) as { leaseId: string; lease: LeaseWire }
    expect(booked.autoExtend).toMatchObject({ state: 'on', stepSeconds: 3_600 })

    expect(await infinitio('rent', node, '--ssh-key', `${identity.keyFile}.pub`)).toMatchObject({
      code: 10,
      err: expect.stringContaining('(order.node_taken)'),
    })

    const shell = await infinitio('ssh', '-i', identity.keyFile, leaseId, 'nproc')
    expect(shell, shell.err).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\n$/) })
    const told = await infinitio('ssh', '-i', identity.keyFile, leaseId, 'printenv TOKEN')
    expect(told, told.err).toMatchObject({ code: 0, out: "hf_it's mine\n" })
    writeFileSync(secretsFile, 'TOKEN=another\n')
    expect(await infinitio('secrets', leaseId, '--secrets-file', secretsFile)).toMatchObject({
      code: 30,
      err: expect.stringContaining('(lease.secrets_differ)'),
    })
    expect(await infinitio('files', 'put', secretsFile, `${leaseId}:kept.env`)).toMatchObject({ code: 0 })
    expect(await infinitio('files', 'get', `${leaseId}:kept.env`, '-')).toMatchObject({ code: 0, out: 'TOKEN=another\n' })
    expect((await infinitio('ps')).out).toMatch(new RegExp(`^${leaseId} +by command .* active `, 'm'))

    await searchesTheLog(leaseId)
    // Do this only in long runs, because verifying the lease's proof takes some seconds of processor time.
    if (process.env.TEST_LONG === '1') await verifiesTheLease(leaseId)

    const extended = await infinitio('extend', leaseId, '--hours', '2', '--yes', '--json')
    expect(extended, extended.err).toMatchObject({ code: 0 })
    const { lease: longer, escrowAdded } = JSON.parse(extended.out) as { lease: LeaseWire; escrowAdded: string }
    expect(longer.terms.durationSeconds).toBe(10_800)
    expect(BigInt(escrowAdded)).toBeGreaterThan(0n)
    const standing = await infinitio('extend', leaseId, '--auto', '900', '--auto-step', '30', '--yes', '--json')
    expect(standing, standing.err).toMatchObject({ code: 0 })
    expect(JSON.parse(standing.out)).toMatchObject({
      autoExtend: { state: 'on', stepSeconds: 1_800, locked: String(BigInt(longer.escrow) + BigInt(longer.relayFee)) },
    })
    const taken = await infinitio('extend', leaseId, '--auto', 'off', '--json')
    expect(taken, taken.err).toMatchObject({ code: 0, out: expect.stringContaining(leaseId) })
    expect(['withdrawing', undefined]).toContain(JSON.parse(taken.out).autoExtend?.state)
    expect(await infinitio('ssh', '-i', identity.keyFile, leaseId, 'exit 7')).toMatchObject({ code: 7 })

    const ended = await infinitio('end', leaseId, '--json')
    expect(ended, ended.err).toMatchObject({ code: 0 })
    const { lease } = JSON.parse(ended.out) as { lease: LeaseWire }
    expect(lease).toMatchObject({ name: 'by command', state: 'closed', endReason: 'renter_ended' })
    expect(BigInt(lease.now.spent) + BigInt(lease.now.refund)).toBe(BigInt(lease.escrow))

    expect(await infinitio('end', leaseId)).toMatchObject({ code: 30, err: expect.stringContaining('(lease.over)') })
    expect(JSON.parse((await infinitio('ps', '--json')).out)).toMatchObject({ items: [] })
    expect(JSON.parse((await infinitio('ps', '--all', '--json')).out)).toMatchObject({ items: [{ leaseId, role: 'renter', heldByTransfer: false }] })
    expect(await infinitio('ssh', '999')).toMatchObject({ code: 30, err: expect.stringContaining('(lease.unknown)') })
    await looksAtWhatWasTraded(leaseId)
  })

  /** Verifies the GPU proof of a lease with the command, and checks that the command leaves no file in the lease. */
  async function verifiesTheLease(leaseId: string): Promise<void> {
    const verified = await infinitio('verify', leaseId, '-i', identity.keyFile, '--json')
    expect(verified, verified.err).toMatchObject({ code: 0 })
    expect(JSON.parse(verified.out)).toMatchObject({
      leaseId,
      shown: true,
      fault: null,
      inTime: true,
      device: 'processor',
      rows: 80,
      filledMib: 4,
      shownMib: 0,
    })
    expect(await infinitio('ssh', '-i', identity.keyFile, leaseId, 'test ! -e .infinitio/verify')).toMatchObject({ code: 0 })
  }

  async function searchesTheLog(leaseId: string): Promise<void> {
    const [, wrong] = await Promise.all([
      waitFor({
        ...{ what: 'the script to have written', within: 60 },
        read: () => infinitio('logs', leaseId, '--search', '(needle)+'),
        until: ({ code, out }) => code === 0 && /^\d+: a \(needle\)\+ in it\n\d+: A \(NEEDLE\)\+, again\n$/.test(out),
      }),
      infinitio('logs', leaseId, '--search', '', '--json'),
    ])
    expect(wrong).toMatchObject({ code: 80, err: expect.stringContaining('--search') })
    const { total, isWhole, hits } = JSON.parse((await infinitio('logs', leaseId, '--search', 'NEEDLE', '--match-case', '--json')).out)
    expect({ total, isWhole, matches: hits.map(({ before, match }: Record<string, string>) => [before, match]) }).toEqual({
      ...{ total: 1, isWhole: true, matches: [['A (', 'NEEDLE']] },
    })
  }

  /**
   * Checks what the market and explorer commands print about a closed lease, and what the provider commands print for its renter, an account without
   * machines.
   */
  async function looksAtWhatWasTraded(leaseId: string): Promise<void> {
    const [status, market, leases, found, stats, earnings, calendar, unknown] = await Promise.all([
      infinitio('status'),
      infinitio('market', 'cpu'),
      infinitio('explore', 'leases'),
      infinitio('explore', 'find', leaseId),
      infinitio('stats', leaseId, '--json'),
      infinitio('earnings', '--json'),
      infinitio('calendar'),
      infinitio('market', 'nothing'),
    ])
    expect(status.out).toMatch(/^follower +\w+$/m)
    expect(market.out).toMatch(new RegExp(`^Trades\\n.*\\n *[\\d.]+ .* ${leaseId} `, 'm'))
    expect(leases.out).toMatch(new RegExp(`^${leaseId} +closed`, 'm'))
    expect(found.out).toMatch(new RegExp(`^lease +${leaseId}$`, 'm'))
    expect(JSON.parse(stats.out)).toMatchObject({ resolutionSeconds: 5 })
    expect(JSON.parse(earnings.out)).toMatchObject({ by: 'month', total: { leases: 0, earned: '0' } })
    expect(calendar.out).toBe('No machines.\n')
    expect(unknown).toMatchObject({ code: 80, err: expect.stringContaining('(api.invalid_field)') })
  }

  it.skipIf(!hasOpenSsh())(
    'rents the cheapest for one command, with an API key alone: files there and back, its output and exit code, and the lease has ended',
    async () => {
      const [input, results, key] = [join(identity.folder, 'input'), join(identity.folder, 'results'), join(identity.folder, 'api.key')]
      writeFileSync(input, '42')
      expect((await infinitio('keys', 'make', '--total', '5', '--out', key)).code).toBe(0)
      const byKey = (...args: string[]) => runWith('', args, { INFINITIO_KEY: readFileSync(key, 'utf8').trim() })
      const said = ['--gpu', 'cpu', '--region', 'local', '--max', '1', '--ssh-key', `${identity.keyFile}.pub`, '--name', 'for a command']
      const files = ['--upload', input, '--copy-from', 'out', '--copy-to', results]
      const ran = await byKey('rent', ...said, ...files, '--', 'sh', '-c', 'echo "$1"; echo warned >&2; cp input out; exit 7', 'job', 'a  b')
      expect(ran, ran.err).toMatchObject({ code: 7, out: 'a  b\n', err: expect.stringMatching(/\nwarned\n(.*\n)*Lease \d+ is closed: \d+ s billed/) })
      expect(readFileSync(join(results, 'out'), 'utf8')).toBe('42')
      expect(await infinitio('ps', '-q')).toMatchObject({ code: 0, out: '' })
      // With this session key, the command sees only the lease that the key rented, and not the account's earlier lease.
      const own = JSON.parse((await byKey('ps', '--all', '--json')).out) as { items: LeaseWire[] }
      expect(own.items).toMatchObject([{ name: 'for a command', state: 'closed' }])
    },
  )

  describe.runIf(process.env.TEST_LONG === '1' && hasOpenSsh())('at length', () => {
    const said = () => ['--gpu', 'cpu', '--max', '1', '--ssh-key', `${identity.keyFile}.pub`]

    it('serves an AI agent within the budget of an API key, and runs its commands only on the machine', async () => {
      const [key, here] = [join(identity.folder, 'agent.key'), join(identity.folder, 'on-this-computer')]
      expect((await infinitio('keys', 'make', '--total', '5', '--out', key)).code).toBe(0)
      const withoutKey = await infinitio('mcp')
      expect(withoutKey, withoutKey.err).toMatchObject({ code: 90, err: expect.stringContaining('(wallet.no_key)') })
      const account = { HOME: identity.folder, INFINITIO_URL: deployment.url, INFINITIO_KEY: readFileSync(key, 'utf8').trim() }
      const mcp = startMcp({ ...process.env, ...account })
      const wish = { gpu: 'cpu', max_price: '1' }
      const once = await mcp.call('run_once', { ...wish, command: 'echo $((6 * 7)); exit 3' })
      expect(once, once.text).toMatchObject({ isError: true, text: expect.stringMatching(/\n42\n(.*\n)*Exit code: 3$/) })
      const dear = await mcp.call('rent_machine', { ...wish, max_price: '0.000001' })
      expect(dear).toMatchObject({ isError: true, text: expect.stringContaining('order.nothing_fits') })
      const { text } = await mcp.call('rent_machine', wish)
      const { leaseId } = JSON.parse(text.split('\n')[0] ?? '') as { leaseId: string }
      const there = await mcp.call('run_command', { lease: leaseId, command: 'nproc' })
      expect(there, there.text).toMatchObject({ isError: false, text: expect.stringMatching(/^\d+/) })
      const hidden = await mcp.call('run_command', { lease: leaseId, command: `-oProxyCommand=touch ${here}` })
      expect(hidden, hidden.text).toMatchObject({ isError: true })
      expect(existsSync(here)).toBe(false)
      expect(await mcp.call('end_lease', { lease: leaseId })).toMatchObject({ isError: false })
      await mcp.stop()
      expect(await infinitio('ps', '-q')).toMatchObject({ code: 0, out: '' })
    })

    it('continues a command without losing a byte after its gateway was killed', async () => {
      const count = 'for i in 1 2 3 4 5 6; do echo out $i; echo err $i >&2; [ $i = 2 ] && echo >up; sleep 1; done; exit 4'
      const running = infinitio('rent', ...said(), '--', count)
      const { client } = await createActor(deployment, { privateKey: readFileSync(keyFile, 'utf8') as `0x${string}` })
      const read = () => client.listLeases({ role: 'renter', limit: 1, state: 'live' })
      const { items } = await waitFor({ what: 'the lease to begin', within: 60, read, until: (page) => page.items[0]?.state === 'active' })
      const up = () => infinitio('ssh', '-i', identity.keyFile, items[0]?.leaseId ?? '', 'cat up')
      await waitFor({ what: 'the command to run', within: 60, read: up, until: ({ code }) => code === 0 })
      await deployment.kill('gateway')
      const ran = await running
      const lines = (word: string) => [1, 2, 3, 4, 5, 6].map((at) => `${word} ${at}\n`)
      expect(ran, ran.err).toMatchObject({
        code: 4,
        out: lines('out').join(''),
        err: expect.stringContaining('Connection lost. The command keeps running.'),
      })
      expect(ran.err.match(/^err \d$/gm)?.map((line) => `${line}\n`)).toEqual(lines('err'))
    })

    it('keeps a lease whose results were not copied on request, and shows its log', async () => {
      const script = join(identity.folder, 'start.sh')
      writeFileSync(script, 'echo "hello of the script"\n')
      const ran = await infinitio(
        'rent',
        ...said(),
        '--script',
        script,
        '--keep-on-failure',
        '--copy-from',
        'nowhere',
        '--',
        'mkdir d; echo 1 >d/one',
      )
      expect(ran, ran.err).toMatchObject({ code: 30, err: expect.stringContaining('(lease.files_not_copied)') })
      const leaseId = (await infinitio('ps', '-q')).out.trim()
      expect(ran.err).toContain(`Lease ${leaseId} is kept`)
      expect(await infinitio('logs', leaseId)).toMatchObject({ code: 0, out: expect.stringContaining('hello of the script') })
      const followed = infinitio('logs', '--follow', leaseId)
      const got = join(identity.folder, 'got')
      expect(await infinitio('cp', '-r', '-i', identity.keyFile, `${leaseId}:d`, got)).toMatchObject({ code: 0 })
      expect(readFileSync(join(got, 'one'), 'utf8')).toBe('1\n')
      expect(await infinitio('cp', '-i', identity.keyFile, join(got, 'one'), `${leaseId}:two`)).toMatchObject({ code: 0 })
      expect(await infinitio('ssh', '-i', identity.keyFile, leaseId, 'cat two')).toMatchObject({ out: '1\n' })
      expect(await infinitio('end', leaseId)).toMatchObject({ code: 0 })
      expect(await followed).toMatchObject({ out: expect.stringContaining('hello of the script') })
    })
  })

  it.skipIf(!isLong)('exports the wallet’s stored data into a file, deletes it on request, and lists what remains', async () => {
    const file = join(identity.folder, 'export.json')
    expect(await infinitio('account', 'export', '--out', file)).toMatchObject({ code: 0 })
    const kept = JSON.parse(readFileSync(file, 'utf8')) as AccountExportWire
    // Names that `infinitio mcp` makes end in a process id and a random part.
    const names = kept.leaseNames.map(({ name }) => String(name).replace(/-\d+-[0-9a-f]{8}$/, ''))
    expect(names).toEqual(hasOpenSsh() ? ['by command', 'for a command', 'mcp-once', 'mcp-keep'] : [])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await infinitio('account', 'export', '--out', file)).toMatchObject({ code: 80, err: expect.stringContaining('(api.file_exists)') })
    expect(await infinitio('account', 'delete')).toMatchObject({ code: 90, out: '', err: expect.stringContaining('(wallet.not_confirmed)') })
    const deleted = await infinitio('account', 'delete', '--yes')
    expect(deleted, deleted.err).toMatchObject({ code: 0, out: expect.stringContaining('Data that remains, and why:') })
    expect(deleted.out).toContain('on the chain')
    const after = JSON.parse((await infinitio('account', 'export', '--json')).out) as AccountExportWire
    expect(after).toMatchObject({ leaseNames: [], workloads: [] })
    expect(after.leases).toHaveLength(kept.leases.length)
  })

  it('bids for a machine that is listed for only one wallet: that wallet gets it, another does not', async () => {
    const [renterKey, strangerKey] = [generatePrivateKey(), generatePrivateKey()]
    const renter = await createRenter(deployment, { privateKey: renterKey })
    await createRenter(deployment, { privateKey: strangerKey })
    const { privateKey: providerKey } = await renter.client.getProviderKey(deployment)
    const by = (privateKey: string, ...args: string[]) => {
      const file = join(identity.folder, `${privateKey.slice(2, 10)}.key`)
      writeFileSync(file, privateKey, { mode: 0o600 })
      return infinitio(...args, '--key-file', file)
    }
    const [machine] = (await renter.client.searchListings({ includeSimulated: 'false' })).items
    const offered = await by(providerKey, 'orders', 'ask', machine?.node ?? '', '--price', '0.02', '--private', renter.account.address, '--yes')
    expect(offered, offered.err).toMatchObject({ code: 0 })
    const order = (hash: string, is: (found: OrderWire) => boolean) =>
      waitFor({ what: `order ${hash}`, within: 60, read: () => renter.client.getOrder(hash.trim()), until: is })
    await order(offered.out, ({ state }) => state === 'open')

    const place = ['--class', String(machine?.classId), '--region', String(machine?.regionId)]
    const bid = ['orders', 'bid', ...place, '--max-price', '0.02', '--ssh-key', `${identity.keyFile}.pub`]
    const foreign = await by(strangerKey, ...bid)
    expect(await order(foreign.out, ({ state }) => state === 'rejected'), foreign.err).toMatchObject({ code: 'order.nothing_fits' })
    const secretsFile = join(identity.folder, 'bid.env')
    writeFileSync(secretsFile, 'TOKEN=of a bid\n')
    const own = await by(renterKey, ...bid, '--rank', 'value', '--secrets-file', secretsFile)
    const filled = await order(own.out, ({ matches }) => matches.some(({ state }) => state === 'settled'))
    expect(filled, own.err).toMatchObject({ rank: 'value', matches: [{ node: machine?.node, gpus: 1, pricePerGpuSecond: '5555555555555' }] })
    const leaseId = filled.matches[0]?.leaseId ?? ''
    const read = () => renter.client.getLease(leaseId)
    await waitFor({ what: 'the machine to open the secrets', within: 60, read, until: ({ secrets }) => secrets.state === 'opened' })
  })

  describe('a machine that the command provides', () => {
    const dataDir = () => join(identity.folder, 'provide')
    const walletFile = () => join(identity.folder, 'provider.key')
    const provide = async (...args: string[]) => {
      const { code, out, err } = await infinitio('provide', ...args, '--data', dataDir(), '--key-file', walletFile(), '--json')
      return { code, said: JSON.parse(out || err) }
    }
    /** Runs `provide --check`. Returns its exit code and, for each failed check by its error code, the advice how to fix it. */
    const missing = async (...args: string[]) => {
      const { code, said } = await provide('--check', ...args)
      const { checks } = said as { checks: { code: string | null; fix: string }[] }
      return { code, fixes: Object.fromEntries(checks.flatMap((check) => (check.code === null ? [] : [[check.code, check.fix]]))) }
    }

    it('is reported with the fix of each missing part, and the exit code of the first', async () => {
      expect(await missing('--region', 'Atlantis', '--tunnel', '127.0.0.1:1')).toEqual({
        code: 71,
        fixes: {
          'node.gateway_unreachable': 'nc -vz 127.0.0.1 1',
          'node.settings_missing': expect.stringMatching(/^infinitio provide --check --region Atlantis --tunnel 127\.0\.0\.1:1 .*--price 0\.\d+$/),
          'node.region_unknown': expect.stringMatching(/^infinitio provide --check --tunnel 127\.0\.0\.1:1 .*--region <local/),
          'wallet.key_unreadable': expect.stringContaining(`grep -o '0x[0-9a-f]\\{64\\}' > ${walletFile()}`),
        },
      })
      const privateKey = generatePrivateKey()
      const { address } = privateKeyToAccount(privateKey)
      writeFileSync(walletFile(), privateKey, { mode: 0o600 })
      expect(await missing('--price', '0.07')).toEqual({
        code: 90,
        fixes: {
          'wallet.insufficient_gas': expect.stringMatching(new RegExp(`^send 0\\.0\\d+ coins of chain 31337 to ${address}$`)),
          'account.insufficient_bond': expect.stringMatching(new RegExp(`^send \\d\\.\\d+ PT to ${address}$`)),
        },
      })
      await fundProvider(deployment, address)
    })

    it('is listed from an empty folder with one command, continues under a lease, is drained and resumed, and leaves nothing', async () => {
      const env = { ...process.env, HOME: identity.folder, INFINITIO_URL: deployment.url }
      /** `status` waits at most 10 s for the market, which may be too short on a busy machine. So this function repeats the command. */
      const status = async () => {
        const heard = await waitFor({
          what: 'the market to answer',
          within: 60,
          read: () => provide('status'),
          until: ({ said }) => said.state !== null,
        })
        return heard.said
      }
      const running = await provideByCommand(
        ['--data', dataDir(), '--key-file', walletFile(), '--price', '0.07', '--name', 'Attic', '--country', 'Norway', '--mandate-days', '90'],
        env,
      )
      onTestFinished(() => running.kill())
      for (const name of ['provide.json', 'control.sock', 'fleet.json', 'mandate.json'])
        expect(statSync(join(dataDir(), name)).mode & 0o777, name).toBe(0o600)
      const node = running.page.split('/').at(-1) ?? ''
      const { client } = await createActor(deployment)
      const shown = await client.getListing({ node, query: {} })
      expect(shown.listing).toMatchObject({ name: 'Attic', country: 'Norway', ask: { pricePerGpuSecond: '19444444444444' } })

      const rented = await infinitio('rent', node, '--ssh-key', `${identity.keyFile}.pub`, '--json')
      const { leaseId } = JSON.parse(rented.out) as { leaseId: string }
      const before = await status()
      expect(before).toMatchObject({
        state: 'rented',
        leases: [{ leaseId }],
        agent: { nodes: [{ nodeId: node, tunnelUp: true }], leases: [{ leaseId }] },
      })
      const refused = await provide('remove')
      expect(refused).toMatchObject({
        code: 71,
        said: { error: { code: 'node.leases_running', detail: `lease ${leaseId}: up to 0.0700 PT of your bond` } },
      })
      const updated = await provide('update')
      expect(updated).toMatchObject({ code: 0, said: { leases: [leaseId] } })
      expect(updated.said.pid).not.toBe(before.agent.pid)

      const drained = provide('drain')
      expect(await infinitio('end', leaseId)).toMatchObject({ code: 0 })
      expect(await drained).toMatchObject({ code: 0, said: { drained: true } })
      expect(await provide('resume')).toMatchObject({ code: 0, said: { paused: false, changed: true } })

      expect(running.output()).toContain(`It goes on without ${walletFile()}`)
      renameSync(walletFile(), `${walletFile()}.elsewhere`)
      expect(await provide('update')).toMatchObject({ code: 0 })
      // With the renter's key, the command must not change the machine.
      expect(await infinitio('provide', 'remove', '--data', dataDir(), '--key-file', keyFile)).toMatchObject({
        code: 70,
        err: expect.stringContaining('(node.not_owner)'),
      })
      const mandate = { node, minPricePerGpuSecond: '19444444444444' }
      expect(await status()).toMatchObject({ state: 'listed', signing: { by: 'mandate', mandate }, troubles: [] })
      expect(await provide('remove')).toMatchObject({
        code: 70,
        said: { error: { code: 'node.wallet_needed', detail: expect.stringContaining('infinitio provide remove --key-file <file>') } },
      })
      const byMachine = async (...args: string[]) => {
        const { code, out, err } = await runWith('', ['provide', ...args, '--data', dataDir(), '--json'])
        return { code, said: JSON.parse(out || err) }
      }
      // The machine's own key may pause the machine and list it again, within the signing permission (`Mandate`) of its provider.
      expect(await byMachine('pause')).toMatchObject({ code: 0, said: { node, paused: true, changed: true } })
      expect(await byMachine('pause')).toMatchObject({ code: 0, said: { changed: false } })
      await waitFor({ what: 'the pause', within: 60, read: status, until: ({ state }) => state === 'paused' })
      expect(await byMachine('resume', '--transferable')).toMatchObject({ code: 10, said: { error: { code: 'order.mandate_exceeded' } } })
      expect(await byMachine('resume')).toMatchObject({ code: 0, said: { paused: false, changed: true } })
      expect(await byMachine('resume')).toMatchObject({ code: 0, said: { changed: false } })
      if (process.env.TEST_LONG === '1') {
        const provider = await createActor(deployment, { privateKey: readFileSync(`${walletFile()}.elsewhere`, 'utf8') as `0x${string}` })
        const alerts = (until: (codes: (string | null)[]) => boolean) =>
          waitFor({
            ...{ what: 'the alert to come or go', within: 60, until },
            read: async () => (await provider.client.getProvider()).alerts.filter(({ kind }) => kind === 'ask_unsigned').map(({ code }) => code),
          })
        const mandateFile = join(dataDir(), 'mandate.json')
        const whole = readFileSync(mandateFile)
        writeFileSync(mandateFile, whole.subarray(0, 20))
        expect(await provide('update')).toMatchObject({ code: 0 })
        await alerts((codes) => codes.join() === 'node.wallet_needed')
        expect(await status()).toMatchObject({ signing: { by: null, damagedMandate: mandateFile }, troubles: [{ code: 'node.wallet_needed' }] })
        // The file with the permission is complete again. The agent notices this without a command, and stops reporting the problem.
        writeFileSync(mandateFile, whole)
        await alerts((codes) => codes.length === 0)

        // `drain` needs no key of the wallet. The other commands may get the wallet's key with an option, but only for one run: they leave no session of this
        // key on the machine.
        const place = ['--data', dataDir(), '--json']
        const lent = (act: string) => infinitio('provide', act, '--key-file', `${walletFile()}.elsewhere`, ...place)
        expect(await lent('pause')).toMatchObject({ code: 0, out: expect.stringContaining('"changed":true') })
        expect(await lent('resume')).toMatchObject({ code: 0, out: expect.stringContaining('"paused":false') })
        expect(await runWith('', ['provide', 'drain', ...place])).toMatchObject({ code: 0, out: expect.stringContaining('"drained":true') })
        expect(await lent('resume')).toMatchObject({ code: 0, out: expect.stringContaining('"paused":false') })
        expect(existsSync(join(dataDir(), 'session.token'))).toBe(false)
      }
      renameSync(`${walletFile()}.elsewhere`, walletFile())

      if (process.env.TEST_LONG === '1') {
        expect(await provide('pause')).toMatchObject({ code: 0, said: { node, paused: true, changed: true } })
        expect(await status()).toMatchObject({
          state: 'paused',
          leases: [],
          whyNotRented: expect.arrayContaining([expect.stringContaining('resume')]),
        })
        expect(await provide('resume')).toMatchObject({ code: 0 })
        expect(await infinitio('rent', node, '--ssh-key', `${identity.keyFile}.pub`)).toMatchObject({ code: 0 })
      }
      expect(await provide('remove', '--force')).toMatchObject({ code: 0, said: { node, removed: true } })
      expect(await running.ended, running.output()).toBe(0)
      expect(existsSync(dataDir())).toBe(false)
      // When the command ends, the chain has the change. The API reads the change a moment later, so wait for the API.
      const read = async () => (await client.getListing({ node, query: {} })).unavailable
      await waitFor({ what: 'the machine to be retired', within: 60, read, until: (unavailable) => unavailable === 'retired' })
      expect(await provide('status')).toMatchObject({ code: 70, said: { error: { code: 'node.not_provided' } } })
    })
  })
})
