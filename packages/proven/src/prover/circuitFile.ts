/** One factor of a circuit's equations. An equation is A · B = C, and each side is a sum of wires (numbers of the circuit) with factors. */
export type Term = { readonly side: 'A' | 'B' | 'C'; readonly equation: number; readonly wire: number; readonly factor: bigint }

/**
 * The equations of a compiled circuit. `wires` is the number of its wires: the constant one, then `publicCount` public numbers, then the others. `eachTerm` calls
 * `see` for each term, in the sequence of the file.
 */
export type Circuit = {
  readonly wires: number
  readonly publicCount: number
  readonly equations: number
  readonly eachTerm: (see: (term: Term) => void) => void
}

const [headerSection, equationSection] = [1, 2]
const sides = ['A', 'B', 'C'] as const

/** Reads the equations of a circuit as the compiler writes them (`.r1cs`). Throws for another file. */
export function readCircuit(file: Buffer): Circuit {
  const sections = sectionsOf(file)
  const [header, equations] = [sections.get(headerSection), sections.get(equationSection)]
  if (header === undefined || equations === undefined) throw new Error('a circuit has a header and equations')
  const bytes = header.readUInt32LE(0)
  const [wires = 0, outputs = 0, inputs = 0] = [0, 1, 2].map((word) => header.readUInt32LE(4 + bytes + 4 * word))
  const count = header.readUInt32LE(4 + bytes + 24)
  return { wires, publicCount: outputs + inputs, equations: count, eachTerm: (see) => eachTerm(equations, { count, bytes }, see) }
}

function eachTerm(section: Buffer, { count, bytes }: { readonly count: number; readonly bytes: number }, see: (term: Term) => void): void {
  let at = 0
  for (let equation = 0; equation < count; equation += 1) {
    for (const side of sides) {
      const terms = section.readUInt32LE(at)
      at += 4
      for (let term = 0; term < terms; term += 1) {
        see({ side, equation, wire: section.readUInt32LE(at), factor: readNumber(section.subarray(at + 4, at + 4 + bytes)) })
        at += 4 + bytes
      }
    }
  }
}

/** Returns the sections of the file by their numbers. */
function sectionsOf(file: Buffer): Map<number, Buffer> {
  if (file.subarray(0, 4).toString() !== 'r1cs') throw new Error('this file has no equations of a circuit')
  const sections = new Map<number, Buffer>()
  const count = file.readUInt32LE(8)
  let at = 12
  for (let section = 0; section < count; section += 1) {
    const length = Number(file.readBigUInt64LE(at + 4))
    sections.set(file.readUInt32LE(at), file.subarray(at + 12, at + 12 + length))
    at += 12 + length
  }
  return sections
}

/** Reads a number whose lowest byte comes first. */
function readNumber(bytes: Buffer): bigint {
  let value = 0n
  for (let at = bytes.length - 8; at >= 0; at -= 8) value = (value << 64n) | bytes.readBigUInt64LE(at)
  return value
}
