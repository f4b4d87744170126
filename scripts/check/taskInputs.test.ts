import { execFileSync } from 'node:child_process'
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { checkout } from '../start/dataFolder.ts'
import { listPaths } from '../tidy/sourceFile.ts'
import { checkTasks } from './checks.ts'
import { typePrograms } from './typePrograms.ts'

type DryRun = { tasks: { task: string; hash: string; inputs: Record<string, string> }[] }

const tasks = checkTasks(checkout)
/** Without `TEST_LONG`, the test tries only one path of this many, because each takes long. */
const sampleOf = process.env.TEST_LONG === '1' ? 1 : 96

describe('the turbo tasks of the checks', () => {
  it('include a task and a script for each check, and no others', () => {
    const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
    const turbo = JSON.parse(readFileSync(join(checkout, 'turbo.json'), 'utf8')) as { tasks: Record<string, unknown> }
    const named = Object.entries(scripts).filter(([name]) => name.startsWith('check:'))
    expect(
      Object.keys(turbo.tasks)
        .filter((name) => name.includes('check:'))
        .sort(),
    ).toEqual(tasks.map((task) => `//#${task}`).sort())
    expect(named.map(([name]) => name).sort()).toEqual(tasks.toSorted())
    for (const [name, command] of named) expect(command).toBe(`exec node scripts/check.ts ${name.slice('check:'.length)}`)
  })

  it.skipIf(process.env.TEST_LONG !== '1')('depend on every file that the type checker reads', () => {
    const inputs = new Map(dryRun(checkout).tasks.map((task) => [task.task, task.inputs]))
    for (const { name, config } of typePrograms(checkout)) {
      const listed = execFileSync(join(checkout, 'node_modules/.bin/tsc'), ['-p', config, '--listFilesOnly'], {
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      })
      const own = listed
        .split('\n')
        .map((path) => relative(checkout, path))
        .filter((path) => path !== '' && !path.startsWith('..') && !/(^|\/)(node_modules|\.next)\/|next-env\.d\.ts$/.test(path))
      expect(own.length).toBeGreaterThan(10)
      const unknown = own.filter((path) => inputs.get(`check:types-${name}`)?.[path] === undefined)
      expect(unknown.filter((path) => !isGlobal(path))).toEqual([])
    }
  })

  it('run again only if a changed byte affects them', () => {
    const copy = copyOfCheckout()
    const types = tasks.filter((task) => task.startsWith('check:types-'))
    const code = ['check:dead-code', 'check:arrows', 'check:lint', 'check:files']
    const expected: [string, string[]][] = [
      ['apps/web/app/layout.tsx', ['check:types-web', 'check:types-scripts', ...code]],
      ['apps/api/src/app.ts', ['check:types-agent', 'check:types-web', 'check:types-scripts', ...code]],
      ['apps/engine/src/main.ts', ['check:types-agent', 'check:types-scripts', ...code]],
      ['packages/db/src/index.ts', [...types, ...code]],
      ['packages/domain/src/index.ts', [...types, ...code]],
      ['e2e/circle.test.ts', ['check:types-agent', 'check:types-web', 'check:types-scripts', ...code]],
      ['scripts/check.ts', tasks],
      ['scripts/tidy/fileLengths.ts', [...types, ...code]],
      ['tsconfig.base.json', [...types, ...code]],
      ['pnpm-lock.yaml', tasks],
      ['biome.json', [...types, ...code]],
      ['apps/web/styles/base.css', ['check:lint', 'check:files']],
      ['contracts/src/Market.sol', ['check:files']],
      ['docs/architecture.md', ['check:files']],
      ['docker-compose.yml', ['check:files']],
    ]
    let before = hashes(copy)
    for (const [path, again] of expected.filter((_, at) => at % sampleOf === 0)) {
      appendFileSync(join(copy, path), '\n')
      const after = hashes(copy)
      expect({ path, again: tasks.filter((task) => before.get(task) !== after.get(task)).sort() }).toEqual({ path, again: again.toSorted() })
      before = after
    }
  })
})

const listed = new Set(listPaths(checkout))

function isGlobal(path: string): boolean {
  return /^scripts\/(check\.ts$|check\/)/.test(path)
}

function hashes(root: string): Map<string, string> {
  return new Map(dryRun(root).tasks.map(({ task, hash }) => [task, hash]))
}

function dryRun(root: string): DryRun {
  const turbo = join(checkout, 'node_modules/.bin/turbo')
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' }
  return JSON.parse(
    execFileSync(turbo, ['run', ...tasks, '--dry=json', '--skip-infer'], { cwd: root, env, encoding: 'utf8', maxBuffer: 1 << 27 }),
  ) as DryRun
}

function copyOfCheckout(): string {
  const copy = mkdtempSync(join(tmpdir(), 'infinitio-turbo-'))
  onTestFinished(() => rmSync(copy, { recursive: true }))
  for (const path of listed) {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    if (/\.(png|json|yaml|yml|ts|tsx|mjs|cjs|css|sol|md)$|^\.gitignore$/.test(path)) copyFileSync(join(checkout, path), join(copy, path))
    else writeFileSync(join(copy, path), '')
  }
  execFileSync('git', ['init', '-q'], { cwd: copy })
  return copy
}
