import { createHash } from 'node:crypto'
import { manifest } from '../manifest/manifest.ts'
import { ModuleRefused } from '../wasm/byteReader.ts'
import { addedNames, instrumentModule } from '../wasm/instrumentModule.ts'
import { type CompiledModule, type HostFunctions, type WasmExports, type WasmGlobal, type WasmMemory, webAssembly } from '../wasm/webAssembly.ts'
import { type ModuleSettings, RunFault } from './requests.ts'

/**
 * One call of a module's exported function `name` with `args`. `file` and `parts` are all bytes that the call can read. `task` and `chunk` choose its random
 * numbers.
 */
export type ModuleCall = {
  readonly name: string
  readonly args: readonly bigint[]
  readonly file: Uint8Array
  readonly parts: readonly Uint8Array[]
  readonly settings: ModuleSettings
  readonly mostBytes: number
  readonly task: number
  readonly chunk: number
}

/** The functions that a module exports for this adapter. */
export const usualExports = ['map', 'fold'] as const

/**
 * Compiles a module, changed so that it calculates the same on every machine. Throws a RunFault if this adapter does not run the module, or if the module does
 * not export functions with all of these names.
 */
export function compileModule(bytes: Uint8Array, settings: ModuleSettings, names: readonly string[] = usualExports): CompiledModule {
  try {
    const module = new webAssembly.Module(new Uint8Array(instrumentModule(bytes, settings)))
    for (const name of names)
      if (!webAssembly.Module.exports(module).some((one) => one.name === name && one.kind === 'function'))
        throw new ModuleRefused(`it exports no function ${name}`)
    return module
  } catch (error) {
    if (error instanceof ModuleRefused) throw new RunFault('programRefused', `The module is refused: ${error.message}.`, { field: 'module' })
    if (error instanceof webAssembly.CompileError)
      throw new RunFault('programRefused', 'The module is refused: it is not valid.', { field: 'module' })
    throw error
  }
}

/** Calls a module in a fresh instance and returns what it wrote. Throws a RunFault. */
export function callModule(module: CompiledModule, call: ModuleCall): Uint8Array {
  const written: Uint8Array[] = []
  const { exports } = instantiate(
    module,
    importsOf(call, written, () => new Uint8Array(memory.buffer)),
  )
  const memory = exports[addedNames.memory] as WasmMemory
  const fuel = exports[addedNames.fuel] as WasmGlobal<bigint>
  const depth = exports[addedNames.depth] as WasmGlobal<number>
  fuel.value = BigInt(call.settings.fuel)
  try {
    ;(exports[call.name] as (...args: bigint[]) => unknown)(...call.args)
  } catch (error) {
    throw faultOf(error, { fuel: fuel.value, depth: depth.value, call })
  }
  return new Uint8Array(Buffer.concat(written))
}

function instantiate(module: CompiledModule, functions: HostFunctions): { readonly exports: WasmExports } {
  try {
    return new webAssembly.Instance(module, { [manifest.imports]: functions })
  } catch (error) {
    if (error instanceof RangeError) throw new RunFault('tooMuchMemory', 'The memory of the module could not be allocated.')
    throw new RunFault('programFailed', 'A segment of the module lies outside its memory or its table.', { field: 'module' })
  }
}

function importsOf(call: ModuleCall, written: Uint8Array[], memory: () => Uint8Array): HostFunctions {
  const { file, parts, settings, mostBytes, task, chunk } = call
  const part = (at: number) => parts[at >>> 0] ?? outside(`there is no output ${at >>> 0}`)
  const copy = (from: Uint8Array, start: number, place: number, length: number) => {
    const [first, to, count] = [start >>> 0, place >>> 0, length >>> 0]
    const target = memory()
    if (first + count > from.length || to + count > target.length) outside('bytes outside of a file, an output or the memory were read')
    target.set(from.subarray(first, first + count), to)
    return undefined
  }
  let bytes = 0
  return {
    random: randomSequence({ seed: settings.seed, task, chunk }),
    write: (place: number, length: number) => {
      const [from, count] = [place >>> 0, length >>> 0]
      const source = memory()
      if (from + count > source.length) outside('bytes outside of the memory were written')
      bytes += count
      if (bytes > mostBytes) throw new RunFault('outputTooLarge', `The output has more than ${mostBytes} bytes.`)
      written.push(source.slice(from, from + count))
      return undefined
    },
    input_size: () => file.length,
    read_input: (start: number, place: number, length: number) => copy(file, start, place, length),
    part_count: () => parts.length,
    part_size: (at: number) => part(at).length,
    read_part: (at: number, start: number, place: number, length: number) => copy(part(at), start, place, length),
  }
}

function outside(why: string): never {
  throw new RunFault('programFailed', `The module failed: ${why}.`)
}

function faultOf(error: unknown, { fuel, depth, call }: { fuel: bigint; depth: number; call: ModuleCall }): unknown {
  if (error instanceof RunFault) return error
  if (fuel < 0n) return new RunFault('tooLong', `${call.name} used its fuel of ${call.settings.fuel} instructions.`)
  if (depth > manifest.mostDepth) return new RunFault('programFailed', `${call.name} failed: its calls are too deep.`)
  if (error instanceof webAssembly.RuntimeError) return new RunFault('programFailed', `${call.name} failed: ${error.message}.`)
  if (error instanceof TypeError)
    return new RunFault('programRefused', `The module is refused: ${call.name} has other parameters.`, { field: 'module' })
  return error
}

const word = (value: bigint) => BigInt.asUintN(64, value)

/**
 * Returns a function that returns the next random number of a chunk. The generator is SplitMix64. Its state begins with the first eight bytes of SHA-256 over
 * the seed, the task and the chunk, so the numbers of a chunk do not depend on other chunks.
 */
function randomSequence({ seed, task, chunk }: { seed: string; task: number; chunk: number }): () => bigint {
  const place = Buffer.alloc(8)
  place.writeUInt32LE(task, 0)
  place.writeUInt32LE(chunk, 4)
  const hash = createHash('sha256')
    .update(Buffer.from(seed.slice(2), 'hex'))
    .update(place)
    .digest()
  let state = hash.readBigUInt64LE(0)
  return () => {
    state = word(state + 0x9e37_79b9_7f4a_7c15n)
    const first = word((state ^ (state >> 30n)) * 0xbf58_476d_1ce4_e5b9n)
    const second = word((first ^ (first >> 27n)) * 0x94d0_49bb_1331_11ebn)
    return BigInt.asIntN(64, second ^ (second >> 31n))
  }
}
