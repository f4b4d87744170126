import { describe, expect, test } from 'vitest'
import { piModule } from '../src/index.ts'
import { assemble } from './assemble.ts'
import { callsHere, openWasmtime } from './wasmtime/openWasmtime.ts'

const wasmtime = openWasmtime()
const settings = { memoryPages: 1, seed: `0x${'07'.repeat(32)}` }

/** Returns a module with this body of `map`, which then writes the first 8 bytes of its memory. */
const moduleOf = (body: string, more = '') =>
  assemble(`(module (import "infinitio" "write" (func $write (param i32 i32))) ${more} (memory 1) (func (export "fold"))
    (func (export "map") (param $from i64) (param $to i64) (local $x f64) (local $i i32) ${body} (call $write (i32.const 0) (i32.const 8))))`)

/** The text of a loop over floating-point numbers: NaN, infinite, subnormal and usual ones. It runs each instruction that can give a NaN. */
const floats = `(loop $l
  (local.set $x (f64.reinterpret_i64 (i64.mul (i64.add (i64.extend_i32_u (local.get $i)) (local.get $from)) (i64.const 0x9e3779b97f4a7c15))))
  ${['add', 'sub', 'mul', 'div', 'min', 'max', 'copysign'].map((name) => `(i64.store (i32.const 0) (i64.xor (i64.rotl (i64.load (i32.const 0)) (i64.const 5)) (i64.reinterpret_f64 (f64.${name} (local.get $x) (f64.reinterpret_i64 (i64.load (i32.const 0)))))))`).join('\n')}
  ${['sqrt', 'ceil', 'floor', 'trunc', 'nearest', 'abs', 'neg'].map((name) => `(i64.store (i32.const 0) (i64.xor (i64.rotl (i64.load (i32.const 0)) (i64.const 5)) (i64.reinterpret_f64 (f64.${name} (local.get $x)))))`).join('\n')}
  (i64.store (i32.const 0) (i64.xor (i64.load (i32.const 0)) (i64.reinterpret_f64 (f64.promote_f32 (f32.sqrt (f32.demote_f64 (local.get $x)))))))
  (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 20000))))`

const deep =
  '(func $f (param i32) (result i32) (if (result i32) (local.get 0) (then (call $f (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 7))))'

describe.skipIf('missing' in wasmtime)(`the same bytes as wasmtime (${'missing' in wasmtime ? wasmtime.missing : 'from PyPI'})`, () => {
  test.each([
    ['the example', piModule],
    ['numbers of all kinds', moduleOf(floats)],
    ['calls that are deep', moduleOf('(i32.store (i32.const 0) (call $f (i32.const 900)))', deep)],
    ['a loop without an end', moduleOf('(loop $l (br $l))')],
    ['a division by 0', moduleOf('(drop (i32.div_s (i32.const 1) (local.get $i)))')],
  ])('for %s', (_, bytes) => {
    const calls = [0, 1, 2, 63].map((chunk) => ({
      args: [BigInt(chunk * 10_000), BigInt((chunk + 1) * 10_000)],
      parts: [],
      fuel: 50_000_000,
      place: { task: 3, chunk },
    }))
    const compared = { bytes, settings, name: 'map', calls }
    expect('callsThere' in wasmtime && wasmtime.callsThere(compared)).toEqual(callsHere(compared))
  })
})
