import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { openPythonTools } from '@infinitio/process/test'
import { describe, expect, test } from 'vitest'
import { RunFault } from '../src/child/requests.ts'
import { callModule, compileModule, type ModuleCall } from '../src/child/runModule.ts'
import { piModule } from '../src/index.ts'
import { instrumentModule } from '../src/wasm/instrumentModule.ts'
import { assemble } from './assemble.ts'

const tools =
  process.env['TEST_LONG'] === '1'
    ? openPythonTools({ name: 'wasmtime', requirementsFile: join(import.meta.dirname, 'wasmtime/requirements.txt') })
    : { missing: 'npm run test:long' }
const settings = { memoryPages: 1, fuel: 50_000_000, seed: `0x${'07'.repeat(32)}` }

/** A module that writes 8 bytes of its memory after a body. */
const moduleOf = (body: string, more = '') =>
  assemble(`(module (import "infinitio" "write" (func $write (param i32 i32))) ${more} (memory 1) (func (export "fold"))
    (func (export "map") (param $from i64) (param $to i64) (local $x f64) (local $i i32) ${body} (call $write (i32.const 0) (i32.const 8))))`)

/** A walk through numbers that are NaN, infinite, subnormal and usual, with each instruction that can give a NaN. */
const floats = `(loop $l
  (local.set $x (f64.reinterpret_i64 (i64.mul (i64.add (i64.extend_i32_u (local.get $i)) (local.get $from)) (i64.const 0x9e3779b97f4a7c15))))
  ${['add', 'sub', 'mul', 'div', 'min', 'max', 'copysign'].map((name) => `(i64.store (i32.const 0) (i64.xor (i64.rotl (i64.load (i32.const 0)) (i64.const 5)) (i64.reinterpret_f64 (f64.${name} (local.get $x) (f64.reinterpret_i64 (i64.load (i32.const 0)))))))`).join('\n')}
  ${['sqrt', 'ceil', 'floor', 'trunc', 'nearest', 'abs', 'neg'].map((name) => `(i64.store (i32.const 0) (i64.xor (i64.rotl (i64.load (i32.const 0)) (i64.const 5)) (i64.reinterpret_f64 (f64.${name} (local.get $x)))))`).join('\n')}
  (i64.store (i32.const 0) (i64.xor (i64.load (i32.const 0)) (i64.reinterpret_f64 (f64.promote_f32 (f32.sqrt (f32.demote_f64 (local.get $x)))))))
  (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 20000))))`

const deep =
  '(func $f (param i32) (result i32) (if (result i32) (local.get 0) (then (call $f (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 7))))'

describe.skipIf('missing' in tools)(`the same bytes as wasmtime (${'missing' in tools ? tools.missing : 'from PyPI'})`, () => {
  test.each([
    ['the example', piModule],
    ['numbers of all kinds', moduleOf(floats)],
    ['calls that are deep', moduleOf('(i32.store (i32.const 0) (call $f (i32.const 900)))', deep)],
    ['a loop without an end', moduleOf('(loop $l (br $l))')],
    ['a division by 0', moduleOf('(drop (i32.div_s (i32.const 1) (local.get $i)))')],
  ])('for %s', (_, bytes) => {
    const parts = [0, 1, 2, 63].map((chunk) => ({ chunk, from: chunk * 10_000, to: (chunk + 1) * 10_000 }))
    expect(inWasmtime(bytes, parts)).toEqual(parts.map((part) => here(bytes, part)))
  })
})

type Part = { readonly chunk: number; readonly from: number; readonly to: number }

function here(bytes: Uint8Array, { chunk, from, to }: Part): string {
  const call: ModuleCall = {
    settings,
    file: new Uint8Array(),
    parts: [],
    name: 'map',
    args: [BigInt(from), BigInt(to)],
    mostBytes: 64,
    task: 3,
    chunk,
  }
  try {
    return Buffer.from(callModule(compileModule(bytes, settings), call)).toString('hex')
  } catch (error) {
    if (!(error instanceof RunFault)) throw error
    return error.fault.reason === 'tooLong' ? 'fuel' : error.message.includes('too deep') ? 'depth' : 'trap'
  }
}

function inWasmtime(bytes: Uint8Array, parts: readonly Part[]): string[] {
  const module = Buffer.from(instrumentModule(bytes, settings)).toString('hex')
  const input = JSON.stringify({ module, seed: settings.seed, fuel: settings.fuel, task: 3, parts })
  const python = join('bin' in tools ? tools.bin : '', 'python')
  const { stdout, stderr, status } = spawnSync(python, [join(import.meta.dirname, 'wasmtime/runModule.py')], { input, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim().split('\n')
}
