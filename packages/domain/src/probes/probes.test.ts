import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { address } from '../ids/address.ts'
import { hex32 } from '../hashing/hex32.ts'
import { type ProbePlace, type ProbeRecord, probeAnswerText, probeReportText, probersOf, probeSecondOf, probeSeconds, probeText } from './index.ts'

const word = (digit: string) => hex32(`0x${digit.repeat(64)}`)
const member = (digit: string) => address(`0x${digit.repeat(40)}`)
const probe = { chainId: 31_337, hour: 480_000, validator: member('1'), node: word('a'), nonce: word('b') }
const answer = { kind: 'send', nonce: word('c'), bytes: 1_024, sha256: word('d') } as const

describe('messages of probes', () => {
  test('change with each of their parts, so that none counts for another validator, machine, hour, chain or nonce', () => {
    const others = [{ chainId: 1 }, { hour: 1 }, { validator: member('2') }, { node: word('2') }, { nonce: word('2') }]
    const texts = [probe, ...others.map((it) => ({ ...probe, ...it }))].map(probeText)
    expect(new Set(texts).size).toBe(texts.length)
    const answers = [
      answer,
      { ...answer, kind: 'echo' as const },
      { ...answer, nonce: word('2') },
      { ...answer, bytes: 1 },
      { ...answer, sha256: word('2') },
    ]
    const signed = [...answers.map((it) => probeAnswerText(probe, it)), ...others.map((it) => probeAnswerText({ ...probe, ...it }, answer))]
    expect(new Set([...signed, ...texts]).size).toBe(signed.length + texts.length)
  })

  test('state the records of a report, in any sequence', () => {
    const record: ProbeRecord = { node: word('a'), gateway: 'one', rttMicros: 5, downKbps: 6, upKbps: 7 }
    const other = { ...record, gateway: 'two', rttMicros: null }
    const text = (records: readonly ProbeRecord[], place: ProbePlace | null = null) => probeReportText({ chainId: 1, hour: 2, place, records })
    expect(text([record, other])).toBe(text([other, record]))
    const changes = [{ node: word('b') }, { gateway: 'three' }, { rttMicros: 6 }, { downKbps: 0 }, { upKbps: 0 }]
    const texts = [[], [record], ...changes.map((it) => [{ ...record, ...it }]), [record, other]].map((it) => text(it))
    const places = [
      { latitude: 1, longitude: 2 },
      { latitude: 12, longitude: 0 },
    ].map((place) => text([record], place))
    expect(new Set([...texts, ...places]).size).toBe(texts.length + places.length)
  })
})

describe('the schedule of probes', () => {
  const members = Array.from({ length: 16 }, (_, place) => member(place.toString(16)))

  test('selects all of five members, and five of more, others in each hour', () => {
    expect(probersOf({ hour: 1, node: word('a'), members: members.slice(0, 5) })).toHaveLength(5)
    const drawn = Array.from({ length: 24 }, (_, hour) => probersOf({ hour, node: word('a'), members }))
    for (const it of drawn) expect(new Set(it).size).toBe(5)
    expect(new Set(drawn.flat()).size).toBe(16)
    expect(probersOf({ hour: 1, node: word('a'), members: members.toReversed() }).toSorted()).toEqual(drawn[1]?.toSorted())
  })

  test('spreads machines over the hour, in the time that the board still takes records', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom('1', '2', 'f'), (hour, digit) => {
        const second = probeSecondOf({ secret: word('5'), hour, node: word(digit) })
        expect(second).toBeGreaterThanOrEqual(probeSeconds.begin)
        expect(second).toBeLessThan(probeSeconds.end)
      }),
    )
    const seconds = members.map((_, hour) => probeSecondOf({ secret: word('5'), hour, node: word('a') }))
    expect(new Set(seconds).size).toBeGreaterThan(10)
  })
})
