import { execFile } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { AccountExportWire, LeaseWire } from '@infinitio/domain/wire'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { createActor } from './actors/createActor.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity } from './actors/sshAsPrinted.ts'
import { startTestHouse, type TestHouse } from './house/startTestHouse.ts'

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
})
