import { address as parse } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { nextDouble } from './punishDoubles.ts'

const root = (digit: string) => ({ setHash: `0x${'a'.repeat(64)}`, root: `0x${digit.repeat(64)}`, signature: `0x${'b'.repeat(130)}` })
const [address, liar] = [parse(`0x${'1'.repeat(40)}`), parse(`0x${'2'.repeat(40)}`)]
const double = (epoch: number, signer = liar) => ({ subject: 'nodes' as const, epoch, signer, first: root('1'), second: root('2') })

describe('selects the next pair of contradicting signatures', () => {
  it('tries each pair once, also after a refusal, before it tries one again', () => {
    const doubles = { sent: new Set<string>(), tried: new Set<string>() }
    const items = [double(1), double(2), double(3)]
    const epochs = Array.from({ length: 7 }, () => {
      const next = nextDouble(items, { address, doubles })
      if (next === null) return null
      doubles.tried.add(next.name)
      return next.item.epoch
    })
    expect(epochs).toEqual([1, 2, 3, 1, 2, 3, 1])
  })

  it('never returns a pair that was sent, or one of this validator', () => {
    const doubles = { sent: new Set<string>(), tried: new Set<string>() }
    const items = [double(1, address), double(2)]
    const next = nextDouble(items, { address, doubles })
    expect(next?.item.epoch).toBe(2)
    doubles.sent.add(next?.name ?? '')
    expect(nextDouble(items, { address, doubles })).toBeNull()
    expect(nextDouble([], { address, doubles })).toBeNull()
  })
})
