import { address, hex32, serviceId } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { drawRerun } from './drawRerun.ts'

const id = (digit: string) => `0x${digit.repeat(40)}` as const
const of = (digit: string, owner = digit) => ({ service: serviceId(id(digit)), payee: address(id(owner)), site: `${owner}.example` })
const seedOf = (digit: string) => hex32(`0x${digit.repeat(64)}`)
const all = ['1', '2', '3', '4', '5', '6', '7'].map((digit) => of(digit))
const disputed = serviceId(id('1'))

describe('the services that answer a disputed request again', () => {
  it('are three of other owners, the same for everybody', () => {
    const drawn = drawRerun(all, { disputed, seed: seedOf('a') })
    expect(new Set(drawn).size).toBe(3)
    expect(drawn).not.toContain(disputed)
    expect(drawRerun(all.toReversed(), { disputed, seed: seedOf('a') })).toEqual(drawn)
  })

  it('change with the seed, and each service is drawn by some seed', () => {
    const found = new Set(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'].flatMap((digit) => drawRerun(all, { disputed, seed: seedOf(digit) })))
    expect(found.size).toBe(6)
  })

  it('count an owner once, however many services it has, and leave out the owner of the disputed one', () => {
    const many = [of('1'), of('2', '1'), of('3'), of('4', '3'), of('5', '3'), of('6')]
    const drawn = drawRerun(many, { disputed, seed: seedOf('b') })
    expect(drawn).toHaveLength(2)
    expect(drawn).toContain(id('6'))
    expect(drawn).not.toContain(id('2'))
  })
})
