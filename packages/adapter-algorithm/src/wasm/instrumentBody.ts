import { manifest } from '../manifest/manifest.ts'
import { type ByteReader, ModuleRefused } from './byteReader.ts'
import { ByteWriter, signed, unsigned } from './byteWriter.ts'
import { addsValues, type Instruction, nanType, op, readInstruction } from './instructions.ts'
import { valueType } from './readModule.ts'

/**
 * The indexes of the two global variables that the instrumentation adds, which count fuel (instructions) and depth (nested calls). `ownGlobals` is the number
 * of globals that the module defines itself.
 */
export type Counters = { readonly fuel: number; readonly depth: number; readonly ownGlobals: number }

type Step = Instruction & { readonly from: number; readonly to: number }

const [f32, f64] = [0x7d, 0x7c]
const canonicalNan = { f32: [0x43, 0, 0, 0xc0, 0x7f], f64: [0x44, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f] }
const [localGet, localTee, globalGet, globalSet, select, unreachable] = [0x20, 0x22, 0x23, 0x24, 0x1b, 0x00]

/**
 * Returns the body of a function with three additions:
 * - After each instruction that can give a NaN (not a number), code replaces any NaN by the canonical one.
 * - At the start of the function and at the start of each pass through a loop, the fuel falls by one for each instruction that can run until the next such
 *   point.
 * - While a call runs, the function's weight is added to the depth.
 * Throws ModuleRefused for an instruction that this adapter does not run.
 */
export function instrumentBody({ body, params, counters }: { body: ByteReader; params: number; counters: Counters }): Uint8Array {
  const { locals, count } = readLocals(body, params)
  const steps = readSteps(body, { variables: count, globals: counters.ownGlobals })
  const costs = costsOf(steps)
  const values = count + steps.filter(({ code }) => addsValues(code)).length
  const weight = 1 + Math.floor(values / manifest.valuesPerDepth)
  const writer = new ByteWriter()
  writer.push([...unsigned(locals.length + 2), ...locals.flatMap(({ times, type }) => [...unsigned(times), type]), 1, f32, 1, f64])
  writer.push(takeFuel(costs.start, counters.fuel))
  for (const [at, { code, from, to }] of steps.entries()) {
    const isCall = code === op.call || code === op.callIndirect
    if (isCall) writer.push(enter(weight, counters.depth))
    writer.push(body.bytes.subarray(from, to))
    if (isCall) writer.push(leave(weight, counters.depth))
    if (code === op.loop) writer.push(takeFuel(costs.loops.get(at) ?? 0, counters.fuel))
    const nan = nanType(code)
    if (nan !== undefined) writer.push(canonical(nan, nan === 'f32' ? count : count + 1))
  }
  return writer.done()
}

function readLocals(body: ByteReader, params: number): { locals: { times: number; type: number }[]; count: number } {
  const groups = body.count()
  if (groups > manifest.mostLocals) throw new ModuleRefused('a function has too many values')
  let count = params
  const locals = Array.from({ length: groups }, () => {
    const times = body.count()
    const type = body.byte()
    valueType(type)
    count += times
    return { times, type }
  })
  if (count > manifest.mostLocals) throw new ModuleRefused(`a function has more than ${manifest.mostLocals} parameters and locals`)
  return { locals, count }
}

/**
 * Reads all instructions of a function. Throws ModuleRefused for an instruction with an index beyond the module's own variables, because the variables that the
 * instrumentation adds have these indexes.
 */
function readSteps(body: ByteReader, { variables, globals }: { variables: number; globals: number }): Step[] {
  const steps: Step[] = []
  while (!body.isAtEnd) {
    const from = body.at
    const step = { ...readInstruction(body), from, to: body.at }
    if (step.code >= 0x20 && step.code <= 0x22 && step.index >= variables) throw new ModuleRefused('an instruction names a local that is not there')
    if ((step.code === globalGet || step.code === globalSet) && step.index >= globals)
      throw new ModuleRefused('an instruction names a global that is not there')
    steps.push(step)
  }
  return steps
}

/**
 * Counts the instructions that cost fuel. `start` is their number outside of all loops. `loops` has, by the position of each loop, the number of instructions
 * in it, without its inner loops.
 */
function costsOf(steps: readonly Step[]): { start: number; loops: ReadonlyMap<number, number> } {
  const loops = new Map<number, number>()
  const open: (number | undefined)[] = [undefined]
  let start = 0
  for (const [at, { code }] of steps.entries()) {
    const inner = open.findLast((place) => place !== undefined)
    if (inner === undefined) start += 1
    else loops.set(inner, (loops.get(inner) ?? 0) + 1)
    if (code === op.block || code === op.if) open.push(undefined)
    if (code === op.loop) {
      open.push(at)
      loops.set(at, 1)
    }
    if (code === op.end) open.pop()
  }
  return { start, loops }
}

/** Returns the instructions for: fuel -= cost; if fuel < 0, trap. */
function takeFuel(cost: number, fuel: number): number[] {
  const place = unsigned(fuel)
  const subtract = [globalGet, ...place, 0x42, ...signed(cost), 0x7d, globalSet, ...place]
  return [...subtract, globalGet, ...place, 0x42, 0, 0x53, op.if, 0x40, unreachable, op.end]
}

/** Returns the instructions for: depth += weight; if depth > most, trap. */
function enter(weight: number, depth: number): number[] {
  const place = unsigned(depth)
  const add = [globalGet, ...place, 0x41, ...signed(weight), 0x6a, globalSet, ...place]
  return [...add, globalGet, ...place, 0x41, ...signed(manifest.mostDepth), 0x4a, op.if, 0x40, unreachable, op.end]
}

/** depth -= weight. */
function leave(weight: number, depth: number): number[] {
  const place = unsigned(depth)
  return [globalGet, ...place, 0x41, ...signed(weight), 0x6b, globalSet, ...place]
}

/** Returns the instructions that replace any NaN by the canonical one: x = select(x, NaN, x = x). Only a NaN differs from itself. */
function canonical(type: 'f32' | 'f64', local: number): number[] {
  const place = unsigned(local)
  return [localTee, ...place, ...canonicalNan[type], localGet, ...place, localGet, ...place, type === 'f32' ? 0x5b : 0x61, select]
}
