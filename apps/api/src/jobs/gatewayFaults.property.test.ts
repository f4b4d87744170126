import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gatewayFaults, type TunnelOfNode, togetherMs } from './gatewayFaults.ts'

const minuteMs = 60_000
const tunnel = fc
  .record({
    gatewayId: fc.constantFrom('one', 'two'),
    nodeId: fc.integer({ min: 0, max: 24 }).map(String),
    stoodMs: fc.constantFrom(0, 10_000, minuteMs, 20 * minuteMs),
    droppedAtMs: fc.option(fc.integer({ min: 0, max: 6 * minuteMs }), { nil: null, freq: 2 }),
  })
  .map(({ stoodMs, ...one }) => ({ ...one, connectedAtMs: 30 * minuteMs + (one.droppedAtMs ?? 6 * minuteMs) - stoodMs }))
  .map((one) => ({ ...one, droppedAtMs: one.droppedAtMs === null ? null : one.droppedAtMs + 30 * minuteMs }))
/** Random tunnels between nodes and gateways. Each node belongs to one of four providers, and to one of four sites or none. */
const tunnels = fc.tuple(fc.array(tunnel, { maxLength: 60 }), fc.nat({ max: 5 })).map(([all, sites]) =>
  all.map((one) => ({
    ...{ ...one, provider: String(Number(one.nodeId) % 4) },
    site: sites > 4 || Number(one.nodeId) % 7 >= sites ? null : String(Number(one.nodeId) % 7),
  })),
)

/**
 * A slow version of the search for failed gateways, with plain loops, to compare the fast one with. For each tunnel that dropped, it looks at the tunnels of
 * the same gateway that were up at that moment, and counts those that dropped within the next 60 s. If these show that the gateway failed, it returns their
 * nodes, except nodes that have a later tunnel.
 */
function slowly(all: readonly TunnelOfNode[]): string[] {
  const found = new Set<string>()
  for (const gatewayId of ['one', 'two']) {
    const own = all.filter((one) => one.gatewayId === gatewayId)
    const nodes = new Set(own.map(({ nodeId }) => nodeId)).size
    for (const { droppedAtMs: fromMs } of own) {
      if (fromMs === null) continue
      const together = own
        .filter(({ droppedAtMs }) => droppedAtMs !== null && droppedAtMs >= fromMs && droppedAtMs <= fromMs + togetherMs)
        .filter(({ connectedAtMs }) => connectedAtMs <= fromMs)
      const ids = new Set(together.map(({ nodeId }) => nodeId))
      const providers = new Set(together.map(({ provider }) => provider))
      const unplaced = new Set(together.filter(({ site }) => site == null).map(({ provider }) => provider))
      const sites = new Set(together.map(({ site }) => site).filter((site) => site != null))
      if (ids.size * 5 > nodes && providers.size > 1 && (sites.size > 2 || unplaced.size > 1))
        for (const one of together) if (lastOf(all, one.nodeId) === one) found.add(one.nodeId)
    }
  }
  return [...found].sort()
}

function lastOf(all: readonly TunnelOfNode[], nodeId: string): TunnelOfNode | undefined {
  return all
    .filter((one) => one.nodeId === nodeId)
    .toSorted((one, other) => (one.droppedAtMs ?? 1e15) - (other.droppedAtMs ?? 1e15))
    .at(-1)
}

test('a gateway that loses more than a fifth of its nodes within 60 s, of several providers, and no other, answers for them', () => {
  fc.assert(fc.property(tunnels, (all) => void expect([...gatewayFaults(all)].sort()).toEqual(slowly(all))))
})

test('nodes whose tunnel stands are never named, nor those of another gateway', () => {
  fc.assert(
    fc.property(tunnels, (all) => {
      const dropped = new Set(all.flatMap(({ nodeId, droppedAtMs }) => (droppedAtMs === null ? [] : [nodeId])))
      for (const nodeId of gatewayFaults(all)) expect(dropped).toContain(nodeId)
    }),
  )
})

test.each<[string, number, number, (at: number) => string, number, number]>([
  ['a fifth of them is no more than a fifth', 10, 2, String, 1_000, 0],
  ['one more is', 10, 3, String, 1_000, 3],
  ['over more than a minute it is chance', 10, 3, String, 31_000, 0],
  ['within just a minute it is not', 10, 3, String, 30_000, 3],
  ['all sixty of one provider lost power', 100, 60, () => 'one provider', 0, 0],
  ['one of two nodes went', 2, 1, String, 0, 0],
])('%s', (_what, nodes, dropped, providerOf, everyMs, named) => {
  const all = Array.from({ length: nodes }, (_, at) => ({
    ...{ gatewayId: 'one', nodeId: String(at), provider: providerOf(at) },
    ...{ connectedAtMs: 0, droppedAtMs: at < dropped ? at * everyMs : null },
  }))
  expect(gatewayFaults(all).size).toBe(named)
})

test.each<[string, number, (at: number) => string, number]>([
  ['two wallets at one site', 2, () => 'here', 0],
  ['two wallets at two sites', 2, (at) => `${at % 2}`, 0],
  ['two wallets at three sites', 2, (at) => `${at % 3}`, 6],
  ['one wallet at three sites', 1, (at) => `${at % 3}`, 0],
])('blames the gateway for six of ten nodes that dropped at once only if they come from three sites: %s', (_who, wallets, siteOf, named) => {
  const all = Array.from({ length: 10 }, (_, at) => ({
    ...{ gatewayId: 'one', nodeId: String(at), provider: String(at % wallets), site: siteOf(at) },
    ...{ connectedAtMs: 0, droppedAtMs: at < 6 ? 1_000 : null },
  }))
  expect(gatewayFaults(all).size).toBe(named)
})

test('leaves out a node that reconnected and disconnected again, within the same minute too, unless the gateway fails again', () => {
  const fallen = ['a', 'b', 'c'].map((nodeId) => ({ gatewayId: 'one', nodeId, provider: nodeId, connectedAtMs: 0, droppedAtMs: 100_000 }))
  const back = (nodeId: string, droppedAtMs: number | null) => ({ gatewayId: 'one', nodeId, provider: nodeId, connectedAtMs: 105_000, droppedAtMs })
  expect([...gatewayFaults(fallen)]).toEqual(['a', 'b', 'c'])
  expect([...gatewayFaults([...fallen, back('a', null), back('b', 120_000)])]).toEqual(['c'])
  expect([...gatewayFaults([...fallen, back('a', null), { ...back('b', 120_000), gatewayId: 'two' }])]).toEqual(['c'])
  // Node c had connected to gateway two before gateway one failed. So it has no later connection and is returned, too.
  expect([...gatewayFaults([...fallen, { ...back('c', 50_000), connectedAtMs: 40_000, gatewayId: 'two' }])]).toEqual(['a', 'b', 'c'])
  expect([...gatewayFaults([...fallen, back('a', 120_000), back('b', 130_000)])].sort()).toEqual(['a', 'b', 'c'])
})
