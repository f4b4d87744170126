import { ByteReader, ModuleRefused } from './byteReader.ts'
import { ByteWriter, nameBytes, signed, unsigned } from './byteWriter.ts'
import { instrumentBody } from './instrumentBody.ts'
import { webAssembly } from './webAssembly.ts'
import { readModule, type Section, type WasmModule } from './readModule.ts'

/** The names under which an instrumented module exports the counters of fuel and depth and its memory, so that the adapter can read them. */
export const addedNames = { fuel: 'infinitio:fuel', depth: 'infinitio:depth', memory: 'infinitio:memory' } as const

const [globalSection, exportSection, memorySection, codeSection] = [6, 7, 5, 10]
/** The ids of sections in the order that the standard requires: `data count` (12) comes before the code (10). */
const sequence = [1, 2, 3, 4, 5, 6, 7, 9, 12, 10, 11]

/**
 * Returns an instrumented module, which calculates the same on every machine. It has canonical NaNs, limits of its instructions (fuel) and of its nested calls,
 * and a memory of exactly `memoryPages` pages that cannot grow. Allows WebAssembly 1.0 with sign extension, saturating conversion, several results and bulk
 * memory. Throws ModuleRefused for any other feature, and for an import that is not one of the adapter's functions.
 */
export function instrumentModule(bytes: Uint8Array, { memoryPages }: { memoryPages: number }): Uint8Array {
  const module = readModule(bytes)
  if (!webAssembly.validate(bytes)) throw new ModuleRefused('it is not valid')
  const added: Record<number, (section: Section | undefined) => Uint8Array> = {
    [memorySection]: (section) => memoryOf(section, memoryPages),
    [globalSection]: (section) => withEntries(section, [counter(0x7e, 0x42), counter(0x7f, 0x41)]),
    [exportSection]: (section) => withEntries(section, exportsOf(module.globals)),
    [codeSection]: (section) => codeOf(section, module),
  }
  const writer = new ByteWriter()
  writer.push(bytes.subarray(0, 8))
  for (const id of sequence) {
    const section = module.sections.find((one) => one.id === id)
    const write = added[id]
    if (section === undefined && write === undefined) continue
    writer.push([id])
    writer.pushPart(write?.(section) ?? contentOf(section))
  }
  return writer.done()
}

function contentOf(section: Section | undefined): Uint8Array {
  return section === undefined ? new Uint8Array() : section.content.bytes.subarray(section.content.at, section.content.end)
}

/** Returns a section of a module with `entries` added after the entries that it has. A missing section counts as an empty one. */
function withEntries(section: Section | undefined, entries: readonly number[][]): Uint8Array {
  const reader = new ByteReader(section === undefined ? new Uint8Array([0]) : contentOf(section))
  const count = reader.count()
  const writer = new ByteWriter()
  writer.push(unsigned(count + entries.length))
  writer.push(reader.bytes.subarray(reader.at, reader.end))
  for (const entry of entries) writer.push(entry)
  return writer.done()
}

/**
 * Returns the declaration of a global variable that can be changed and starts at 0. `type` is its value type, `constant` the opcode that makes a constant of
 * that type.
 */
function counter(type: number, constant: number): number[] {
  return [type, 1, constant, ...signed(0), 0x0b]
}

function exportsOf(globals: number): number[][] {
  const [memory, global] = [2, 3]
  return [
    [...nameBytes(addedNames.fuel), global, ...unsigned(globals)],
    [...nameBytes(addedNames.depth), global, ...unsigned(globals + 1)],
    [...nameBytes(addedNames.memory), memory, 0],
  ]
}

function memoryOf(section: Section | undefined, pages: number): Uint8Array {
  const reader = new ByteReader(section === undefined ? new Uint8Array([0]) : contentOf(section))
  if (reader.count() !== 1) throw new ModuleRefused('it does not have one memory of its own')
  const form = reader.byte()
  if (form > 1) throw new ModuleRefused(form === 3 ? 'it uses threads' : 'its memory has an unknown form')
  const least = reader.count()
  if (least > pages) throw new ModuleRefused(`its memory begins with ${least} pages, more than the ${pages} of the job`)
  return new Uint8Array([1, 1, ...unsigned(pages), ...unsigned(pages)])
}

function codeOf(section: Section | undefined, { types, functions, globals }: WasmModule): Uint8Array {
  const reader = new ByteReader(section === undefined ? new Uint8Array([0]) : contentOf(section))
  const count = reader.count()
  if (count !== functions.length) throw new ModuleRefused('it has another number of functions than bodies')
  const counters = { fuel: globals, depth: globals + 1, ownGlobals: globals }
  const writer = new ByteWriter()
  writer.push(unsigned(count))
  for (const type of functions) writer.pushPart(instrumentBody({ body: reader.part(), params: types[type]?.params ?? 0, counters }))
  return writer.done()
}
