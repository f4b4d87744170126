import { address } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { mostOfPayer, mostSending, safeMs, SendingSlots } from './sendingSlots.ts'

const payerOf = (number: number) => address(`0x${number.toString(16).padStart(40, '0')}`)

describe('SendingSlots', () => {
  it('gives one payer four places, and a place that was left to its next answer', () => {
    const { slots } = setup()
    const held = Array.from({ length: mostOfPayer }, () => slots.take(payerOf(1), () => {}))
    expect(() => slots.take(payerOf(1), () => {})).toThrow('4 answers of one payer')
    held[0]?.leave()
    held[0]?.leave()
    slots.take(payerOf(1), () => {})
    expect(() => slots.take(payerOf(1), () => {})).toThrow('4 answers of one payer')
  })

  it('an attack: two payers that do not read leave 24 places to the others', () => {
    const { slots } = setup()
    for (const payer of [1, 2]) for (let place = 0; place < mostOfPayer; place++) slots.take(payerOf(payer), () => {})
    for (let payer = 3; payer < 27; payer++) slots.take(payerOf(payer), () => {})
    expect(() => slots.take(payerOf(99), () => {})).toThrow('32 answers')
  })

  it('an attack: a payer with 32 wallets that do not read loses the slowest place after ten seconds', () => {
    const { slots, clock } = setup()
    const stopped: number[] = []
    const held = Array.from({ length: mostSending }, (_, place) => slots.take(payerOf(place), () => void stopped.push(place)))
    for (const [place, slot] of held.entries()) slot.note(place === 20 ? 10 : 1_000)
    clock.ms += safeMs - 1
    expect(() => slots.take(payerOf(99), () => {})).toThrow('32 answers')
    expect(stopped).toEqual([])
    clock.ms += 1
    slots.take(payerOf(99), () => {})
    expect(stopped).toEqual([20])
    held[20]?.leave()
    slots.take(payerOf(98), () => {})
    expect(stopped).toEqual([20, 0])
  })

  function setup() {
    const clock = { ms: 1_000 }
    return { clock, slots: new SendingSlots(() => clock.ms) }
  }
})
