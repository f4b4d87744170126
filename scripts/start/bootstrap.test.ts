import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const bootstrap = join(import.meta.dirname, '../bootstrap.mjs')

test.for([
  ['darwin', 'arm64'],
  ['win32', 'x64'],
  ['linux', 'arm64'],
] as const)('stops on %s %s before it installs', ([platform, arch]) => {
  const { status, stdout, stderr } = runAs({ process: { platform, arch } })
  expect(status).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toContain(`Infinitio runs on Linux x64 only, or in WSL 2 on Windows. This is ${platform} ${arch}`)
})

test('names the least version when Node is too old', () => {
  const { status, stderr } = runAs({ versions: { node: '18.20.0' } })
  expect(status).toBe(1)
  expect(stderr).toBe('Node 20 or newer is needed; this is 18.20.0.\n')
})

test('says within seconds what is missing if the first start finds no registry', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-bootstrap-'))
  try {
    for (const name of ['apps', 'packages', 'scripts']) mkdirSync(join(folder, name))
    cpSync(bootstrap, join(folder, 'scripts/bootstrap.mjs'))
    const env = { ...process.env, npm_config_registry: 'http://127.0.0.1:9', npm_config_cache: join(folder, 'cache') }
    const args = [join(folder, 'scripts/bootstrap.mjs'), 'scripts/start.ts']
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 40_000, env })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^The packages of this checkout could not be installed\. npm's registry is http:\/\/127\.0\.0\.1:9\/?\.\n/)
    expect(stderr).toContain('later starts need no network')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('starts again without a registry after the first start has installed the packages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-bootstrap-'))
  try {
    for (const name of ['apps', 'packages', 'scripts', 'node_modules/.bin']) mkdirSync(join(folder, name), { recursive: true })
    cpSync(bootstrap, join(folder, 'scripts/bootstrap.mjs'))
    symlinkSync(process.execPath, join(folder, 'node_modules/.bin/node'))
    // A fake pnpm that does nothing.
    writeFileSync(join(folder, 'pnpm'), '#!/bin/sh\n', { mode: 0o755 })
    const version = /pnpmVersion = '([^']+)'/.exec(readFileSync(bootstrap, 'utf8'))?.[1]
    writeFileSync(join(folder, 'node_modules/.infinitio-pnpm'), `${version}\n${join(folder, 'pnpm')}`)
    writeFileSync(join(folder, 'scripts/hello.ts'), "console.log('started')\n")
    const start = (env: Readonly<Record<string, string>>) =>
      spawnSync(process.execPath, [join(folder, 'scripts/bootstrap.mjs'), 'scripts/hello.ts'], {
        encoding: 'utf8',
        timeout: 40_000,
        env: { ...process.env, ...env },
      })
    expect(start({})).toMatchObject({ status: 0, stdout: 'Installing packages (only when they changed) …\nstarted\n' })
    rmSync(join(folder, 'pnpm'))
    const offline = { npm_config_registry: 'http://127.0.0.1:9', npm_config_cache: join(folder, 'cache') }
    expect(start(offline)).toMatchObject({ status: 0, stdout: 'started\n' })
    // After a change of the lockfile, packages must be installed, which needs the registry.
    writeFileSync(join(folder, 'pnpm-lock.yaml'), 'changed')
    expect(start(offline)).toMatchObject({ status: 1, stdout: 'Installing packages (only when they changed) …\n' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Runs the bootstrap script in a process that reports these values as its platform or version. */
function runAs({ process: shown = {}, versions = {} }: { readonly process?: object; readonly versions?: object }) {
  const setUp = [
    ['process', shown],
    ['process.versions', versions],
  ].flatMap(([owner, values]) =>
    Object.entries(values ?? {}).map(([name, value]) => `Object.defineProperty(${owner}, '${name}', { value: ${JSON.stringify(value)} })`),
  )
  const preload = `data:text/javascript,${encodeURIComponent(setUp.join(';'))}`
  return spawnSync(process.execPath, ['--import', preload, bootstrap, 'scripts/check.ts'], { encoding: 'utf8', timeout: 20_000 })
}
