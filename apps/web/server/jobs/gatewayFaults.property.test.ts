import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gatewayFaults, type TunnelOfNode, togetherMs } from './gatewayFaults.ts'

const minuteMs = 60_000
const tunnel = fc.record({
  gatewayId: fc.constantFrom('one', 'two'),
  nodeId: fc.integer({ min: 0, max: 24 }).map(String),
  droppedAtMs: fc.option(fc.integer({ min: 0, max: 6 * minuteMs }), { nil: null, freq: 2 }),
})
/** Nodes belong to one of four providers, each to its own. */
const tunnels = fc.array(tunnel, { maxLength: 60 }).map((all) => all.map((one) => ({ ...one, provider: String(Number(one.nodeId) % 4) })))

/** The same said plainly: for each drop, all that dropped in the 60 s that begin with it. */
function slowly(all: readonly TunnelOfNode[]): string[] {
  const found = new Set<string>()
  for (const gatewayId of ['one', 'two']) {
    const own = all.filter((one) => one.gatewayId === gatewayId)
    const nodes = new Set(own.map(({ nodeId }) => nodeId)).size
    for (const { droppedAtMs: fromMs } of own) {
      if (fromMs === null) continue
      const together = own.filter(({ droppedAtMs }) => droppedAtMs !== null && droppedAtMs >= fromMs && droppedAtMs <= fromMs + togetherMs)
      const ids = new Set(together.map(({ nodeId }) => nodeId))
      if (ids.size * 5 > nodes && new Set(together.map(({ provider }) => provider)).size > 1) for (const id of ids) found.add(id)
    }
  }
  return [...found].sort()
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
    droppedAtMs: at < dropped ? at * everyMs : null,
  }))
  expect(gatewayFaults(all).size).toBe(named)
})
