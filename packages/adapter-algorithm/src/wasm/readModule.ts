import { manifest } from '../manifest/manifest.ts'
import { ByteReader, ModuleRefused } from './byteReader.ts'

/** A section of a module, with its bytes unchanged. */
export type Section = { readonly id: number; readonly content: ByteReader }

/** The parts of a module that its instrumentation needs. Types are texts such as `i64,i64:` (parameters : results). */
export type WasmModule = {
  readonly sections: readonly Section[]
  readonly types: readonly { readonly text: string; readonly params: number }[]
  /** Names of imported functions, in their order. */
  readonly imports: readonly string[]
  /** For each function that the module defines, the index of its type. */
  readonly functions: readonly number[]
  readonly globals: number
}

/** The functions that a module can import, with their types (parameters : results). */
const hostTypes: Readonly<Record<string, string>> = {
  /** Returns the next random number. Each chunk of a job has its own sequence. */
  random: ':i64',
  /** Adds bytes of the memory to the output. Parameters: address, length. */
  write: 'i32,i32:',
  /** Returns the length of the file `input`, or 0 if the job has no such file. */
  input_size: ':i32',
  /** Copies bytes of the file `input` into the memory. Parameters: position in the file, address, length. */
  read_input: 'i32,i32,i32:',
  /** Returns the number of outputs that `fold` can read; 0 in `map`. */
  part_count: ':i32',
  /** Returns the length of the output with this index. */
  part_size: 'i32:i32',
  /** Copies bytes of an output into the memory. Parameters: index of the output, position in it, address, length. */
  read_part: 'i32,i32,i32,i32:',
}

const sectionNames = ['', 'type', 'import', 'function', 'table', 'memory', 'global', 'export', 'start', 'element', 'code', 'data', 'data count']
const valueTypes: Record<number, string> = { 127: 'i32', 126: 'i64', 125: 'f32', 124: 'f64' }

/** Reads a module. Throws ModuleRefused with the reason if this adapter does not run a part of it. */
export function readModule(bytes: Uint8Array): WasmModule {
  if (bytes.length > manifest.mostModuleBytes) throw new ModuleRefused(`it has more than ${manifest.mostModuleBytes} bytes`)
  const reader = new ByteReader(bytes)
  if (![0, 0x61, 0x73, 0x6d, 1, 0, 0, 0].every((byte) => reader.byte() === byte)) throw new ModuleRefused('it is not a WebAssembly module')
  const sections: Section[] = []
  while (!reader.isAtEnd) {
    const id = reader.byte()
    const content = reader.part()
    if (id === 0) continue
    if (id === 8) throw new ModuleRefused('it has a start function')
    if (sectionNames[id] === undefined) throw new ModuleRefused('it has a section that is not of WebAssembly 1.0')
    if (sections.some((section) => section.id === id)) throw new ModuleRefused(`it has two ${sectionNames[id]} sections`)
    sections.push({ id, content })
  }
  const contentOf = (id: number) => {
    const content = sections.find((section) => section.id === id)?.content
    return content === undefined ? new ByteReader(new Uint8Array([0])) : new ByteReader(content.bytes, content.at, content.end)
  }
  const types = readTypes(contentOf(1))
  const imports = readImports(contentOf(2), types)
  const functions = readFunctions(contentOf(3))
  checkTable(contentOf(4))
  return { sections, types, imports, functions, globals: contentOf(6).count() }
}

function readTypes(reader: ByteReader): WasmModule['types'] {
  return Array.from({ length: bounded(reader, 'types') }, () => {
    if (reader.byte() !== 0x60) throw new ModuleRefused('it has a type that is not a function')
    const params = readValueTypes(reader)
    return { text: `${params.join(',')}:${readValueTypes(reader).join(',')}`, params: params.length }
  })
}

function readValueTypes(reader: ByteReader): string[] {
  const count = reader.count()
  if (count > manifest.mostLocals) throw new ModuleRefused('a function has too many values')
  return Array.from({ length: count }, () => valueType(reader.byte()))
}

/** Returns the name of a number's type. Throws ModuleRefused for vectors and references. */
export function valueType(byte: number): string {
  const name = valueTypes[byte]
  if (name === undefined) throw new ModuleRefused(byte === 0x7b ? 'it uses SIMD' : 'it has a value that is not a number')
  return name
}

function readImports(reader: ByteReader, types: WasmModule['types']): string[] {
  return Array.from({ length: bounded(reader, 'imports') }, () => {
    const from = reader.name()
    const name = reader.name()
    if (reader.byte() !== 0) throw new ModuleRefused(`it imports ${from}.${name}, which is not a function`)
    const type = types[reader.count()]?.text
    const known = from === manifest.imports && Object.hasOwn(hostTypes, name) ? hostTypes[name] : undefined
    if (known === undefined)
      throw new ModuleRefused(`it imports ${from}.${name}; there are ${Object.keys(hostTypes).join(', ')} of ${manifest.imports}`)
    if (type !== known) throw new ModuleRefused(`it imports ${name} with the type ${type}, not ${known}`)
    return name
  })
}

function readFunctions(reader: ByteReader): number[] {
  return Array.from({ length: bounded(reader, 'functions') }, () => reader.count())
}

function checkTable(reader: ByteReader): void {
  const count = reader.count()
  if (count > 1) throw new ModuleRefused('it has two tables')
  if (count === 1 && (reader.byte() !== 0x70 || reader.byte() > 1 || reader.count() > manifest.mostTableEntries))
    throw new ModuleRefused(`its table is not one of at most ${manifest.mostTableEntries} functions`)
}

function bounded(reader: ByteReader, what: string): number {
  const count = reader.count()
  if (count > manifest.mostFunctions) throw new ModuleRefused(`it has more than ${manifest.mostFunctions} ${what}`)
  return count
}
