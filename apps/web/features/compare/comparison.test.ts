import { describe, expect, test } from 'vitest'
import { addressOfComparison, comparisonFromParams } from '#web/features/compare/comparison.ts'

const id = (digit: string) => `0x${digit.repeat(64)}`
const read = (address: string) => comparisonFromParams(new URLSearchParams(address))

describe('a comparison in the address', () => {
  test('reads back the same comparison from its address', () => {
    const address = `/gpus/compare?nodes=${id('a')},${id('b')}&hours=8&gpus=4`
    expect(addressOfComparison(read(address.split('?')[1] ?? ''))).toBe(address)
    const minutes = `/gpus/compare?nodes=${id('a')}&minutes=90`
    expect(read(minutes.split('?')[1] ?? '').seconds).toBe(5_400)
    expect(addressOfComparison(read(minutes.split('?')[1] ?? ''))).toBe(minutes)
    expect(addressOfComparison(read(''))).toBe('/gpus/compare')
  })

  test('contains each machine once and at most four', () => {
    const { nodes } = read(`nodes=${['a', 'b', 'a', 'c', 'd', 'e'].map(id).join(',')}`)
    expect(nodes).toEqual(['a', 'b', 'c', 'd'].map(id))
  })

  test('ignores invalid values', () => {
    expect(read(`nodes=0x12,${id('A')},../x&hours=673&gpus=0`)).toEqual({ nodes: [], seconds: 86_400, gpus: null })
  })
})
