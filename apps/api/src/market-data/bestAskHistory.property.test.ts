import { type Address, pTokenUnits, zeroAddress } from '@infinitio/domain'
import { apply, type BookCommand, createBook } from '@infinitio/matching'
import { describe, expect, it } from 'vitest'
import { hashOf, nodeOf, otherProvider, placeAsk, renter, sceneStart } from '../../../../packages/matching/test/marketScene.ts'
import { randomOf } from '../../../../packages/matching/test/randomOf.ts'
import { bestAskHistory } from './bestAskHistory.ts'

const seeds = Array.from({ length: 15 }, (_, place) => 500 + place)
const [nodes, rows] = [12, 120]
const every = 2n ** 256n - 1n

type Standing = { readonly node: number; readonly price: bigint; readonly isPrivate: boolean }

describe('the best asks of the past', () => {
  it.each(seeds)('is what the cheapest public ask on an open node was, after any row, of any classes and regions (seed %i)', (seed) => {
    const random = randomOf(seed)
    const { play, history, seq } = market()
    const asks = new Map<string, Standing>()
    const silent = new Set<number>()
    const places = Array.from({ length: nodes }, (_, node) => ({ classId: 1 + (node % 3), regionId: 1 + (node % 2) }))
    for (const [node, place] of places.entries())
      play({ kind: 'NodeRegistered', node: nodeOf(node + 10), provider: otherProvider, ...place, gpus: 2, vramGib: 80 })
    const expected: { classMask: bigint; regionMask: bigint; seq: number; best: bigint | null }[] = []
    for (let row = 0; row < rows; row += 1) {
      const node = random.below(nodes)
      const isPrivate = random.chance(0.3)
      const act = random.below(4)
      if (act === 0 && asks.size > 0) {
        const name = random.pick([...asks.keys()])
        asks.delete(name)
        play({ kind: 'CancelOrder', orderHash: hashOf(name), by: otherProvider })
      } else if (act === 1) {
        if (silent.has(node)) silent.delete(node)
        else silent.add(node)
        play({ kind: silent.has(node) ? 'NodeSilent' : 'NodeBack', node: nodeOf(node + 10) })
      } else {
        for (const [name, ask] of asks) if (ask.node === node && ask.isPrivate === isPrivate) asks.delete(name)
        const price = BigInt(1 + random.below(8)) * random.pick([1n, 2n ** 60n])
        asks.set(`ask ${row}`, { node, price, isPrivate })
        const privateRenter: Address = isPrivate ? renter : zeroAddress
        const ask = { node: nodeOf(node + 10), provider: otherProvider, privateRenter, pricePerGpuSecond: pTokenUnits(price), nonce: BigInt(row + 1) }
        play(placeAsk(`ask ${row}`, ask))
      }
      const [classMask, regionMask] = [random.pick([every, 2n, 4n, 10n]), random.pick([every, 2n, 4n])]
      const fits = [...asks.values()].filter((ask) => {
        const place = places[ask.node] as (typeof places)[number]
        const isWanted = ((classMask >> BigInt(place.classId)) & 1n) === 1n && ((regionMask >> BigInt(place.regionId)) & 1n) === 1n
        return isWanted && !ask.isPrivate && !silent.has(ask.node)
      })
      const best = fits.reduce<bigint | null>((least, { price }) => (least === null || price < least ? price : least), null)
      expected.push({ classMask, regionMask, seq: seq(), best })
    }
    for (const { best, ...ended } of expected) expect([ended.seq, history.at(ended)]).toEqual([ended.seq, best])
    expect(expected.filter(({ best }) => best !== null).length).toBeGreaterThan(rows / 4)
  })

  it('have no answer for a time before their history', () => {
    const { play, history, seq } = market(10)
    play({ kind: 'NodeRegistered', node: nodeOf(10), provider: otherProvider, classId: 1, regionId: 1, gpus: 2, vramGib: 80 })
    play({ kind: 'NodeRegistered', node: nodeOf(11), provider: otherProvider, classId: 2, regionId: 1, gpus: 2, vramGib: 80 })
    play(placeAsk('dear', { node: nodeOf(11), provider: otherProvider, pricePerGpuSecond: pTokenUnits(99n), nonce: 99n }))
    const seqs: number[] = []
    for (let price = 1; price <= 30; price += 1) {
      play(placeAsk(`${price}`, { node: nodeOf(10), provider: otherProvider, pricePerGpuSecond: pTokenUnits(BigInt(price)), nonce: BigInt(price) }))
      seqs.push(seq())
    }
    const found = seqs.map((at) => history.at({ seq: at, classMask: every, regionMask: every }))
    const firstKnown = found.findIndex((price) => price !== null)
    expect(firstKnown).toBeGreaterThan(15)
    expect(found.slice(firstKnown)).toEqual(found.slice(firstKnown).map((_, place) => BigInt(firstKnown + place + 1)))
    expect(found.length - firstKnown).toBeGreaterThanOrEqual(5)
    expect(history.at({ seq: seqs[0] as number, classMask: 4n, regionMask: every })).toBe(99n)
  })

  function market(most?: number) {
    const book = createBook()
    const history = bestAskHistory(most === undefined ? {} : { most })
    let row = 0
    const play = (command: BookCommand): void => {
      row += 1
      apply(book, command, { seq: row, atMs: 1_000 * row })
      history.note(book, { seq: row })
    }
    play({ kind: 'Upgrade', version: 6, feeBps: 0n as never, relayFee: pTokenUnits(0n) })
    play({ kind: 'Block', number: 1, hash: `0x${'0'.repeat(64)}`, timestamp: sceneStart as never, final: false } as BookCommand)
    play({ kind: 'ProviderListed', provider: otherProvider })
    for (const classId of [1, 2, 3]) play({ kind: 'ClassAdded', classId, vramGib: 80, referencePricePerGpuSecond: pTokenUnits(500n) })
    for (const regionId of [1, 2]) play({ kind: 'RegionAdded', regionId })
    return { play, history, seq: () => row }
  }
})
