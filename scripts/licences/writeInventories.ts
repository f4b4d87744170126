import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../start/runCommand.ts'
import { removedFromImages } from './shippedPackages.ts'

type Inventory = { components: Component[]; dependencies?: { ref: string; dependsOn?: string[] }[] }
type Component = { 'bom-ref': string; group?: string; name: string; version: string; licenses?: unknown[] }

const rooms = ['agent', 'engine', 'exit', 'gateway', 'scheduler', 'validator', 'web']

/**
 * Writes a software inventory (CycloneDX 1.6) for each image and for the exit page, from the output of `pnpm sbom`, and returns the paths. `infinitio.cdx.json`
 * is for the image `tools`, which contains all packages. Where pnpm finds no licence, the one in our list is used. Throws with pnpm's output if it fails.
 */
export async function writeInventories({
  root,
  folder,
  licences,
}: {
  root: string
  folder: string
  licences: Map<string, string>
}): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const selected = rooms.flatMap((room) => ['--filter', `@infinitio/${room}`])
  await runPnpm(root, ['sbom', '--split', ...selected, '--prod', '--out', join(folder, '%s.cdx.json')])
  await runPnpm(root, ['sbom', '--out', join(folder, 'infinitio.cdx.json')])
  const files = readdirSync(folder).filter((name) => /^infinitio.*\.cdx\.json$/.test(name))
  return files.sort().map((name) => completed(join(folder, name), licences))
}

async function runPnpm(root: string, words: string[]): Promise<void> {
  const version = /pnpmVersion = '(\d+\.\d+\.\d+)'/.exec(readFileSync(join(root, 'scripts/bootstrap.mjs'), 'utf8'))?.[1] ?? ''
  const form = ['--sbom-format', 'cyclonedx', '--sbom-spec-version', '1.6', '--sbom-type', 'application']
  const { code, output } = await runCommand({ command: 'npx', args: ['--yes', '-p', `pnpm@${version}`, 'pnpm', ...words, ...form], cwd: root })
  if (code !== 0) throw new Error(`pnpm ${words.join(' ')} failed:\n${output}`)
}

function completed(file: string, licences: Map<string, string>): string {
  const bom = JSON.parse(readFileSync(file, 'utf8')) as Inventory
  const removed = new Set(
    bom.components.filter(({ group, name }) => group === undefined && removedFromImages.includes(name)).map((one) => one['bom-ref']),
  )
  const components = bom.components.filter((one) => !removed.has(one['bom-ref'])).map((one) => withLicence(one, licences))
  const dependencies = bom.dependencies?.flatMap(({ ref, dependsOn }) =>
    removed.has(ref) ? [] : [{ ref, ...(dependsOn === undefined ? {} : { dependsOn: dependsOn.filter((one) => !removed.has(one)) }) }],
  )
  writeFileSync(file, `${JSON.stringify({ ...bom, components, dependencies }, null, 2)}\n`)
  return file
}

function withLicence(component: Component, licences: Map<string, string>): Component {
  const { group, name, version } = component
  const expression = licences.get(`${group === undefined ? '' : `${group}/`}${name}@${version}`)
  return component.licenses === undefined && expression !== undefined ? { ...component, licenses: [{ expression }] } : component
}
