import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { runScript } from './startRay.ts'

test('the script for a lease is in no list of processes, and its exit code arrives', () => {
  const token = 'c3'.repeat(32)
  const input = `: ${token}\nfor file in /proc/[0-9]*/cmdline; do tr '\\0' ' ' <"$file" 2>/dev/null; echo; done\ncat\nexit 7\n`
  const { status, stdout } = spawnSync('/bin/sh', ['-c', runScript], { input, encoding: 'utf8' })
  expect(status).toBe(7)
  // The list has the processes of this test, so it can be read.
  expect(stdout).toContain('mktemp')
  expect(stdout).not.toContain(token)
})
