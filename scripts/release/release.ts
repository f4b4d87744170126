import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { writeVersion } from './writeVersion.ts'

/** Thrown when a release is not possible or a step of it failed. Nothing is committed or tagged then. */
export class ReleaseError extends Error {}

type ReleaseArgs = {
  readonly root: string
  /** The folder of the packed SDK and command. */
  readonly out: string
  readonly print: (line: string) => void
}

/**
 * Makes a release from a checkout: runs the checks and all tests, writes the version and the changelog (from `.changeset`), packs the SDK and the command line
 * program, commits and tags. Returns the version. Pushes nothing. Throws `ReleaseError` if the checkout is not ready, or if a check, a test or the packing
 * fails. After an error in a step from the new version on, discards the uncommitted changes.
 */
export function release({ root, out, print }: ReleaseArgs): string {
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
  const npm = (...args: string[]): void => void execFileSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  const changed = git('status', '--porcelain')
  if (changed !== '') throw new ReleaseError(`Commit or remove these files first:\n${changed}`)
  if (waitingChanges(root).length === 0) throw new ReleaseError('No change waits for a release: .changeset has no file.')
  step('npm run check failed, so nothing was released.', () => npm('run', 'check'))
  step('npm test failed, so nothing was released.', () => npm('test'))
  if (git('status', '--porcelain') !== '') throw new ReleaseError('The tests changed files. Look at git status.')
  try {
    const from = versionOf(root)
    const changesets = createRequire(join(root, 'package.json')).resolve('@changesets/cli/bin.js')
    execFileSync(process.execPath, [changesets, 'version'], { cwd: root, stdio: 'ignore' })
    const to = versionOf(root)
    if (git('tag', '--list', `v${to}`) !== '') throw new ReleaseError(`The tag v${to} exists already.`)
    print(`${from} → ${to}: ${writeVersion(root, { from, to }).length} more files have the version`)
    step('Packing failed, so nothing was released.', () => {
      mkdirSync(resolve(root, out), { recursive: true })
      npm('run', 'pack:sdk', '--', '--out', out)
      npm('run', 'pack:command', '--', '--out', out)
    })
    git('add', '--all')
    git('commit', '--quiet', '--message', `chore(repo): release ${to}`)
    git('tag', '--annotate', `v${to}`, '--message', `Release ${to}`)
    print(`tagged v${to}; the packed files are in ${out}`)
    return to
  } catch (error) {
    // There were no uncommitted changes before, so this only undoes the steps above.
    git('reset', '--hard', '--quiet')
    throw error
  }
}

function step(failed: string, run: () => void): void {
  try {
    run()
  } catch (cause) {
    throw new ReleaseError(failed, { cause })
  }
}

function waitingChanges(root: string): string[] {
  return readdirSync(join(root, '.changeset')).filter((name) => name.endsWith('.md') && name !== 'README.md')
}

function versionOf(root: string): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version
}
