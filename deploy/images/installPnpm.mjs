// Puts the package manager of the images into a folder: fetches its program for this processor by npm, and refuses bytes whose hash is not that of
// pnpm.json beside this file. Usage: node installPnpm.mjs FOLDER
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const [folder] = process.argv.slice(2)
if (folder === undefined) fail('Usage: node installPnpm.mjs FOLDER')
const { version, integrity } = JSON.parse(readFileSync(new URL('pnpm.json', import.meta.url), 'utf8'))
const platform = `linux-${process.arch}`
const wanted = integrity[platform] ?? fail(`pnpm.json has no hash for ${platform}.`)
mkdirSync(folder, { recursive: true })
const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder, `@pnpm/exe.${platform}@${version}`]))
const archive = join(folder, filename)
const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`
if (found !== wanted) {
  rmSync(archive)
  fail(`pnpm ${version} for ${platform} has the hash ${found}, not ${wanted}.`)
}
run('tar', [
  '--extract',
  '--gzip',
  '--no-same-owner',
  '--file',
  archive,
  '--directory',
  folder,
  '--strip-components=1',
  'package/pnpm',
  'package/LICENSE',
])
rmSync(archive)

function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) fail(`${command} ${args[0]} failed.\n${error?.message ?? stderr}`)
  return stdout
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
