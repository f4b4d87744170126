import { describe, expect, test } from 'vitest'
import { assemble } from '../../test/assemble.ts'
import { callModule, compileModule } from '../child/runModule.ts'
import { type ModuleSettings, RunFault } from '../child/requests.ts'

const settings: ModuleSettings = { memoryPages: 2, fuel: 1_000_000, seed: `0x${'07'.repeat(32)}` }
const common = { file: new Uint8Array([1, 2, 3]), parts: [new Uint8Array([9])], settings, mostBytes: 64, task: 3, chunk: 5 }

const write = '(import "infinitio" "write" (func $write (param i32 i32)))'
/** Returns a module with this body of `map`. Its output is the first 16 bytes of its memory. */
const moduleOf = (body: string, more = '') =>
  assemble(`(module ${write} ${more} (memory 1) (func (export "fold"))
    (func (export "map") (param $from i64) (param $to i64) (local $i i32) ${body} (call $write (i32.const 0) (i32.const 16))))`)

function run(bytes: Uint8Array, more: Partial<ModuleSettings> = {}): Uint8Array | RunFault {
  const all = { ...settings, ...more }
  try {
    return callModule(compileModule(bytes, all), { ...common, settings: all, name: 'map', args: [0n, 10n] })
  } catch (error) {
    if (error instanceof RunFault) return error
    throw error
  }
}

const faultOf = (bytes: Uint8Array, more?: Partial<ModuleSettings>) => {
  const found = run(bytes, more)
  return found instanceof RunFault ? `${found.fault.reason}: ${found.message}` : 'it ran'
}
const words = (found: Uint8Array | RunFault) => (found instanceof RunFault ? found.message : Buffer.from(found).toString('hex').match(/.{16}/g))

describe('a module', () => {
  test.each([
    ['0 ⁄ 0', '(f64.div (f64.const 0) (f64.const 0))'],
    ['the root of −1', '(f64.sqrt (f64.const -1))'],
    ['a NaN with other bits, plus 1', '(f64.add (f64.reinterpret_i64 (i64.const 0xfff7000000000123)) (f64.const 1))'],
    ['the least of a NaN with other bits', '(f64.min (f64.reinterpret_i64 (i64.const 0x7ff8000000000456)) (f64.const 1))'],
    ['a NaN of 32 bits, promoted', '(f64.promote_f32 (f32.reinterpret_i32 (i32.const 0xffc00001)))'],
    ['∞ − ∞', '(f64.sub (f64.const inf) (f64.const inf))'],
    ['a rounded NaN with other bits', '(f64.nearest (f64.reinterpret_i64 (i64.const 0xfff8000000000001)))'],
  ])('gives the canonical NaN for %s', (_, expression) => {
    expect(words(run(moduleOf(`(f64.store (i32.const 0) ${expression})`)))).toEqual(['000000000000f87f', '0000000000000000'])
  })

  test('gives the canonical NaN of 32 bits', () => {
    const body = '(f32.store (i32.const 0) (f32.mul (f32.reinterpret_i32 (i32.const 0xffffffff)) (f32.const 2)))'
    expect(words(run(moduleOf(body)))).toEqual(['0000c07f00000000', '0000000000000000'])
    expect(words(run(moduleOf('(f32.store (i32.const 0) (f32.demote_f64 (f64.reinterpret_i64 (i64.const -1))))')))).toEqual([
      '0000c07f00000000',
      '0000000000000000',
    ])
  })

  test('leaves other numbers as they are', () => {
    const body = '(f64.store (i32.const 0) (f64.div (f64.const 1) (f64.const 3))) (f64.store (i32.const 8) (f64.mul (f64.const -0) (f64.const 5)))'
    expect(words(run(moduleOf(body)))).toEqual(['555555555555d53f', '0000000000000080'])
  })

  test('ends when its fuel is used, in a loop, in calls, and in a loop of two turns exactly', () => {
    expect(faultOf(moduleOf('(loop $l (br $l))'))).toContain('tooLong')
    expect(faultOf(moduleOf('(call $f)', '(func $f (call $g)) (func $g (block (loop $l (br_if $l (i32.const 1)))))'))).toContain('tooLong')
    const twice = moduleOf('(loop $l (local.set $i (i32.add (local.get $i) (i32.const 1))) (br_if $l (i32.lt_u (local.get $i) (i32.const 2))))')
    const least = leastFuel(twice)
    expect(faultOf(twice, { fuel: least })).toBe('it ran')
    // The smallest fuel that suffices: 5 instructions outside of the loop, and 10 in each of its two passes (the instructions in the loop, its end, and 1 for
    // the pass).
    expect(least).toBe(25)
  })

  test('has the memory of the job from the start, and gets no more', () => {
    const body =
      '(i32.store (i32.const 0) (memory.size)) (i32.store (i32.const 8) (memory.grow (i32.const 1))) (i32.store (i32.const 131068) (i32.const 1))'
    expect(words(run(moduleOf(body)))).toEqual(['0200000000000000', 'ffffffff00000000'])
    expect(faultOf(moduleOf('(i32.store (i32.const 131069) (i32.const 1))'))).toContain('programFailed')
  })

  test.each([
    ['a division by 0', '(drop (i32.div_u (i32.const 1) (local.get $i)))'],
    ['unreachable', '(unreachable)'],
    ['a number that is too large', '(drop (i32.trunc_f64_s (f64.const 1e10)))'],
    ['bytes outside of its memory', '(call $write (i32.const 131070) (i32.const 3))'],
    ['a negative length', '(call $write (i32.const 0) (i32.const -1))'],
    ['too much copied', '(memory.copy (i32.const 0) (i32.const 131000) (i32.const 1000))'],
  ])('fails at %s', (_, body) => {
    expect(faultOf(moduleOf(body))).toContain('programFailed')
  })

  test('writes no more than it may', () => {
    expect(faultOf(moduleOf('(call $write (i32.const 0) (i32.const 60))'))).toContain('outputTooLarge')
  })

  test('reads its file and the outputs, and nothing beside them', () => {
    const imports = `(import "infinitio" "input_size" (func $size (result i32))) (import "infinitio" "read_input" (func $read (param i32 i32 i32)))
      (import "infinitio" "part_size" (func $part_size (param i32) (result i32))) (import "infinitio" "read_part" (func $read_part (param i32 i32 i32 i32)))`
    const body = `(call $read (i32.const 1) (i32.const 0) (i32.const 2)) (i32.store (i32.const 4) (call $size))
      (i32.store (i32.const 8) (call $part_size (i32.const 0))) (call $read_part (i32.const 0) (i32.const 0) (i32.const 12) (i32.const 1))`
    expect(words(run(moduleOf(body, imports)))).toEqual(['0203000003000000', '0100000009000000'])
    expect(faultOf(moduleOf('(call $read (i32.const 1) (i32.const 0) (i32.const 3))', imports))).toContain('programFailed')
    expect(faultOf(moduleOf('(call $read_part (i32.const 1) (i32.const 0) (i32.const 0) (i32.const 0))', imports))).toContain('programFailed')
  })

  test('has random numbers that follow from seed, task and chunk', () => {
    const random = moduleOf(
      '(i64.store (i32.const 0) (call $random)) (i64.store (i32.const 8) (call $random))',
      '(import "infinitio" "random" (func $random (result i64)))',
    )
    const first = words(run(random))
    expect(words(run(random))).toEqual(first)
    expect(new Set([...(first ?? []), ...(words(run(random, { seed: `0x${'08'.repeat(32)}` })) ?? [])]).size).toBe(4)
  })
})

describe('a module is refused', () => {
  const empty = (more: string) => assemble(`(module ${more} (memory 1) (func (export "map") (param i64 i64)) (func (export "fold")))`)

  test.each([
    ['SIMD of floats', empty('(func (drop (f32x4.add (v128.const i32x4 0 0 0 0) (v128.const i32x4 0 0 0 0))))'), 'SIMD'],
    ['SIMD in a local', empty('(func (local v128))'), 'SIMD'],
    ['threads', empty('(func (drop (i32.atomic.load (i32.const 0))))'), 'threads'],
    ['a shared memory', assemble('(module (memory 1 1 shared) (func (export "map") (param i64 i64)) (func (export "fold")))'), 'threads'],
    ['tail calls', empty('(func $f (return_call $f))'), 'tail calls'],
    ['WASI', empty('(import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32)))'), 'fd_write'],
    ['the clock', empty('(import "wasi_snapshot_preview1" "clock_time_get" (func (param i32 i64 i32) (result i32)))'), 'clock_time_get'],
    ['an unknown import of ours', empty('(import "infinitio" "now" (func (result i64)))'), 'now'],
    ['an import called like a property of objects', empty('(import "infinitio" "constructor" (func))'), 'constructor'],
    ['an import with another type', empty('(import "infinitio" "random" (func (result i32)))'), 'with the type'],
    ['an imported global', empty('(import "infinitio" "random" (global i32))'), 'not a function'],
    ['a start function', empty('(func $f) (start $f)'), 'start'],
    ['references', empty('(func (drop (ref.null func)))'), 'instruction 0xd0'],
    ['no memory', assemble('(module (func (export "map") (param i64 i64)) (func (export "fold")))'), 'memory'],
    ['more memory than the job has', assemble('(module (memory 3) (func (export "map") (param i64 i64)) (func (export "fold")))'), '3 pages'],
    ['no map', assemble('(module (memory 1) (func (export "fold")))'), 'no function map'],
    ['a memory called map', assemble('(module (memory (export "map") 1) (func (export "fold")))'), 'no function map'],
    ['an export in the name of a counter', empty('(global (export "infinitio:fuel") i32 (i32.const 0))'), 'not valid'],
    ['too many locals', empty(`(func ${'(local i32)'.repeat(1_001)})`), '1000 parameters and locals'],
    ['a large table', empty('(table 65537 funcref)'), '65536 functions'],
  ])('with %s', (_, bytes, why) => {
    expect(faultOf(bytes)).toContain('programRefused')
    expect(faultOf(bytes)).toContain(why)
  })

  test.each([
    ['nothing', []],
    ['a text', [...Buffer.from('(module)')]],
    ['another version', [0, 0x61, 0x73, 0x6d, 2, 0, 0, 0]],
    ['a section without its end', [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 200]],
    ['a length that is too long', [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]],
    ['a section twice', [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 1, 0, 1, 1, 0]],
    ['4,000,000,000 types', [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 0xff, 0xff, 0xff, 0xff, 0x0e]],
  ])('that is %s', (_, bytes) => {
    expect(faultOf(new Uint8Array(bytes))).toContain('programRefused')
  })

  test('if it uses a counter as a global, and never ends without a reason, however its bytes are cut or changed', () => {
    const good = moduleOf(
      '(global.set $g (i64.add (global.get $g) (i64.const 1))) (i64.store (i32.const 0) (global.get $g))',
      '(global $g (mut i64) (i64.const 5))',
    )
    expect(words(run(good))).toEqual(['0600000000000000', '0000000000000000'])
    for (let at = 8; at < good.length; at += 1) {
      expect(faultOf(good.subarray(0, at))).toContain('programRefused')
      for (const value of [0, 1, 0x7f, 0xff]) {
        const changed = good.slice()
        changed[at] = value
        // A module with any changed byte runs or fails with one of the known reasons.
        expect(faultOf(changed)).toMatch(/^(it ran|programRefused|programFailed|tooLong|outputTooLarge)/)
      }
    }
    const fuel = good.slice()
    const set = fuel.findIndex((byte, at) => byte === 0x24 && fuel[at + 1] === 0)
    fuel[set + 1] = 1
    expect(faultOf(fuel)).toContain('programRefused')
  })
})

/** Returns the least fuel with which a module does not run out of fuel. */
function leastFuel(bytes: Uint8Array): number {
  let fuel = 1
  while (faultOf(bytes, { fuel }).startsWith('tooLong')) fuel += 1
  return fuel
}
