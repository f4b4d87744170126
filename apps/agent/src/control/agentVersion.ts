import { readFile } from 'node:fs/promises'
import path from 'node:path'

const checkout = path.resolve(import.meta.dirname, '..', '..', '..', '..')

/**
 * Returns the version of this code: the package's version and, in a git checkout, the current commit. Reads the git files itself, without running
 * git.
 */
export async function agentVersion(): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as { version: string }
  const commit = await readCommit(path.join(checkout, '.git'))
  return commit === null ? manifest.version : `${manifest.version}+${commit.slice(0, 9)}`
}

async function readCommit(git: string): Promise<string | null> {
  const head = await readText(path.join(git, 'HEAD'))
  const ref = /^ref: (refs\/[\w./-]+)$/.exec(head)?.[1]
  const text = ref === undefined ? head : (await readText(path.join(git, ref))) || packed(await readText(path.join(git, 'packed-refs')), ref)
  return /^[0-9a-f]{40}$/.test(text) ? text : null
}

function packed(refs: string, ref: string): string {
  return (
    refs
      .split('\n')
      .find((line) => line.endsWith(` ${ref}`))
      ?.split(' ')[0] ?? ''
  )
}

function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => '',
  )
}
