import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { programFile } from '@infinitio/process/test'
import type { LeaseWire, SnapshotWire } from '@infinitio/domain/wire'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, createRenter } from './actors/createActor.ts'
import { createSshIdentity, hasOpenSsh, type SshIdentity } from './actors/sshAsPrinted.ts'
import { startBucket, type TestBucket, whyNoBucket } from './deployment/startBucket.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const command = programFile('packages/cli/src/main.ts')
const why = process.env.TEST_LONG !== '1' ? 'npm run test:long' : hasOpenSsh() ? whyNoBucket() : 'no ssh'

describe.skipIf(why !== null)(`snapshots in a bucket${why === null ? '' : ` (not here: ${why})`}`, () => {
  let deployment: TestDeployment
  let bucket: TestBucket
  let identity: SshIdentity
  let renter: Actor
  let node: string
  let leaseId: string
  beforeAll(async () => {
    bucket = await startBucket()
    deployment = await startTestDeployment({ settings: bucket.settings })
    identity = createSshIdentity()
    const privateKey = generatePrivateKey()
    writeFileSync(join(identity.folder, 'wallet.key'), privateKey, { mode: 0o600 })
    renter = await createRenter(deployment, { privateKey })
    node = (await renter.client.searchListings({ includeSimulated: 'false' })).items[0]?.node ?? ''
    leaseId = await rent()
    await run('echo precious > note; dd if=/dev/urandom of=big bs=1M count=9 status=none; sha256sum big > sum')
  })
  afterAll(async () => {
    identity?.remove()
    await deployment?.remove()
    await bucket?.close()
  })

  const infinitio = (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
    const env = { ...process.env, HOME: identity.folder, INFINITIO_URL: deployment.url, INFINITIO_KEY_FILE: join(identity.folder, 'wallet.key') }
    return new Promise((done) => {
      execFile(process.execPath, ['--disable-warning=ExperimentalWarning', command, ...args], { env, timeout: 150_000 }, (error, out, err) =>
        done({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err }),
      )
    })
  }
  const rent = async (...words: string[]) => {
    const rented = await infinitio('rent', node, '--ssh-key', `${identity.keyFile}.pub`, ...words, '--json')
    expect(rented, rented.err).toMatchObject({ code: 0 })
    return (JSON.parse(rented.out) as { lease: LeaseWire }).lease.leaseId
  }
  const run = async (words: string) => {
    const ran = await infinitio('ssh', '-i', identity.keyFile, leaseId, words)
    expect(ran, ran.err).toMatchObject({ code: 0 })
    return ran.out.trim()
  }
  /** Takes a snapshot with the command-line program. Resolves once the snapshot is stored or has failed. */
  const tryOne = async (): Promise<SnapshotWire> => {
    const asked = await infinitio('snapshot', leaseId, '--no-wait', '--json')
    expect(asked, asked.err).toMatchObject({ code: 0 })
    const { snapshotId } = JSON.parse(asked.out) as { snapshotId: string }
    const read = async () => (await renter.client.getLeaseDisk(leaseId)).snapshots.find((one) => one.snapshotId === snapshotId) ?? null
    const ended = (one: SnapshotWire | null) => one?.state === 'stored' || one?.state === 'failed'
    return (await waitFor({ what: 'the snapshot to end', within: 150, read, until: ended })) as SnapshotWire
  }

  it.each([
    ['that refuses the key', 'refused', 'snapshot.store_refused', 1],
    ['that is not there', 'gone', 'snapshot.store_refused', 1],
    ['whose line breaks in the middle of each part', 'cut', 'snapshot.store_away', 8],
  ] as const)('a bucket %s is reported, the lease continues, and no partial snapshot is stored', async (_which, fault, code, tries) => {
    bucket.suffer(fault)
    const failed = await tryOne().finally(() => bucket.suffer('none'))
    expect(failed).toMatchObject({ state: 'failed', code })
    expect(bucket.tries()).toBe(tries)
    expect(await run('cat note')).toBe('precious')
    expect(await bucket.objects()).toEqual([])
    const bidHash = `0x${'7'.repeat(64)}`
    await expect(renter.client.putRestore({ bidHash, snapshotId: failed.snapshotId, sealedKey: null })).rejects.toMatchObject({
      code: 'snapshot.not_stored',
    })
  })

  it('stores a disk in parts that nobody can read, and restores it on another lease', async () => {
    const stored = await tryOne()
    expect(stored).toMatchObject({ state: 'stored' })
    const parts = (await bucket.objects()).filter((name) => name.startsWith(`${stored.snapshotId}/`))
    expect(parts.toSorted()).toEqual([1, 2, 3].map((part) => `${stored.snapshotId}/${part}`))
    expect(await infinitio('end', leaseId)).toMatchObject({ code: 0 })
    leaseId = await rent('--from-snapshot', stored.snapshotId)
    await waitFor({
      what: 'the restore',
      within: 60,
      read: () => renter.client.getLeaseDisk(leaseId),
      until: ({ restore }) => restore?.state === 'done',
    })
    expect(await run('cat note; sha256sum -c sum')).toBe('precious\nbig: OK')
    expect(await infinitio('snapshots', '--delete', stored.snapshotId)).toMatchObject({ code: 0 })
    await waitFor({ what: 'the parts to be gone', within: 120, read: () => bucket.objects(), until: (names) => names.length === 0 })
  })

  it('writes neither the key nor a signed URL into a log, and gives the agent no key', () => {
    const logs = join(deployment.dataDir, 'logs')
    for (const name of readdirSync(logs)) {
      const text = readFileSync(join(logs, name), 'utf8')
      for (const hidden of [bucket.secret, 'X-Amz-Signature', 'X-Amz-Credential']) expect(text.includes(hidden), `${name} has ${hidden}`).toBe(false)
    }
    const environment = readFileSync(`/proc/${deployment.pid('agent')}/environ`, 'utf8')
    expect(environment).not.toContain(bucket.settings['SNAPSHOT_S3_KEY_ID'])
    expect(environment).not.toContain(bucket.secret)
  })
})
