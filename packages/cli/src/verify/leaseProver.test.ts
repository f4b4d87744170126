import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { SshTarget } from '../ssh/sshTarget.ts'
import { readLeaseFacts } from './leaseProver.ts'

const target = { name: 'lease-7', config: '/dev/null', jobConfig: '/dev/null' } as unknown as SshTarget

/** Replaces the program `ssh` by one that runs these commands on this machine, as if it were the machine of a lease. */
function leaseThat(...commands: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-ssh-'))
  const before = process.env.PATH
  writeFileSync(join(folder, 'ssh'), ['#!/bin/sh', ...commands, ''].join('\n'))
  chmodSync(join(folder, 'ssh'), 0o755)
  process.env.PATH = `${folder}${delimiter}${before}`
  onTestFinished(() => {
    process.env.PATH = before
    rmSync(folder, { recursive: true })
  })
}

test('reads processor, GPU and Node of a lease', async () => {
  leaseThat('echo Linux; echo x86_64; echo gpu; echo .; echo /usr/bin/node')
  expect(await readLeaseFacts(target)).toEqual({ arch: 'x64', hasGpu: true, node: '/usr/bin/node' })
})

test('ends with a clear error if the lease keeps the connection open, also by a program that remains', async () => {
  leaseThat('trap "" TERM', 'echo Linux', 'sleep 30 &', 'sleep 30')
  const startedAt = performance.now()
  await expect(readLeaseFacts(target, { withinMs: 500 })).rejects.toMatchObject({ code: 'proof.lease_silent', detail: '0.5 s' })
  expect(performance.now() - startedAt).toBeLessThan(10_000)
})

test('shows the last line of a refused connection, without codes for the terminal', async () => {
  leaseThat('echo first >&2', "printf 'no \\033[31mkey\\n' >&2", 'exit 255')
  await expect(readLeaseFacts(target)).rejects.toMatchObject({ code: 'proof.lease_unusable', detail: expect.not.stringContaining('\u001b') })
})
