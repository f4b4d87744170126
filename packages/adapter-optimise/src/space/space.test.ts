import { readFileSync } from 'node:fs'
import type { Hex32 } from '@infinitio/domain'
import { AdapterError } from '@infinitio/tasks'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseSpace } from './parseSpace.ts'
import { createSampler } from './sampleTrial.ts'

const seed: Hex32 = `0x${'07'.repeat(32)}` as Hex32

function refusalOf(text: string): AdapterError {
  try {
    parseSpace(text)
  } catch (error) {
    if (error instanceof AdapterError) return error
    throw error
  }
  throw new Error('it was read')
}

describe('a space', () => {
  test('is read line by line', () => {
    const space = parseSpace('# rates\n\n  rate : log 1e-3 to 1\nlayers: integer -1 to 4\nkind: choice relu , tanh\nshare: float -0.50 to 0')
    expect(space.map(({ name, kind }) => [name, kind])).toEqual([
      ['rate', 'log'],
      ['layers', 'integer'],
      ['kind', 'choice'],
      ['share', 'float'],
    ])
    expect(space[0]).toMatchObject({ from: 10n ** 57n, to: 10n ** 60n })
    expect(space[3]).toMatchObject({ from: -5n * 10n ** 59n, to: 0n })
  })

  test.each([
    ['an unknown kind', 'rate: logs 1 to 2', 1, 'Did you mean "log"?'],
    ['a kind that is near none', '\nrate: normal 1 to 2', 2, 'There are float, log, integer, choice, list.'],
    ['no colon', 'rate log 1 to 2', 1, 'Write a name, a colon'],
    ['a name that begins with a digit', '2rate: log 1 to 2', 1, 'begins with a letter'],
    ['a name with 41 letters', `${'a'.repeat(41)}: log 1 to 2`, 1, '1 to 40 letters'],
    ['a name of the result', 'value: log 1 to 2', 1, 'a column value of its own'],
    ['a name twice', 'a: log 1 to 2\nb: log 1 to 2\na: float 1 to 2', 3, 'a is there twice'],
    ['one bound', 'a: float 1', 1, 'both bounds'],
    ['three bounds', 'a: float 1 to 2 to 3', 1, 'both bounds'],
    ['bounds in the wrong sequence', 'a: float 2 to 1', 1, 'not below'],
    ['equal bounds', 'a: integer 2 to 2', 1, 'not below'],
    ['a log range with 0', 'a: log 0 to 1', 1, 'above 0'],
    ['a log range below 0', 'a: log -1 to 1', 1, 'above 0'],
    ['a fraction as a whole number', 'a: integer 1.5 to 3', 1, 'whole numbers'],
    ['a number out of 32 bits', 'a: integer 0 to 9999999999', 1, 'whole numbers'],
    ['a hexadecimal number', 'a: float 0x1 to 3', 1, 'decimal numbers'],
    ['infinity', 'a: float 0 to Infinity', 1, 'decimal numbers'],
    ['16 digits', 'a: float 0 to 1.234567890123456', 1, 'decimal numbers'],
    ['a number above 1e30', 'a: float 0 to 1.1e30', 1, 'decimal numbers'],
    ['a number near 0', 'a: float 1e-31 to 1', 1, 'decimal numbers'],
    ['one choice', 'a: choice x', 1, '2 to 64 choices'],
    ['an empty choice', 'a: choice x,,y', 1, 'divided by commas'],
    ['a choice twice', 'a: choice x, y, x', 1, 'a choice twice'],
    ['an empty value of a list', 'a: list 1,,2', 1, 'divided by commas'],
    ['a word in a list', 'a: list 1, relu', 1, 'decimal numbers'],
    ['a choice with a quotation mark', 'a: choice "x", y', 1, 'divided by commas'],
  ])('refuses %s', (_, text, line, message) => {
    const { place, message: found } = refusalOf(text)
    expect(found).toContain(message)
    expect(place).toMatchObject({ field: 'space', line })
  })

  test('refuses an empty text, too many parameters and too many letters', () => {
    expect(refusalOf(' \n# nothing').message).toContain('no parameter')
    expect(refusalOf(Array.from({ length: 33 }, (_, at) => `p${at}: float 0 to 1`).join('\n')).message).toContain('at most 32')
    expect(refusalOf('#'.repeat(8_193)).message).toContain('at most 8192')
  })
})

describe('the sampler', () => {
  test('gives a list to the trials in its order, whatever the seed is, and begins again', () => {
    const space = parseSpace('rate: list 0.1, 1e-5, -3\nshare: float 0 to 1')
    const [one, other] = [createSampler(space, seed), createSampler(space, `0x${'00'.repeat(32)}` as Hex32)]
    const rates = (sample: typeof one) => [0, 1, 2, 3].map((trial) => sample(trial)[0])
    expect(rates(one)).toEqual([0.1, 1e-5, -3, 0.1].map((value) => ({ number: value, shown: value })))
    expect(rates(other)).toEqual(rates(one))
  })

  const bound = fc.integer({ min: -9, max: 9 }).chain((power) => fc.integer({ min: 1, max: 999_999 }).map((digits) => `${digits}e${power}`))
  const range = fc.record({ first: bound, second: bound, trial: fc.integer({ min: 0, max: 16_383 }) })

  test('gives the values of another program, which has decimals of 120 digits', () => {
    const { space, rows } = JSON.parse(readFileSync(new URL('../../test/vectors/sampleVectors.json', import.meta.url), 'utf8')) as {
      space: string
      rows: { seed: Hex32; trial: number; values: (number | string)[] }[]
    }
    expect(rows).toHaveLength(12)
    for (const { seed: own, trial, values } of rows) expect(createSampler(parseSpace(space), own)(trial).map(({ shown }) => shown)).toEqual(values)
  })

  test('stays between the bounds, and its numbers have at most 15 digits', () => {
    fc.assert(
      fc.property(range, ({ first, second, trial }) => {
        const [from = '', to = ''] = [first, second].toSorted((one, other) => Number(one) - Number(other))
        fc.pre(Number(from) < Number(to))
        const [log, float] = createSampler(parseSpace(`a: log ${from} to ${to}\nb: float ${from} to ${to}`), seed)(trial)
        for (const value of [log?.number ?? 0, float?.number ?? 0]) {
          expect(value).toBeGreaterThanOrEqual(Number(from))
          expect(value).toBeLessThanOrEqual(Number(to))
          expect(Number(value.toPrecision(15))).toBe(value)
        }
      }),
      { numRuns: 200, seed: 36 },
    )
  })

  test('gives a parameter the same values whichever parameters stand beside it', () => {
    const two = createSampler(parseSpace('a: log 1 to 9\nb: choice x, y, z'), seed)
    const one = createSampler(parseSpace('b: choice x, y, z'), seed)
    for (let trial = 0; trial < 50; trial += 1) expect(two(trial)[1]).toEqual(one(trial)[0])
  })

  test('spreads over the whole range', () => {
    const sample = createSampler(parseSpace('a: integer 0 to 9\nb: choice x, y\nc: log 1 to 10000\nd: float 0 to 1'), seed)
    const rows = Array.from({ length: 1_000 }, (_, trial) => sample(trial).map(({ number }) => number))
    const counts = Array.from({ length: 10 }, (_, place) => rows.filter(([value]) => value === place).length)
    expect(Math.min(...counts)).toBeGreaterThan(70)
    expect(rows.filter(([, value]) => value === 0).length).toBeGreaterThan(430)
    for (let power = 0; power < 4; power += 1)
      expect(rows.filter(([, , value = 0]) => value >= 10 ** power && value < 10 ** (power + 1)).length).toBeGreaterThan(200)
    expect(rows.filter(([, , , value = 0]) => value < 0.25).length).toBeGreaterThan(200)
  })
})
