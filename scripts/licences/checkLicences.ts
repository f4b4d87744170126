import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listSourceFiles } from '../tidy/sourceFile.ts'
import { installedLicences } from './installedLicences.ts'
import { judgeLicence } from './judgeLicence.ts'
import { type LicensedPackage, readLicenceList, renderLicenceList } from './licenceList.ts'
import { readLockfile } from './lockfile.ts'
import { shippedPackages } from './shippedPackages.ts'

/** The committed list of licences, relative to the checkout's root. */
export const licenceListFile = 'docs/third-party-licences.md'

/** Returns the problems of our third-party licences: a refused or unjudged licence, an unknown one, or an outdated list. */
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

/** Returns the shipped packages with their licences. Packages for the other processor are not installed here, so their licences come from `known`. */
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
