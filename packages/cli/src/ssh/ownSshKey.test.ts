import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { workloadOf } from '../workload/workloadOf.ts'
import { keysToTry, ownSshKey } from './ownSshKey.ts'
import { sshConfig } from './sshTarget.ts'

test('a person without an SSH key gets one private key, and connects with it', () => {
  const home = mkdtempSync(join(tmpdir(), 'infinitio-home-'))
  vi.stubEnv('HOME', home)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(home, { recursive: true, force: true })
  })
  expect(keysToTry()).toEqual([])
  const { sshKeys } = workloadOf({}).workload
  expect(sshKeys).toEqual([readFileSync(`${ownSshKey()}.pub`, 'utf8').trim()])
  expect(ownSshKey().startsWith(home)).toBe(true)
  expect(statSync(ownSshKey()).mode & 0o777).toBe(0o600)
  expect(workloadOf({}).workload.sshKeys).toEqual(sshKeys)
  const ssh = { name: 'lease-7', command: '', knownHosts: [], gatewayHost: '127.0.0.1', gatewayPort: 2_222, otherGateways: [] }
  const text = sshConfig({ ssh }, { knownHosts: '/k', identityFile: null, alsoTry: keysToTry() })
  expect(text).toContain(`IdentityFile "${ownSshKey()}"`)
  expect(text).not.toContain('IdentitiesOnly')
})
