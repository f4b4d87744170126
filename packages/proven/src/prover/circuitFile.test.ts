import { describe, expect, it } from 'vitest'
import { readCircuit, type Term } from './circuitFile.ts'

const words = (...values: readonly number[]) => Buffer.concat(values.map((value) => Buffer.from(Uint32Array.of(value).buffer)))
const long = (value: number) => words(value, 0)
const number = (value: number) => words(value, 0, 0, 0, 0, 0, 0, 1)
const section = (kind: number, bytes: Buffer) => Buffer.concat([words(kind), long(bytes.length), bytes])

describe('the file of a compiled circuit', () => {
  it('has the wires, the public numbers and each term of its equations', () => {
    const header = Buffer.concat([words(32), number(7), words(9, 2, 1, 3), long(9), words(1)])
    const equations = Buffer.concat([words(1, 4), number(5), words(2, 6), number(1), words(7), number(2), words(0)])
    const circuit = readCircuit(Buffer.concat([Buffer.from('r1cs'), words(1, 2), section(2, equations), section(1, header)]))
    expect(circuit).toMatchObject({ wires: 9, publicCount: 3, equations: 1 })
    const terms: Term[] = []
    circuit.eachTerm((term) => terms.push(term))
    const high = 1n << 224n
    expect(terms).toEqual([
      { side: 'A', equation: 0, wire: 4, factor: high + 5n },
      { side: 'B', equation: 0, wire: 6, factor: high + 1n },
      { side: 'B', equation: 0, wire: 7, factor: high + 2n },
    ])
  })

  it('is refused if it is another file, or has no equations', () => {
    expect(() => readCircuit(Buffer.from('zkey00000000'))).toThrow('no equations')
    expect(() => readCircuit(Buffer.concat([Buffer.from('r1cs'), words(1, 0)]))).toThrow('header and equations')
  })
})
