import { type ByteReader, ModuleRefused } from './byteReader.ts'

/**
 * A WebAssembly instruction: its opcode, and the index of the function or variable that it uses (0 if it uses none). Some opcodes have two parts, the first of
 * which is 0xfc; for these, `code` is 0xfc00 plus the second part.
 */
export type Instruction = { readonly code: number; readonly index: number }

/** Opcodes of blocks and calls. */
export const op = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  end: 0x0b,
  call: 0x10,
  callIndirect: 0x11,
} as const

/** Instructions with a result that can be a NaN, by the type of the result. The standard does not fix all bits of such a NaN, so machines may differ. */
const nanOfF32 = new Set([0x8d, 0x8e, 0x8f, 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0xb6])
const nanOfF64 = new Set([0x9b, 0x9c, 0x9d, 0x9e, 0x9f, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xbb])

/** Returns the type of an instruction's result if it can be a NaN. */
export function nanType(code: number): 'f32' | 'f64' | undefined {
  if (nanOfF32.has(code)) return 'f32'
  return nanOfF64.has(code) ? 'f64' : undefined
}

const without = (code: number) =>
  code <= 0x01 || code === 0x05 || code === 0x0b || code === 0x0f || code === 0x1a || code === 0x1b || (code >= 0x45 && code <= 0xc4)
const isMemory = (code: number) => code >= 0x28 && code <= 0x3e

/**
 * Reads one instruction of WebAssembly 1.0 with sign extension, saturating conversion, several results and bulk memory. Throws ModuleRefused for any other: threads,
 * SIMD (relaxed or not), tail calls, references, exceptions and garbage collection.
 */
export function readInstruction(reader: ByteReader): Instruction {
  const code = reader.byte()
  if (without(code)) return { code, index: 0 }
  if (isMemory(code)) {
    if (reader.count() > 4) throw new ModuleRefused('an access to memory has an unknown form')
    reader.count()
    return { code, index: 0 }
  }
  switch (code) {
    case op.block:
    case op.loop:
    case op.if:
      reader.skipSigned(5)
      return { code, index: 0 }
    case 0x0c:
    case 0x0d:
    case op.call:
    case 0x20:
    case 0x21:
    case 0x22:
    case 0x23:
    case 0x24:
      return { code, index: reader.count() }
    case 0x0e:
      for (let left = reader.count() + 1; left > 0; left -= 1) reader.count()
      return { code, index: 0 }
    case op.callIndirect: {
      const index = reader.count()
      if (reader.byte() !== 0) throw new ModuleRefused('a call uses a second table')
      return { code, index }
    }
    case 0x3f:
    case 0x40:
      if (reader.byte() !== 0) throw new ModuleRefused('an instruction uses a second memory')
      return { code, index: 0 }
    case 0x41:
      reader.skipSigned(5)
      return { code, index: 0 }
    case 0x42:
      reader.skipSigned(10)
      return { code, index: 0 }
    case 0x43:
      reader.skip(4)
      return { code, index: 0 }
    case 0x44:
      reader.skip(8)
      return { code, index: 0 }
    case 0xfc:
      return readLongInstruction(reader)
    default:
      throw new ModuleRefused(refusedFamily(code))
  }
}

function readLongInstruction(reader: ByteReader): Instruction {
  const second = reader.count()
  const code = 0xfc00 + second
  if (second <= 7) return { code, index: 0 }
  if (second === 8) return zeros(reader, 1, { code, index: reader.count() })
  if (second === 9) return { code, index: reader.count() }
  if (second === 10) return zeros(reader, 2, { code, index: 0 })
  if (second === 11) return zeros(reader, 1, { code, index: 0 })
  throw new ModuleRefused('an instruction works on tables')
}

function zeros(reader: ByteReader, count: number, instruction: Instruction): Instruction {
  for (let left = count; left > 0; left -= 1) if (reader.byte() !== 0) throw new ModuleRefused('an instruction uses a second memory')
  return instruction
}

function refusedFamily(code: number): string {
  if (code === 0xfd) return 'it uses SIMD'
  if (code === 0xfe) return 'it uses threads'
  if (code === 0xfb) return 'it uses garbage collection'
  if (code === 0x12 || code === 0x13) return 'it uses tail calls'
  return `it uses the instruction 0x${code.toString(16)}, which is not of WebAssembly 1.0`
}

/** Returns true for an instruction that can leave more values on the stack than it found. */
export function addsValues(code: number): boolean {
  return code === 0x20 || code === 0x23 || (code >= 0x41 && code <= 0x44) || code === 0x3f || code === op.call || code === op.callIndirect
}
