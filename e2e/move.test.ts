import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { freePort } from '@infinitio/process/embedded'
import { programFile } from '@infinitio/process/test'
import type { LeaseWire, MoveWire, SnapshotWire } from '@infinitio/domain/wire'
import type { Client } from '@infinitio/sdk'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createActor } from './actors/createActor.ts'
import { fundProvider, type Providing, provideByCommand } from './actors/provideByCommand.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity } from './actors/sshAsPrinted.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const command = programFile('packages/cli/src/main.ts')
/**
 * The first port for the leases. The system chooses ports for outgoing connections from a higher range. So no such connection can take the port in the minutes
 * before a lease listens on it.
 */
const firstPort = 21_400

/**
 * A shell command that serves the content of the file `note` by HTTP. Both machines of this test run on the same computer, so the command tries again until the
 * old lease has released the port.
 */
const serveNote = (port: number) => `until perl -MIO::Socket::INET -e '
  $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => ${port}, Listen => 5, ReuseAddr => 1) or exit 1;
  while ($c = $s->accept) { while (<$c>) { last if /^\\r?$/ } open F, "note"; $b = <F>; close F;
    print $c "HTTP/1.1 200 OK\\r\\nContent-Length: " . length($b) . "\\r\\nConnection: close\\r\\n\\r\\n$b"; close $c }'
do sleep 0.2; done`

describe.skipIf(!hasOpenSsh() || process.env.TEST_LONG !== '1')('the disk of a lease, by the command', () => {
  let deployment: TestDeployment
  let identity: SshIdentity
  let client: Client
  let attic: Providing
  let atticNode: string
  let leaseId: string
  let port: number
  beforeAll(async () => {
    deployment = await startTestDeployment()
    port = await freePort({ preferred: firstPort })
    identity = createSshIdentity()
    const privateKey = generatePrivateKey()
    writeFileSync(join(identity.folder, 'wallet.key'), privateKey, { mode: 0o600 })
    client = (await createActor(deployment, { privateKey })).client
    const { relayId } = await client.requestFaucet({ account: privateKeyToAccount(privateKey).address.toLowerCase() })
    await client.waitForRelay({ relayId, timeoutSeconds: 60, until: 'final' })
    const providerKey = generatePrivateKey()
    const providerFile = join(identity.folder, 'provider.key')
    writeFileSync(providerFile, providerKey, { mode: 0o600 })
    await fundProvider(deployment, privateKeyToAccount(providerKey).address)
    const env = { ...process.env, HOME: identity.folder, INFINITIO_URL: deployment.url }
    const args = ['--data', join(identity.folder, 'attic'), '--key-file', providerFile, '--price', '0.04', '--name', 'Attic', '--country', 'Norway']
    attic = await provideByCommand(args, env)
    atticNode = attic.page.split('/').at(-1) ?? ''
  })
  afterAll(async () => {
    attic?.kill()
    await attic?.ended
    identity?.remove()
    await deployment?.remove()
  })

  const infinitio = (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
    const env = { ...process.env, HOME: identity.folder, INFINITIO_URL: deployment.url, INFINITIO_KEY_FILE: join(identity.folder, 'wallet.key') }
    return new Promise((done) => {
      execFile(process.execPath, ['--disable-warning=ExperimentalWarning', command, ...args], { env, timeout: 150_000 }, (error, out, err) =>
        done({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err }),
      )
    })
  }
  const run = async (id: string, words: string) => {
    const ran = await infinitio('ssh', '-i', identity.keyFile, id, words)
    expect(ran, ran.err).toMatchObject({ code: 0 })
    return ran.out.trim()
  }
  const tick = '(while true; do echo tick >> ticks; sleep 0.2; done) > /dev/null 2>&1 &'
  const ticks = async (id: string) => Number(await run(id, 'wc -l < ticks'))
  /** Returns the deployment's own machine. Search shows it again shortly after its last lease is closed. */
  const ownMachine = async () => {
    const found = await waitFor({
      what: 'the machine to be listed',
      within: 60,
      read: async () => (await client.searchListings({ includeSimulated: 'false' })).items.find(({ node }) => node !== atticNode),
      until: (machine) => machine !== undefined,
    })
    return found?.node ?? ''
  }
  /** Rents the machine and returns the lease's id. */
  const rent = async (...words: string[]) => {
    const rented = await infinitio('rent', await ownMachine(), '--ssh-key', `${identity.keyFile}.pub`, ...words, '--json')
    expect(rented, rented.err).toMatchObject({ code: 0 })
    return (JSON.parse(rented.out) as { lease: LeaseWire }).lease.leaseId
  }
  /** Returns what the lease's port answers at the port's first URL, or an empty text while nothing answers. */
  const fetched = (url: string, token: string): Promise<string> =>
    new Promise((done) => {
      const { host: name, port: at } = new URL(url)
      const headers = { host: name, authorization: `Bearer ${token}` }
      const asked = request({ host: '127.0.0.1', port: at, path: '/', headers, agent: false }, (answer) => {
        let text = ''
        answer.on('data', (part: Buffer) => (text += part.toString()))
        answer.on('close', () => done(answer.statusCode === 200 ? text.trim() : ''))
      })
      asked.on('error', () => done(''))
      asked.end()
    })

  it('is stored encrypted and starts another lease, before its script runs', async () => {
    const script = join(identity.folder, 'start.sh')
    writeFileSync(script, `echo started >> starts; cat note >> seen\n${serveNote(port)}\n`)
    const words = ['--ssh-key', `${identity.keyFile}.pub`, '--script', script, '--port', String(port)]
    const rented = await infinitio('rent', await ownMachine(), ...words, '--name', 'work', '--json')
    expect(rented, rented.err).toMatchObject({ code: 0 })
    leaseId = (JSON.parse(rented.out) as { lease: LeaseWire }).lease.leaseId
    await run(
      leaseId,
      'echo precious > note; mkdir -p deep/er; dd if=/dev/urandom of=deep/er/big bs=1M count=9 status=none; sha256sum deep/er/big > sum',
    )
    const made = await infinitio('snapshot', leaseId, '--json')
    expect(made, made.err).toMatchObject({ code: 0 })
    const snapshot = JSON.parse(made.out) as SnapshotWire
    expect(snapshot.storedBytes).toBeGreaterThan(9 * 2 ** 20)
    const again = await infinitio('rent', atticNode, ...words, '--from-snapshot', snapshot.snapshotId, '--json')
    expect(again, again.err).toMatchObject({ code: 0 })
    const second = (JSON.parse(again.out) as { lease: LeaseWire }).lease.leaseId
    await waitFor({ what: 'the restore', within: 60, read: () => client.getLeaseDisk(second), until: ({ restore }) => restore?.state === 'done' })
    await waitFor({ what: 'the script', within: 60, read: () => run(second, 'cat seen || true'), until: (seen) => seen !== '' })
    expect(await run(second, 'cat note; sha256sum -c sum; wc -l < starts; cat seen')).toBe('precious\ndeep/er/big: OK\n2\nprecious')
    expect(await infinitio('end', second)).toMatchObject({ code: 0 })
    expect(await infinitio('snapshots', '--delete', snapshot.snapshotId)).toMatchObject({ code: 0, out: 'No snapshots.\n' })
  })

  it('moves to another machine with one command, with the same names, ports and keys, and the old lease ends', async () => {
    const { token } = await client.createPortToken({ leaseId, kind: 'program' })
    const [before] = (await client.getLeasePorts(leaseId)).ports
    const url = before?.url ?? ''
    await waitFor({ what: 'the port', within: 60, read: () => fetched(url, token), until: (text) => text === 'precious' })
    await run(leaseId, 'echo newer > note')
    const moved = await infinitio('move', leaseId, '--yes', '--json')
    expect(moved, moved.err).toMatchObject({ code: 0 })
    const move = JSON.parse(moved.out) as MoveWire
    expect(move).toMatchObject({ state: 'done', fromLeaseId: leaseId, oldEnded: true, code: null })
    const to = move.toLeaseId ?? ''
    expect(await client.getLease(to)).toMatchObject({ state: 'active', name: 'work', terms: { node: atticNode }, ssh: { name: `lease-${leaseId}` } })
    expect((await client.getLease(leaseId)).endReason).toBe('renter_ended')
    expect(await run(leaseId, 'cat note; sha256sum -c sum')).toBe('newer\ndeep/er/big: OK')
    expect((await client.getLeasePorts(to)).ports).toEqual([before])
    await waitFor({ what: 'the port at its old address', within: 60, read: () => fetched(url, token), until: (text) => text === 'newer' })
    expect(await infinitio('end', to)).toMatchObject({ code: 0 })
    await waitFor({ what: 'nothing to listen any more', within: 60, read: () => isFree(port), until: (free) => free })
  })

  it('is cancelled halfway: the old lease continues with its files, and the new one ends with a refund', async () => {
    const first = await rent()
    await run(first, 'echo kept > note; dd if=/dev/urandom of=big bs=1M count=150 status=none')
    await run(first, tick)
    const asked = await infinitio('move', first, '--yes', '--no-wait', '--json')
    expect(asked, asked.err).toMatchObject({ code: 0 })
    const moving = async () => (await client.getLeaseDisk(first)).move?.state
    await waitFor({ what: 'the copy to begin', within: 60, read: moving, until: (state) => state === 'copying' || state === 'restoring' })
    const cancelled = await infinitio('move', first, '--cancel', '--yes', '--json')
    expect(cancelled, cancelled.err).toMatchObject({ code: 0 })
    const move = JSON.parse(cancelled.out) as MoveWire
    expect(move).toMatchObject({ state: 'cancelled', fromLeaseId: first, workingLeaseId: first, newOver: true, oldEnded: false })
    const after = await client.getLease(move.toLeaseId ?? '')
    expect(after).toMatchObject({ state: 'closed', endReason: 'renter_ended' })
    // The account has used its free trial before, so the billed time is paid and all other money is refunded.
    expect(BigInt(after.now.spent) + BigInt(after.now.refund)).toBe(BigInt(after.escrow))
    expect(after.now.billableSeconds).toBeLessThan(after.terms.durationSeconds / 10)
    const before = await waitFor({ what: 'the lease to answer', within: 60, read: () => ticks(first).catch(() => 0), until: (count) => count > 0 })
    await waitFor({ what: 'the lease to go on', within: 60, read: () => ticks(first), until: (count) => count > before })
    expect(await run(first, 'cat note')).toBe('kept')
    expect(await client.getLease(first)).toMatchObject({ state: 'active' })
    expect((await client.listSnapshots()).items).toEqual([])
    expect(await infinitio('end', first)).toMatchObject({ code: 0 })
    expect(await infinitio('move', first, '--cancel', '--yes')).toMatchObject({
      code: 0,
      out: `The move was cancelled. Lease ${first} has your data and continues.\n`,
    })
  })

  it('is complete after its agent was killed during the copy, and during the restore', async () => {
    const first = await rent()
    await run(first, 'dd if=/dev/urandom of=big bs=1M count=150 status=none; sha256sum big > sum')
    await run(first, tick)
    const asked = await infinitio('snapshot', first, '--no-wait', '--json')
    const { snapshotId } = JSON.parse(asked.out) as { snapshotId: string }
    const snapshot = async () => (await client.getLeaseDisk(first)).snapshots[0]
    await waitFor({ what: 'the copy to begin', within: 60, read: snapshot, until: (one) => one?.state === 'copying' })
    await deployment.kill('agent')
    await waitFor({ what: 'the copy to be whole', within: 120, read: snapshot, until: (one) => one?.state === 'stored' })
    const before = await waitFor({ what: 'the lease to answer', within: 60, read: () => ticks(first).catch(() => 0), until: (count) => count > 0 })
    await waitFor({ what: 'the lease to go on', within: 60, read: () => ticks(first), until: (count) => count > before })
    expect(await infinitio('end', first)).toMatchObject({ code: 0 })
    const second = await rent('--from-snapshot', snapshotId)
    const restore = async () => (await client.getLeaseDisk(second)).restore?.state
    await waitFor({ what: 'the restore to begin', within: 60, read: restore, until: (state) => state === 'running' || state === 'done' })
    await deployment.kill('agent')
    await waitFor({ what: 'the restore to be whole', within: 120, read: restore, until: (state) => state === 'done' })
    const sum = await waitFor({
      what: 'the files',
      within: 60,
      read: () => run(second, 'sha256sum -c sum').catch(() => ''),
      until: (text) => text !== '',
    })
    expect(sum).toBe('big: OK')
    expect(await infinitio('end', second)).toMatchObject({ code: 0 })
  })
})

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
