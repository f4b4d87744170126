import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { checkout } from '../start/dataFolder.ts'
import { release, ReleaseError } from './release.ts'

const isLong = process.env.TEST_LONG === '1'

const folders: string[] = []
const identity = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com' }
Object.assign(process.env, identity)

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

describe('release', () => {
  it('writes the version everywhere, moves the changes to the changelog, packs, commits and tags', () => {
    const root = repository()
    expect(release({ root, out: 'packed', print: () => undefined })).toBe('0.3.0')
    expect(read(root, 'packages/one/package.json')).toContain('"version": "0.3.0"')
    expect(read(root, 'docker-compose.yml')).toBe('image: infinitio-web:0.3.0\nimage: caddy:0.2.0\n')
    expect(read(root, 'docs/install.md')).toBe('npm install infinitio-sdk-0.3.0.tgz # not leftpad-0.2.0.tgz or infinitio-0.2.01\n')
    expect(read(root, 'python/pyproject.toml')).toBe('[project]\nversion = "0.3.0"\n')
    expect(read(root, 'CHANGELOG.md')).toMatch(/## 0\.3\.0.*You can now release\..*## 0\.2\.0/s)
    expect(existsSync(join(root, '.changeset/new.md'))).toBe(false)
    expect(read(root, 'packed/sdk')).toBe('0.3.0')
    expect(read(root, 'packed/command')).toBe('0.3.0')
    expect(git(root, 'log', '-1', '--format=%s')).toBe('chore(repo): release 0.3.0')
    expect(git(root, 'describe', '--exact-match')).toBe('v0.3.0')
    expect(git(root, 'status', '--porcelain')).toBe('')
  })

  it('refuses files that nobody committed, and does not change them', () => {
    const root = repository()
    writeFileSync(join(root, 'note.txt'), 'mine')
    expectRefusal(root, /note\.txt/)
    expect(read(root, 'note.txt')).toBe('mine')
  })

  it('refuses when no change waits', () => {
    const root = repository()
    git(root, 'rm', '--quiet', '.changeset/new.md')
    git(root, 'commit', '--quiet', '-m', 'no change')
    expectRefusal(root, /No change waits/)
  })

  it.each([
    ['check', 'npm run check failed'],
    ...(isLong
      ? [
          ['test', 'npm test failed'],
          ['pack:command', 'Packing failed'],
        ]
      : []),
  ])('changes nothing when %s fails', (script, words) => {
    const root = repository({ [script]: 'exit 1' })
    expectRefusal(root, words)
  })

  it('refuses tests that write files, which would land in the release', () => {
    const root = repository({ test: 'echo x > written.txt' })
    expect(() => release({ root, out: 'packed', print: () => undefined })).toThrow('The tests changed files')
    expect(git(root, 'tag')).toBe('')
  })

  it('refuses a tag that exists and restores the files', () => {
    const root = repository()
    git(root, 'tag', 'v0.3.0')
    expectRefusal(root, 'v0.3.0 exists', ['v0.3.0'])
  })
})

/** Checks that the release is refused and that commits, tags and versions are as before. */
function expectRefusal(root: string, words: string | RegExp, tags: readonly string[] = []): void {
  const before = git(root, 'rev-parse', 'HEAD')
  const changed = git(root, 'status', '--porcelain')
  expect(() => release({ root, out: 'packed', print: () => undefined })).toThrow(ReleaseError)
  expect(() => release({ root, out: 'packed', print: () => undefined })).toThrow(words)
  expect(git(root, 'rev-parse', 'HEAD')).toBe(before)
  expect(git(root, 'status', '--porcelain')).toBe(changed)
  expect(git(root, 'tag').split('\n').filter(Boolean)).toEqual(tags)
  expect(read(root, 'package.json')).toContain('"version": "0.2.0"')
}

/** Creates a git repository with the same commit rules as ours, and with npm scripts that end at once. */
function repository(scripts: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'infinitio-release-'))
  folders.push(root)
  const pack = (name: string): string => `node -e "fs.writeFileSync(process.argv[2] + '/${name}', require('./package.json').version)" --`
  const manifest = {
    name: 'infinitio',
    version: '0.2.0',
    private: true,
    scripts: { check: 'exit 0', test: 'exit 0', 'pack:sdk': pack('sdk'), 'pack:command': pack('command'), ...scripts },
  }
  const files: Readonly<Record<string, string>> = {
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    'pnpm-workspace.yaml': 'packages:\n  - .\n  - packages/*\n',
    'packages/one/package.json': `${JSON.stringify({ name: '@infinitio/one', version: '0.2.0', private: true }, null, 2)}\n`,
    'docker-compose.yml': 'image: infinitio-web:0.2.0\nimage: caddy:0.2.0\n',
    'docs/install.md': 'npm install infinitio-sdk-0.2.0.tgz # not leftpad-0.2.0.tgz or infinitio-0.2.01\n',
    'python/pyproject.toml': '[project]\nversion = "0.2.0"\n',
    'CHANGELOG.md': '# infinitio\n\n## 0.2.0\n\nThe first release.\n',
    '.changeset/new.md': '---\n"infinitio": minor\n---\n\nYou can now release.\n',
    '.gitignore': 'node_modules\npacked\n',
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  for (const name of ['config.json', 'README.md']) cpSync(join(checkout, '.changeset', name), join(root, '.changeset', name))
  symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'))
  git(root, 'init', '--quiet', '--initial-branch', 'main')
  git(root, 'add', '--all')
  git(root, 'commit', '--quiet', '-m', 'begin')
  return root
}

function git(root: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'core.hooksPath=/dev/null', ...args], { cwd: root, encoding: 'utf8' }).trim()
}

function read(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
