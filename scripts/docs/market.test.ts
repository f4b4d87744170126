import { describe, expect, it } from 'vitest'
import { marketAbi } from '../../packages/chain/src/index.ts'
import { feeLines } from '../../packages/domain/src/fees/feeLines.ts'
import { endReasons } from '../../packages/domain/src/leases/endReason.ts'
import { timeInForce } from '../../packages/domain/src/orders/timeInForce.ts'
import { leaseEdges } from '../../apps/engine/test/simulation/leaseEdges.ts'
import { codeIn, tableRows, textOf } from './tableRows.ts'

const page = textOf('docs/market.md')
const types = textOf('contracts/src/types/MarketTypes.sol')
const states = textOf('contracts/test/concrete/market/states/states.t.sol')
/**
 * A function of the market with one of these parameter names opens or changes a lease. `settleGroup` is left out, because only the contract itself calls it,
 * for a part of a batch.
 */
const actsOnLeases = new Set<string>(['given', 'item', 'items', 'head'])
const internal = new Set<string>(['settleGroup'])
const edges = tableRows(page, 'Edges').map(([edge = '', from = '', to = '', functions = '']) => ({ edge: Number(edge), from, to, functions }))

describe('docs/market.md', () => {
  it.each(['Ask', 'Mandate', 'Bid'])('lists the fields of %s in the sequence that is signed', (struct) => {
    const [, body = ''] = new RegExp(`struct ${struct} \\{([^}]+)\\}`).exec(types) ?? []
    const fields = [...body.matchAll(/^\s+(\w+) (\w+);/gm)].map(([, type, name]) => [name, type])
    expect(fields.length).toBeGreaterThan(10)
    expect(tableRows(page, struct).map(([name = '', type = '']) => [codeIn(name)[0], codeIn(type)[0]])).toEqual(fields)
  })

  it('lists every time in force with its code', () => {
    const listed = tableRows(page, 'Kinds of bids').map(([code, name = '']) => [codeIn(name)[0], Number(code)])
    expect(Object.fromEntries(listed)).toEqual(timeInForce)
  })

  it('lists every reason for an end with its code', () => {
    expect(tableRows(page, 'Why a lease ended').map(([code, name = '']) => [Number(code), codeIn(name)[0]])).toEqual(
      endReasons.map((name, index) => [index + 1, name]),
    )
  })

  it('lists every fee with its payer, payee, charge and signed limit', () => {
    const listed = tableRows(page, 'Fees').map(([key = '', payer, payee, charge, limit = '']) => [
      codeIn(key)[0],
      payer,
      payee,
      charge,
      codeIn(limit)[0],
    ])
    expect(listed).toEqual(Object.entries(feeLines).map(([key, { payer, payee, charge, limit }]) => [key, payer, payee, charge, limit]))
  })

  it('lists every state of a lease', () => {
    const constants = [...textOf('contracts/src/libraries/LeaseLib.sol').matchAll(/constant STATE_(\w+) = /g)].map(([, name]) => name)
    expect(tableRows(page, 'The lease').map(([state = '']) => codeIn(state)[0])).toEqual(constants)
  })

  it('numbers the edges as the simulation does', () => {
    expect(edges.map(({ edge }) => edge)).toEqual(Object.keys(leaseEdges).map(Number))
  })

  it('has every function of the market that opens or changes a lease', () => {
    const listed = new Set(edges.flatMap(({ functions }) => codeIn(functions)))
    const taken = marketAbi.flatMap((entry) =>
      entry.type === 'function' && entry.stateMutability === 'nonpayable' && entry.inputs.some(({ name }) => actsOnLeases.has(name))
        ? [entry.name]
        : [],
    )
    expect([...listed].toSorted()).toEqual(taken.filter((name) => !internal.has(name)).toSorted())
  })

  it.each(edges)('takes edge $edge from $from to $to, as the test of every act at every moment does', ({ edge, from, to }) => {
    const numbers = { NONE: 0, BOOKED: 1, ACTIVE: 2, ENDED: 3 } as const
    const found = edgesOfStatesTest().filter((taken) => taken.edge === edge)
    // An edge is a numbered state change of a lease. The contract test performs neither edge 1, which opens the lease, nor edge 14, for which the contract has
    // no function.
    if (edge === 1 || edge === 14) return expect(found.every((taken) => taken.to === null)).toBe(true)
    const target = numbers[to as keyof typeof numbers]
    const source = from === 'BOOKED' ? 'booked' : 'later'
    expect(found).toContainEqual({ edge, from: source, to: target })
    expect(found.every((taken) => taken.from === 'later' || taken.from === source || edge === 9)).toBe(true)
  })
})

type Taken = { edge: number; from: 'booked' | 'later'; to: number | null }

/**
 * Returns the edges (numbered state changes of a lease) that comments in the function `_edge` of states.t.sol name. Each comes with the state that the code in
 * the same line returns.
 */
function edgesOfStatesTest(): Taken[] {
  const body = states.slice(states.indexOf('function _edge('), states.indexOf('function _direct('))
  const lines = body.split('\n')
  const later = lines.findIndex((line) => line.includes('act == Act.Claim || act == Act.Credit'))
  return lines.flatMap((line, index) => {
    const [, comment = ''] = /\/\/ ([\d, ]+)/.exec(line) ?? []
    const [, conditional] = /\? (\d) : REFUSED/.exec(line) ?? []
    const [, two] = /\? 3 : (2);/.exec(line) ?? []
    const [, plain] = /return (\d);/.exec(line) ?? []
    const to = conditional ?? two ?? plain
    const from = index < later ? ('booked' as const) : ('later' as const)
    return [...comment.matchAll(/\d+/g)].map(([edge]) => ({ edge: Number(edge), from, to: to === undefined ? null : Number(to) }))
  })
}
