import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { workloadOf } from '../workload/workloadOf.ts'
import { keysToTry, ownSshKey } from './ownSshKey.ts'
import { sshConfig } from './sshTarget.ts'

const ssh = { name: 'lease-7', command: '', knownHosts: [], gatewayHost: '127.0.0.1', gatewayPort: 2_222, otherGateways: [] }

test('a person without an SSH key gets one private key, and connects with it', () => {
  const home = homeOfATest()
  expect(keysToTry()).toEqual([])
  const { sshKeys } = workloadOf({}).workload
  expect(sshKeys).toEqual([readFileSync(`${ownSshKey()}.pub`, 'utf8').trim()])
  expect(ownSshKey().startsWith(home)).toBe(true)
  expect(statSync(ownSshKey()).mode & 0o777).toBe(0o600)
  expect(workloadOf({}).workload.sshKeys).toEqual(sshKeys)
  const text = sshConfig({ ssh }, { knownHosts: '/k', identityFile: null, alsoTry: keysToTry() })
  expect(text).toContain(`IdentityFile "${ownSshKey()}"`)
  expect(text).not.toContain('IdentitiesOnly')
})

test('OpenSSH gets the key of $HOME/.ssh although the password file names another home', () => {
  const home = homeOfATest()
  const key = join(home, '.ssh/id_ed25519')
  mkdirSync(join(home, '.ssh'))
  spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
  expect(workloadOf({}).workload.sshKeys).toEqual([readFileSync(`${key}.pub`, 'utf8').trim()])
  const config = join(home, 'config')
  writeFileSync(config, sshConfig({ ssh }, { knownHosts: '/k', identityFile: null, alsoTry: keysToTry() }))
  for (const host of ['lease-7', 'gateway-of-lease-7']) {
    const used = spawnSync('ssh', ['-G', '-F', config, host], { encoding: 'utf8' }).stdout
    expect(used.match(/^identityfile .*$/gm)).toEqual([`identityfile ${key}`])
  }
})

test('OpenSSH looks for a key itself if the user has none', () => {
  homeOfATest()
  expect(sshConfig({ ssh }, { knownHosts: '/k', identityFile: null, alsoTry: keysToTry() })).not.toContain('IdentityFile')
})

/** Sets HOME to a new folder for one test. */
function homeOfATest(): string {
  const home = mkdtempSync(join(tmpdir(), 'infinitio-home-'))
  vi.stubEnv('HOME', home)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(home, { recursive: true, force: true })
  })
  return home
}
