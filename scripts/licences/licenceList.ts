import { judgeLicence } from './judgeLicence.ts'

/** One shipped package: its licence as an SPDX expression, and the parts that contain it besides the image `tools`. */
export type LicensedPackage = { id: string; licence: string; parts: string[] }

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
    'programs of their own, some under the GPL, which their publishers list. Tools that only build or test, such as solc (GPL), Slither and hadolint, are run and never shipped.',
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
