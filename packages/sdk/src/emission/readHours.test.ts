import { hex32 } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import type { ApiRequest, Transport } from '../transport/createTransport.ts'
import { type KnownHours, readHours } from './readHours.ts'

const node = hex32(`0x${'a'.repeat(64)}`)

describe('reads the records of hours', () => {
  it('asks for each hour once, also for hours that never got a record', async () => {
    const { transport, asked } = market((hour) => (hour > 100 ? 600 : null))
    const known: KnownHours = new Map()
    await readHours(transport, { first: 1n, last: 144n, known })
    expect(asked).toEqual([
      [73, 144],
      [1, 72],
    ])
    expect(known.get(50n)).toEqual({ hour: 50n, nodes: [] })
    expect(known.get(144n)).toEqual({ hour: 144n, nodes: [{ node, seconds: 600 }] })
    asked.length = 0
    await readHours(transport, { first: 2n, last: 145n, known })
    expect(asked).toEqual([[74, 145]])
  })

  it('keeps a record as it was first read', async () => {
    const known: KnownHours = new Map()
    await readHours(market(() => 600).transport, { first: 1n, last: 3n, known })
    await readHours(market(() => 3_600).transport, { first: 1n, last: 4n, known })
    expect([...known.values()].map(({ nodes }) => nodes[0]?.seconds)).toEqual([600, 600, 600, 3_600])
  })

  it('remembers no impossible record', async () => {
    const known: KnownHours = new Map()
    await expect(readHours(market(() => 3_601).transport, { first: 1n, last: 3n, known })).rejects.toMatchObject({ code: 'api.not_found' })
    expect(known.size).toBe(0)
  })
})

/**
 * Simulates an API with a record for each hour. The record has one machine that was present for `secondsOf(hour)` seconds. If this is null, the hour has no
 * record.
 */
function market(secondsOf: (hour: number) => number | null): { transport: Transport; asked: [number, number][] } {
  const asked: [number, number][] = []
  const send = ({ query }: ApiRequest) => {
    const [first, last] = [Number(query?.first), Number(query?.last)]
    asked.push([first, last])
    const all = Array.from({ length: last - first + 1 }, (_, place) => first + place)
    const hours = all.flatMap((hour) => {
      const seconds = secondsOf(hour)
      return seconds === null ? [] : [{ hour, nodes: [{ node, seconds }] }]
    })
    return Promise.resolve({ hours })
  }
  return { transport: { options: { baseUrl: '' }, send, open: () => Promise.reject(new Error('no stream')) } as Transport, asked }
}
