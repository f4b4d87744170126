import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The tracked files that contain the version of the release, as patterns for `git ls-files`. */
const files = [
  'package.json',
  '*/package.json',
  'docker-compose.yml',
  'python/pyproject.toml',
  '*.md',
  ':!CHANGELOG.md',
  ':!docs/adr',
  ':!.changeset',
]

/**
 * Replaces the version `from` with `to` in the manifests of all packages, in the tags of our images and in the names of the files that people download. Leaves
 * the same number unchanged if it is the version of other software. Returns the changed files.
 */
export function writeVersion(root: string, { from, to }: { readonly from: string; readonly to: string }): string[] {
  const tracked = execFileSync('git', ['ls-files', '--', ...files], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
  return tracked.filter((file) => {
    const path = join(root, file)
    const text = readFileSync(path, 'utf8')
    const changed = withVersion(text, { file, from, to })
    if (changed !== text) writeFileSync(path, changed)
    return changed !== text
  })
}

function withVersion(text: string, { file, from, to }: { readonly file: string; readonly from: string; readonly to: string }): string {
  if (file.endsWith('package.json')) return text.replace(`\n  "version": "${from}",`, `\n  "version": "${to}",`)
  if (file.endsWith('.toml')) return text.replace(`\nversion = "${from}"`, `\nversion = "${to}"`)
  const named = new RegExp(`\\b(infinitio(?:-[a-z]+)?[-:])${from.replaceAll('.', '\\.')}(?![0-9])`, 'g')
  return text.replace(named, (_, name: string) => name + to)
}
