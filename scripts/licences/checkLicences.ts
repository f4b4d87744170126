import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listSourceFiles } from '../tidy/sourceFile.ts'
import { installedLicences } from './installedLicences.ts'
import { judgeLicence } from './judgeLicence.ts'
import { readLockfile } from './lockfile.ts'
import { shippedPackages } from './shippedPackages.ts'

/** The file with the list of licences, relative to the checkout's root. */
export const licenceListFile = 'docs/third-party-licences.md'

/**
 * Returns the problems with the licences of the packages that we ship: a licence that we refuse, one that nobody has judged yet, an unknown one, or an outdated
 * list.
 */
export function checkLicences(root: string): string[] {
  const file = join(root, licenceListFile)
  const list = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const { packages, unknown } = licensedPackages(root, readLicenceList(list))
  const problems = [...unknown.map((id) => `${id} has no known licence`), ...refusals(packages)]
  if (unknown.length === 0 && renderLicenceList(packages) !== list) problems.push(`${licenceListFile} is out of date: npm run licences`)
  return problems
}

/** Returns the packages that we may not ship, each with its reason. */
export function refusals(packages: LicensedPackage[]): string[] {
  return packages.flatMap(({ id, licence }) => {
    const judgement = judgeLicence(licence)
    if (judgement === 'refused') return [`${id} is under ${licence}, which may not be in what we ship`]
    return judgement === 'unknown' ? [`${id} is under ${licence}, which nobody judged: scripts/licences/judgeLicence.ts`] : []
  })
}

/**
 * Returns the shipped packages with their licences. Packages for the other processor architecture are not installed here, so their licences come from `known`.
 */
export function licensedPackages(root: string, known: Map<string, string>): { packages: LicensedPackage[]; unknown: string[] } {
  const licenceOf = installedLicences(root)
  const packages: LicensedPackage[] = []
  const unknown: string[] = []
  for (const [id, parts] of shippedPackages(readLockfile(root), listSourceFiles(root))) {
    const licence = licenceOf(id) ?? known.get(id) ?? null
    if (licence === null) unknown.push(id)
    else packages.push({ id, licence, parts })
  }
  return { packages, unknown }
}

/**
 * One package that we ship. `licence` is an SPDX expression. `parts` are the images and programs that contain the package; the image `tools` contains all
 * packages and is left out.
 */
type LicensedPackage = { id: string; licence: string; parts: string[] }

const row = /^\| `([^`]+)` \| ([^|]+) \| [^|]* \|$/gm

/** Returns the text of docs/third-party-licences.md. */
export function renderLicenceList(packages: LicensedPackage[]): string {
  const weak = packages.filter(({ licence }) => judgeLicence(licence) === 'weak')
  return [
    '# Licences of third parties',
    '',
    'Written by `npm run licences`. `npm run check` fails when this list differs from `pnpm-lock.yaml`, and when a package has a licence of the GPL or AGPL family or one',
    'that nobody judged (`scripts/licences/judgeLicence.ts`). This project itself is under the [Apache License 2.0](../LICENSE).',
    '',
    'The list holds every npm package in our images for Linux on x64 and arm64, in the exit page, in the `infinitio` command and in the contracts. The image `tools` holds all of',
    'them; the last column names the other parts. The licence is the one that the package names. The base images (Node.js on Debian, PostgreSQL, Prometheus, Grafana) bring',
    'programs of their own, some under the GPL, which their publishers list. Tools that only build or test, such as solc, circom2 and snarkjs (GPL), Slither and hadolint, are run and never shipped.',
    '',
    'For an inventory that other programs read: `npm run licences -- --sbom FOLDER` writes one CycloneDX file for each image and for the exit page.',
    '',
    '## Weak copyleft',
    'We ship these unchanged, as files of their own that can be replaced.',
    '',
    ...table(weak),
    '',
    '## All packages',
    '',
    ...table(packages),
    '',
  ].join('\n')
}

/** Reads the licences from the list, by `name@version`. */
export function readLicenceList(text: string): Map<string, string> {
  return new Map([...text.matchAll(row)].map(([, id = '', licence = '']) => [id, licence]))
}

function table(packages: LicensedPackage[]): string[] {
  return [
    '| package | licence | in |',
    '| --- | --- | --- |',
    ...packages.map(({ id, licence, parts }) => `| \`${id}\` | ${licence} | ${parts.join(', ')} |`),
  ]
}
