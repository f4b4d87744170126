import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { clusterGateway, type MachineEnd, packetOf } from '../../test/clusterMachine.ts'
import { until } from '../../test/until.ts'
import { isWireGuard } from './clusterRelay.ts'

const send = (from: MachineEnd, to: string, text: string, size?: number) => from.datagrams.send({ peer: BigInt(to), bytes: packetOf(text, size) })
/** The packets that have arrived, with their senders, without those of `arrives`. */
const texts = ({ arrived }: MachineEnd) => arrived.flatMap(({ from, text }) => (text === mark ? [] : [`${from} ${text}`]))
const mark = 'mark'

describe('forwards packets between the leases of a cluster over real tunnels', () => {
  test('in both directions, with the lease from which each packet came, and shows each machine the members that it reaches', async () => {
    const { one, two } = await setup()
    // A busy machine may drop a packet that waited too long, so each is sent until one arrives.
    await until(() => {
      send(one, '2', 'hello')
      send(two, '1', 'hello back')
      return one.arrived.length > 0 && two.arrived.length > 0
    })
    expect([new Set(texts(one)), new Set(texts(two))]).toEqual([new Set(['2 hello back']), new Set(['1 hello'])])
    expect([one.lists.at(-1), two.lists.at(-1)]).toEqual(['2', '1'])
  })

  test('refuses packets from and to another cluster, another holder, and the sender itself', async () => {
    const { one, two, machine } = await setup()
    const other = await machine(['3', '4', '5', '10'])
    const [third, fifth] = [await other.admitted('3', { cluster: 'another' }), await other.admitted('5', { cluster: 'another' })]
    const [fourth, tenth] = [await other.admitted('4', { holder: '0xheir' }), await other.admitted('10', { holder: '0xheir' })]
    for (const stranger of [third, fourth, fifth, tenth]) for (const to of ['1', '2', '99']) send(stranger, to, 'from a stranger')
    for (const to of ['1', '3', '4', '5', '10']) send(one, to, 'to a stranger or itself')
    // Each stream keeps its sequence. So when a later packet of a lease has arrived, its earlier ones were refused.
    await Promise.all([
      ...[arrives(two, { from: one, to: '2' }), arrives(fifth, { from: third, to: '5' }), arrives(third, { from: fifth, to: '3' })],
      ...[arrives(tenth, { from: fourth, to: '10' }), arrives(fourth, { from: tenth, to: '4' })],
    ])
    expect([one, two, third, fourth, fifth, tenth].flatMap(texts)).toEqual([])
    expect([third, fourth, fifth, tenth].map(({ lists }) => lists.at(-1))).toEqual(['5', '10', '3', '4'])
    expect([one.lists, two.lists]).toEqual([['2'], ['1']])
  })

  test('opens no stream for a lease outside clusters', async () => {
    const { machine, relay } = await setup()
    const third = await machine(['6'])
    relay.see({ leaseId: '6', nodeId: third.nodeId, holder: '0xholder', cluster: null })
    const seventh = await (await machine(['7'])).admitted('7')
    expect(third.ends.size).toBe(0)
    await until(() => seventh.lists.at(-1) === '1,2')
  })

  test('nothing after the end of a lease, whatever its machine still sends on the stream that was allowed', async () => {
    const { one, two, relay, machine } = await setup()
    const third = await (await machine(['8'])).admitted('8')
    await until(() => two.lists.at(-1) === '1,8')
    relay.end('1')
    for (let at = 0; at < 100; at += 1) send(one, '2', 'after the end')
    send(two, '1', 'to a lease that is over')
    await arrives(two, { from: third, to: '2' })
    await until(() => one.datagrams.isOver)
    expect(texts(two).filter((text) => text.startsWith('1 '))).toEqual([])
    expect(texts(one)).toEqual([])
    expect(two.lists.at(-1)).toBe('8')
  })

  test('ends the stream of a lease that was given to another holder, and opens one in its new cluster', async () => {
    const { one, two, relay, first } = await setup()
    relay.see({ leaseId: '1', nodeId: first.nodeId, holder: '0xheir', cluster: 'one' })
    await until(() => one.datagrams.isOver && first.ends.get('1') !== one)
    const heir = first.ends.get('1') ?? expect.unreachable()
    send(heir, '2', 'from the heir')
    await until(() => two.lists.at(-1) === '')
    expect([texts(two), heir.lists]).toEqual([[], []])
  })

  test('drops packets that are not of WireGuard', async () => {
    const { one, two } = await setup()
    const plain = Buffer.alloc(84)
    plain.writeUInt8(0x45, 0)
    one.datagrams.send({ peer: 2n, bytes: plain })
    await arrives(two, { from: one, to: '2' })
    expect(texts(two)).toEqual([])
  })

  test.each([
    ['an oversize packet', () => Buffer.concat([Buffer.of(1, 0x40, 0), Buffer.alloc(0x4000)])],
    ['a frame of an unknown type', () => Buffer.of(77)],
    ['a list of members', () => Buffer.of(3, 0, 0)],
  ])('cuts the stream of a machine that sends %s, and goes on with a new one', async (_name, bytes) => {
    const { one, two, first, clock } = await setup()
    one.carrier.write(bytes())
    await until(() => one.datagrams.isOver && two.lists.at(-1) === '')
    clock.nowMs += 5_000
    await first.admitted('1')
    await until(() => first.ends.get('1') !== one)
    await arrives(two, { from: first.ends.get('1') ?? one, to: '2' })
  })

  test('limits a flood of one lease to its rate, so that another lease of the gateway gets through', async () => {
    const { one, two, clock } = await setup({ mbps: 20, mbpsPerLease: 8 })
    for (let at = 0; at < 4_000; at += 1) {
      send(one, '2', 'flood', 1_312)
      if (at % 100 === 99) await turn()
    }
    await arrives(one, { from: two, to: '1' })
    expect(texts(two).length).toBeGreaterThan(0)
    // Until the clock goes on, a lease may send 64 KiB at once.
    const mostAtOnce = 65_536 / 1_312
    expect(texts(two).length).toBeLessThanOrEqual(mostAtOnce)
    clock.nowMs += 1_000
    await arrives(two, { from: one, to: '2' })
    // The flood may still wait in a queue when the clock goes on. It then gets the same amount once more.
    expect(texts(two).length).toBeLessThanOrEqual(2 * mostAtOnce)
  })

  test('lets packets to nobody use nothing of what the leases of clusters may send together', async () => {
    const { one, two, machine } = await setup({ mbps: 8, mbpsPerLease: 8 })
    const other = await machine(['11', '12'])
    const [stranger, friend] = [await other.admitted('11', { cluster: 'another' }), await other.admitted('12', { cluster: 'another' })]
    // Until the clock goes on, one lease may send 64 KiB, and so may all leases together.
    for (let at = 0; at < 40; at += 1) send(stranger, '2', 'to a stranger', 1_312)
    await arrives(friend, { from: stranger, to: '12' })
    // Forwards 40 packets of the 49 that the limit allows. If the stranger had used the limit, fewer than 20 could pass.
    let sent = 0
    await until(() => {
      if (sent < 45) send(one, '2', 'within the limit', 1_312)
      sent += 1
      return texts(two).length >= 40
    })
  })

  test('opens the stream again after a machine has connected again, or has refused it', async () => {
    const { two, machine, clock, relay, server } = await setup()
    const leases: string[] = []
    const late = await machine(leases)
    const seenFor = (seconds: number) => {
      clock.nowMs += seconds * 1_000
      relay.see({ leaseId: '9', nodeId: late.nodeId, holder: '0xholder', cluster: 'one' })
    }
    seenFor(0)
    await until(() => late.refused.length === 1)
    leases.push('9')
    seenFor(4)
    expect(two.lists.at(-1)).toBe('1')
    seenFor(1)
    await until(() => two.lists.at(-1) === '1,9')
    server.tunnels.end(late.nodeId)
    await until(() => two.lists.at(-1) === '1')
    await until(() => {
      seenFor(5)
      return two.lists.at(-1) === '1,9'
    })
  })
})

const starting = (bytes: number[], length = 148) => Buffer.concat([Buffer.from(bytes), Buffer.alloc(length - bytes.length)])

test('accepts the four types of WireGuard', () => {
  expect([1, 2, 3, 4].map((type) => isWireGuard(starting([type])))).toEqual([true, true, true, true])
  expect(isWireGuard(starting([4], 32))).toBe(true)
})

test('refuses packets in the clear, other types, and packets that are too short', () => {
  const plain = [
    starting([0x45, 0, 0, 84]),
    starting([0x60, 0, 0, 0]),
    starting([0]),
    starting([5]),
    starting([1, 1]),
    starting([4], 31),
    Buffer.of(1),
  ]
  expect(plain.map(isWireGuard)).toEqual(plain.map(() => false))
})

/** Sends marked packets until one arrives. Then each packet that the sender sent earlier has also arrived or was dropped. */
async function arrives(at: MachineEnd, { from, to }: { from: MachineEnd; to: string }): Promise<void> {
  await until(() => {
    send(from, to, mark)
    return at.arrived.some(({ text }) => text === mark)
  })
}

/** A gateway, and two machines with one lease each, 1 and 2, of one cluster. */
async function setup(limits: { mbps?: number; mbpsPerLease?: number } = {}) {
  const gateway = await clusterGateway({ ...limits, onClose: onTestFinished })
  const [first, second] = [await gateway.machine(['1']), await gateway.machine(['2'])]
  const [one, two] = [await first.admitted('1'), await second.admitted('2')]
  await until(() => one.lists.at(-1) === '2' && two.lists.at(-1) === '1')
  return { ...gateway, first, one, two }
}
