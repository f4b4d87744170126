import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rayScript } from './rayScript.ts'

const token = 'a1'.repeat(32)
const head = '100.64.0.12'

test('starts a head whose dashboard is open to its own lease only, and workers that join it', () => {
  const [first, second] = [rayScript({ token, head, address: head }), rayScript({ token, head, address: '100.64.0.13' })]
  expect(first).toContain('--node-ip-address=100.64.0.12 --head --port=6379 --dashboard-host=127.0.0.1')
  expect(second).toContain('--node-ip-address=100.64.0.13 --address=100.64.0.12:6379')
  for (const script of [first, second]) expect(script).toContain('RAY_AUTH_MODE=token')
  for (const script of [first, second]) execFileSync('/bin/sh', ['-n'], { input: script })
})

test('keeps the token of a Ray that runs, and fails for another one', () => {
  const home = mkdtempSync(join(tmpdir(), 'infinitio-ray-'))
  mkdirSync(join(home, '.infinitio'))
  writeFileSync(join(home, '.infinitio', 'ray.pid'), String(process.pid))
  writeFileSync(join(home, '.infinitio', 'ray.token'), token)
  const run = (own: string) =>
    spawnSync('/bin/sh', [], { input: rayScript({ token: own, head, address: head }), env: { ...process.env, HOME: home } })
  expect(run(token).stdout.toString()).toBe('Ray runs already.\n')
  const other = run('b2'.repeat(32))
  expect([other.status, other.stderr.toString()]).toEqual([1, expect.stringContaining('another token')])
  expect(readFileSync(join(home, '.infinitio', 'ray.token'), 'utf8')).toBe(token)
  rmSync(home, { recursive: true })
})

test('waits longer for members that are far away', () => {
  expect(rayScript({ token, head, address: head, rttMs: 20 })).toContain('RAY_health_check_timeout_ms=10000')
  expect(rayScript({ token, head, address: head, rttMs: 250 })).toContain('RAY_health_check_timeout_ms=25000')
})

test.each([
  ['a token', { token: 'secret' }],
  ['an address', { address: '100.64.0.13; rm -r /' }],
  ['a head', { head: '$(id)' }],
  ['a version', { version: "2.60.0' evil" }],
  ['a time', { rttMs: Number.NaN }],
])('refuses %s that is no such value, because it would be a part of a script', (_, change) => {
  expect(() => rayScript({ token, head, address: head, ...change })).toThrow(RangeError)
})
