import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fieldOrder } from '../src/field.ts'
import type { CircuitInputs } from '../src/prover/proveRows.ts'

/** The circuit refuses its inputs: one of its equations does not hold. */
export class InputsRefused extends Error {}

type Program = {
  readonly init: (checks: number) => void
  readonly getFieldNumLen32: () => number
  readonly getWitness: (index: number) => void
  readonly getInputSignalSize: (high: number, low: number) => number
  readonly setInputSignal: (high: number, low: number, index: number) => void
  readonly readSharedRWMemory: (index: number) => number
  readonly writeSharedRWMemory: (index: number, word: number) => void
}

const outputs = 2

/** The parts of WebAssembly that this file uses. The types of Node.js leave them out. */
declare const WebAssembly: {
  readonly compile: (bytes: Uint8Array) => Promise<object>
  readonly Instance: new (compiled: object, imports: object) => { readonly exports: unknown }
}

/**
 * Returns a function that runs a compiled circuit in this process and returns its outputs: the hash of the rows, and the value of their polynomial. The program
 * checks every equation of the circuit while it calculates. Throws InputsRefused if one does not hold.
 */
export async function openCircuit(folder: string): Promise<(inputs: CircuitInputs) => { readonly rowsHash: bigint; readonly value: bigint }> {
  const compiled = await WebAssembly.compile(readFileSync(join(folder, 'rows.wasm')))
  return (inputs) => {
    const program = new WebAssembly.Instance(compiled, { runtime: runtime() }).exports as Program
    const length = program.getFieldNumLen32()
    program.init(1)
    for (const [name, values] of Object.entries(inputs)) {
      const [high, low] = hashOfName(name)
      const flat = [values].flat(Number.POSITIVE_INFINITY) as bigint[]
      if (program.getInputSignalSize(high, low) !== flat.length) throw new Error(`the circuit has no input ${name} of ${flat.length} numbers`)
      flat.forEach((value, index) => {
        const reduced = ((value % fieldOrder) + fieldOrder) % fieldOrder
        for (let at = 0; at < length; at += 1) program.writeSharedRWMemory(at, Number((reduced >> BigInt(32 * at)) & 0xffff_ffffn))
        program.setInputSignal(high, low, index)
      })
    }
    const [rowsHash = 0n, value = 0n] = Array.from({ length: outputs }, (_, index) => {
      program.getWitness(index + 1)
      const words = Array.from({ length }, (_word, at) => BigInt(program.readSharedRWMemory(at) >>> 0) << BigInt(32 * at))
      return words.reduce((sum, word) => sum | word, 0n)
    })
    return { rowsHash, value }
  }
}

/** The functions that a compiled circuit calls. It reports each equation that does not hold by `exceptionHandler`. */
function runtime() {
  return {
    exceptionHandler: (code: number) => {
      throw new InputsRefused(`exception ${code}`)
    },
    printErrorMessage: () => {},
    writeBufferMessage: () => {},
    showSharedRWMemory: () => {},
  }
}

/** Returns the FNV-1a hash of a signal's name in two words, by which a compiled circuit finds it. */
function hashOfName(name: string): readonly [high: number, low: number] {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(name)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  return [Number(hash >> 32n), Number(hash & 0xffff_ffffn)]
}
