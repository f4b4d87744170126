import { execFile } from 'node:child_process'
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { AccountExportWire, LeaseWire, OrderWire } from '@infinitio/domain/wire'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { createActor, createRenter } from './actors/createActor.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity } from './actors/sshAsPrinted.ts'
import { startTestHouse, type TestHouse } from './house/startTestHouse.ts'
import { waitFor } from './house/waitFor.ts'

const command = resolve(import.meta.dirname, '..', 'packages/cli/src/main.ts')

describe('the circle, by the command', () => {
  let house: TestHouse
  let identity: SshIdentity
  let keyFile: string
  beforeAll(async () => {
    house = await startTestHouse()
    identity = createSshIdentity()
    keyFile = join(identity.folder, 'wallet.key')
    const privateKey = generatePrivateKey()
    writeFileSync(keyFile, privateKey, { mode: 0o600 })
    const { client } = await createActor(house, { privateKey })
    const { relayId } = await client.requestFaucet({ account: privateKeyToAccount(privateKey).address.toLowerCase() })
    await client.waitForRelay({ relayId, timeoutSeconds: 30, until: 'final' })
  })
  afterAll(async () => {
    identity?.remove()
    await house?.remove()
  })

  /** Runs the command as a person does, with a home of its own. */
  const infinitio = (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
    const env = { ...process.env, HOME: identity.folder, INFINITIO_URL: house.url, INFINITIO_KEY_FILE: keyFile }
    return new Promise((done) => {
      execFile(process.execPath, ['--disable-warning=ExperimentalWarning', command, ...args], { env, timeout: 150_000 }, (error, out, err) =>
        done({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err }),
      )
    })
  }

  it.skipIf(!hasOpenSsh())('searches, rents, opens a shell, extends, ends, and says no with the exit code of the error table', async () => {
    const found = JSON.parse((await infinitio('search', '--real', '--json')).out) as { items: { node: string }[] }
    const node = found.items[0]?.node ?? ''
    const rented = await infinitio('rent', node, '--hours', '1', '--ssh-key', `${identity.keyFile}.pub`, '--name', 'by command', '--json')
    expect(rented, rented.err).toMatchObject({ code: 0 })
    const { leaseId } = JSON.parse(rented.out) as { leaseId: string }

    expect(await infinitio('rent', node, '--ssh-key', `${identity.keyFile}.pub`)).toMatchObject({
      code: 10,
      err: expect.stringContaining('(order.node_taken)'),
    })

    const shell = await infinitio('ssh', '-i', identity.keyFile, leaseId, 'nproc')
    expect(shell, shell.err).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\n$/) })
    expect(await infinitio('ssh', '-i', identity.keyFile, leaseId, 'exit 7')).toMatchObject({ code: 7 })
    expect((await infinitio('ps')).out).toMatch(new RegExp(`^${leaseId} +by command .* active +by booking `, 'm'))

    const extended = await infinitio('extend', leaseId, '--hours', '2', '--yes', '--json')
    expect(extended, extended.err).toMatchObject({ code: 0 })
    const { lease: longer, escrowAdded } = JSON.parse(extended.out) as { lease: LeaseWire; escrowAdded: string }
    expect(longer.terms.durationSeconds).toBe(10_800)
    expect(BigInt(escrowAdded)).toBeGreaterThan(0n)
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
  })

  it('exports what is kept about the wallet into a file of its own, deletes it when told so, and says what stays', async () => {
    const file = join(identity.folder, 'export.json')
    expect(await infinitio('account', 'export', '--out', file)).toMatchObject({ code: 0 })
    const kept = JSON.parse(readFileSync(file, 'utf8')) as AccountExportWire
    expect(kept.leaseNames.map(({ name }) => name)).toEqual(hasOpenSsh() ? ['by command'] : [])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await infinitio('account', 'export', '--out', file)).toMatchObject({ code: 80, err: expect.stringContaining('(api.invalid_field)') })
    expect(await infinitio('account', 'delete')).toMatchObject({ code: 0, out: '' })
    const deleted = await infinitio('account', 'delete', '--yes')
    expect(deleted, deleted.err).toMatchObject({ code: 0, out: expect.stringContaining('What stays, and why:') })
    expect(deleted.out).toContain('on the chain')
    const after = JSON.parse((await infinitio('account', 'export', '--json')).out) as AccountExportWire
    expect(after).toMatchObject({ leaseNames: [], workloads: [] })
    expect(after.leases).toHaveLength(kept.leases.length)
  })

  it('bids for a machine that is offered to one wallet alone: that one gets it, another does not', async () => {
    const [renterKey, strangerKey] = [generatePrivateKey(), generatePrivateKey()]
    const renter = await createRenter(house, { privateKey: renterKey })
    await createRenter(house, { privateKey: strangerKey })
    const { privateKey: providerKey } = await renter.client.getProviderKey()
    const by = (privateKey: string, ...args: string[]) => {
      const file = join(identity.folder, `${privateKey.slice(2, 10)}.key`)
      writeFileSync(file, privateKey, { mode: 0o600 })
      return infinitio(...args, '--key-file', file)
    }
    const [machine] = (await renter.client.searchListings({ includeSimulated: 'false' })).items
    const offered = await by(providerKey, 'orders', 'ask', machine?.node ?? '', '--price', '0.02', '--private', renter.account.address)
    expect(offered, offered.err).toMatchObject({ code: 0 })
    const order = (hash: string, is: (found: OrderWire) => boolean) =>
      waitFor({ what: `order ${hash}`, within: 30, read: () => renter.client.getOrder(hash.trim()), until: is })
    await order(offered.out, ({ state }) => state === 'open')

    const place = ['--class', String(machine?.classId), '--region', String(machine?.regionId)]
    const bid = ['orders', 'bid', ...place, '--max-price', '0.02', '--ssh-key', `${identity.keyFile}.pub`]
    const foreign = await by(strangerKey, ...bid)
    expect(await order(foreign.out, ({ state }) => state === 'rejected'), foreign.err).toMatchObject({ code: 'order.nothing_fits' })
    const own = await by(renterKey, ...bid, '--rank', 'value')
    const filled = await order(own.out, ({ matches }) => matches.some(({ state }) => state === 'settled'))
    expect(filled, own.err).toMatchObject({ rank: 'value', matches: [{ node: machine?.node, gpus: 1, pricePerGpuSecond: '5555555555555' }] })
  })

  it('provides a machine: names what is missing, lists it from an empty folder, pauses, is updated and drained under a lease, and is removed', async () => {
    const providerKey = generatePrivateKey()
    const walletFile = join(identity.folder, 'provider.key')
    const dataDir = join(identity.folder, 'provide')
    const account = privateKeyToAccount(providerKey).address
    const provide = (...args: string[]) => infinitio('provide', ...args, '--data', dataDir, '--key-file', walletFile, '--json')
    const missing = async (...args: string[]) => {
      const { code, out } = await provide('--check', ...args)
      const { checks } = JSON.parse(out) as { checks: { code: string | null; fix: string | null }[] }
      return { code, fixes: Object.fromEntries(checks.flatMap((check) => (check.code === null ? [] : [[check.code, check.fix]]))) }
    }

    expect(await missing('--region', 'Atlantis', '--tunnel', '127.0.0.1:1')).toEqual({
      code: 71,
      fixes: {
        'node.gateway_unreachable': 'nc -vz 127.0.0.1 1',
        'node.settings_missing': 'infinitio provide --price <PT per GPU-hour>',
        'node.region_unknown': expect.stringContaining('infinitio provide --region <local'),
        'wallet.key_unreadable': expect.stringContaining(`grep -o '0x[0-9a-f]\\{64\\}' > ${walletFile}`),
      },
    })
    writeFileSync(walletFile, providerKey, { mode: 0o644 })
    expect((await missing('--price', '0.07')).fixes).toEqual({ 'wallet.key_unreadable': `chmod 600 ${walletFile}` })
    chmodSync(walletFile, 0o600)
    expect(await missing('--price', '0.07')).toEqual({
      code: 90,
      fixes: { 'wallet.insufficient_gas': expect.stringMatching(new RegExp(`^send 0\\.0\\d+ coins of chain 31337 to ${account}$`)), 'account.insufficient_bond': expect.stringMatching(new RegExp(`^send [\\d.]+ PT to ${account}$`)) },
    })
  })
})
