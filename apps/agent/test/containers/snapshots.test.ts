import { generateKeyPairSync } from 'node:crypto'
import { commitSecrets, hex32, openSecrets, type Secrets, zeroHex32 } from '@infinitio/domain'
import type { SnapshotOrderWire, SnapshotReportWire } from '@infinitio/domain/wire'
import { signSnapshotOrder } from '@infinitio/sdk'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sandbox } from '../../src/runtime/runtime.ts'
import type { DiskStore } from '../../src/snapshots/diskMarket.ts'
import { restoreDisk } from '../../src/snapshots/restoreDisk.ts'
import { takeSnapshot } from '../../src/snapshots/takeSnapshot.ts'
import { engineOfTests, inContainers, type TestEngine, whyNoContainers } from './engineOfTests.ts'
import { makeEvilImage } from './evilImage.ts'
import { openTestRuntime, runIn, until } from './runtimeOfTests.ts'

type Chain = Parameters<typeof signSnapshotOrder>[1]['chain']

const chain: Chain = { chainId: 31_337, addresses: { market: `0x${'7'.repeat(40)}` } as Chain['addresses'], chainNow: 1_000_000 }
const domain = { chainId: chain.chainId, market: chain.addresses.market } as never
const renter = privateKeyToAccount(generatePrivateKey())
const machine = { nodeId: hex32(`0x${'9'.repeat(64)}`), ...newBox() }
const secrets: Secrets = { salt: hex32(`0x${'5'.repeat(64)}`), values: { TOKEN: 'precious' } }
const chainOfMachine = async (nodeId: string) => (nodeId === machine.nodeId ? machine.boxKey : null)

const kinds = [
  ['as a shell', null],
  [`in a container${inContainers}`, whyNoContainers],
] as const

describe.each(kinds)('copies the disk of a lease that runs %s', (kind, why) => {
  let engine: TestEngine | null = null
  let runtime: Awaited<ReturnType<typeof openTestRuntime>>
  let from: Sandbox
  beforeAll(async () => {
    if (why !== null) return
    if (kind !== 'as a shell') engine = await engineOfTests()
    const container = engine === null ? null : { socketPath: engine.socket, network: engine.network, image: makeEvilImage(engine) }
    runtime = await openTestRuntime({ container })
    from = await runtime.lease('7')
    await runIn(
      from,
      'echo precious > ~/note; mkdir -p ~/.ssh && chmod 700 ~/.ssh && echo key > ~/.ssh/id && chmod 600 ~/.ssh/id; ln -s /etc/passwd ~/link',
    )
    await runIn(from, 'head -c 6000000 /dev/urandom > ~/big; cd ~; sha256sum big > sum; mkfifo pipe; echo gone > /tmp/elsewhere')
  })
  afterAll(async () => {
    await runtime?.close()
    await engine?.stop()
  })

  test.skipIf(why !== null)('copies the disk while everything is paused, and restores it in another lease for its user', async () => {
    await runIn(from, '(while true; do echo tick >> ~/ticks; sleep 0.02; done) >/dev/null 2>&1 & disown 2>/dev/null; sleep 0.1')
    const ticks = async () => Number((await runIn(from, 'wc -l < ~/ticks')).stdout)
    await from.standStill()
    const before = await ticks()
    const store = new Store()
    await take(from, store)
    expect(await ticks()).toBe(before)
    await from.goOn()
    await until('it to go on', async () => (await ticks()) > before)
    await runIn(from, 'pkill -f ticks || true')
    expect(store.report).toMatchObject({ state: 'stored', parts: 2 })
    for (const part of store.parts.values()) expect(Buffer.from(part).includes('precious')).toBe(false)
    // The snapshot contains the lease's secrets, encrypted for the machine that the renter's signature names. So that machine need not ask the renter for them.
    const box = store.report?.state === 'stored' ? (store.report.secretsBox ?? '') : ''
    const opened = (boxSecret: `0x${string}`) => openSecrets({ box, boxSecret, owner: machine, secrets: commitSecrets(secrets) })
    expect(await opened(machine.boxSecret)).toEqual(secrets)
    expect(await opened(newBox().boxSecret)).toEqual({ rejected: 'lease.secrets_unreadable' })

    const to = await runtime.lease('8')
    await restore(to, store)
    const { stdout } = await runIn(
      to,
      'cd ~; cat note .ssh/id; stat -c %a .ssh .ssh/id; readlink link; sha256sum -c sum; stat -c %u note; id -u; wc -l < ticks',
    )
    const [note, key, folder, file, link, sum, owner, self, seen] = stdout.trim().split('\n')
    expect([note, key, folder, file, link, sum]).toEqual(['precious', 'key', '700', '600', '/etc/passwd', 'big: OK'])
    expect([owner, Number(seen)]).toEqual([self, before])
    // Restores again, as after an interrupted restore. The disk must be the same.
    await restore(to, store)
    expect((await runIn(to, 'cd ~; sha256sum -c sum')).stdout.trim()).toBe('big: OK')
    await to.stop([])
    expect((await to.wipe()).residue).toEqual([])
  })

  test.skipIf(why !== null)('restores nothing from a changed, exchanged or cut part, or with another machine’s key', async () => {
    const store = new Store()
    await take(from, store)
    const to = await runtime.lease('9')
    const [one = new Uint8Array(), two = new Uint8Array()] = [1, 2].map((part) => store.parts.get(part))
    const flipped = new Uint8Array(one)
    flipped[100_000] = (flipped[100_000] ?? 0) ^ 1
    const wrong: [number, Uint8Array<ArrayBuffer>][] = [
      [1, flipped],
      [1, two],
      [2, two.slice(0, 1_000)],
    ]
    for (const [part, bytes] of wrong) {
      const kept = store.parts.get(part) as Uint8Array<ArrayBuffer>
      store.parts.set(part, bytes)
      await expect(restore(to, store)).rejects.toMatchObject({ code: 'snapshot.damaged' })
      store.parts.set(part, kept)
    }
    await expect(restore(to, store, newBox())).rejects.toMatchObject({ code: 'snapshot.key_unusable' })
    await restore(to, store)
  })

  test.skipIf(why !== null)('makes no copy for anybody without the renter’s signature', async () => {
    const stranger = privateKeyToAccount(generatePrivateKey())
    const wrong: [() => Promise<SnapshotOrderWire>, string][] = [
      [() => signedBy(stranger), 'auth.signature_wrong_signer'],
      [async () => ({ ...(await signedBy(renter)), nodeKey: newBox().boxKey }), 'auth.signature_wrong_signer'],
      [() => signedBy(renter, { leaseId: '8' }), 'auth.signature_wrong_signer'],
      [() => signedBy(renter, { nodeKey: newBox().boxKey }), 'snapshot.key_unusable'],
      [() => signedBy(renter, { node: zeroHex32, nodeKey: zeroHex32 }), 'snapshot.key_unusable'],
      [() => signedBy(renter, {}, -90_000), 'snapshot.order_expired'],
    ]
    for (const [order, code] of wrong) {
      const store = new Store()
      await expect(take(from, store, await order())).rejects.toMatchObject({ code })
      expect([store.parts.size, store.report]).toEqual([0, null])
    }
    await expect(take(from, new Store(), await signedBy(renter), 1_000_000)).rejects.toMatchObject({ code: 'snapshot.too_large' })
  })
})

/** A snapshot store in memory. The test can read and change the parts that are stored in it. */
class Store implements DiskStore {
  readonly parts = new Map<number, Uint8Array<ArrayBuffer>>()
  report: SnapshotReportWire | null = null
  async put({ part }: { part: number }, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.parts.set(part, bytes)
  }
  async get({ part }: { part: number }): Promise<Uint8Array> {
    return this.parts.get(part) ?? new Uint8Array()
  }
  async snapshot(_snapshotId: string, report: SnapshotReportWire): Promise<void> {
    this.report = report
  }
  async restore(): Promise<void> {}
}

function signedBy(signer: typeof renter, change: { leaseId?: string; node?: string; nodeKey?: string } = {}, later = 0): Promise<SnapshotOrderWire> {
  const wish = { leaseId: '7', node: machine.nodeId, nodeKey: machine.boxKey, ...change }
  return signSnapshotOrder(signer, { ...wish, chain: { ...chain, chainNow: chain.chainNow + later } })
}

async function take(sandbox: Sandbox, store: Store, order?: SnapshotOrderWire, mostBytes = 10 ** 9): Promise<void> {
  const judge = { renter: renter.address.toLowerCase(), domain, nowSeconds: chain.chainNow, boxKeyOf: chainOfMachine }
  const task = { snapshotId: 'one', order: order ?? (await signedBy(renter)), mostBytes }
  await takeSnapshot({ leaseId: '7', task, judge, secrets, sandbox, market: store, onWords: async () => {} })
}

async function restore(sandbox: Sandbox, { parts, report, ...store }: Store, box: { boxKey: `0x${string}`; boxSecret: `0x${string}` } = machine) {
  if (report?.state !== 'stored' || report.nodeSealed === null) throw new Error('nothing is stored for the machine')
  const task = { ...report, snapshotId: 'one', sealedKey: report.nodeSealed }
  const market = Object.assign(new Store(), store, { parts })
  await restoreDisk({ leaseId: '7', task, box: { ...machine, ...box }, sandbox, market, onPercent: async () => {}, onWords: async () => {} })
}

function newBox() {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const bytes = (text = '') => hex32(`0x${Buffer.from(text, 'base64url').toString('hex')}`)
  return { boxKey: bytes(publicKey.export({ format: 'jwk' }).x), boxSecret: bytes(privateKey.export({ format: 'jwk' }).d) }
}
