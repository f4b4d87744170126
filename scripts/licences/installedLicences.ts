import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Manifest = { license?: string | { type?: string }; licenses?: { type?: string }[] }

/** Licences that a package's own package.json lacks or spells differently, copied from the text in the package. */
const readByHand: Record<string, string> = {
  '@nomicfoundation/ignition-ui': 'MIT',
  // Old versions state "BSD". The text is the one with two conditions.
  esprima: 'BSD-2-Clause',
  geist: 'OFL-1.1',
  // package.json of solc says MIT, but its compiler (soljson.js) has the GPL.
  solc: 'MIT AND GPL-3.0-only',
}

/**
 * Returns a function that finds the licence of a package (`name@version`) as an SPDX expression. The function returns null if the package is not installed here
 * or states no licence.
 */
export function installedLicences(root: string): (id: string) => string | null {
  const store = join(root, 'node_modules/.pnpm')
  const folders = existsSync(store) ? readdirSync(store) : []
  return (id) => {
    const name = id.slice(0, id.lastIndexOf('@'))
    const start = id.replaceAll('/', '+')
    const folder = folders.find((one) => one === start || one.startsWith(`${start}_`))
    if (folder === undefined) return null
    const file = join(store, folder, 'node_modules', name, 'package.json')
    if (!existsSync(file)) return null
    return readByHand[name] ?? namedLicence(JSON.parse(readFileSync(file, 'utf8')) as Manifest)
  }
}

/** Returns the licence in a package.json, in any of npm's three formats. Null if it states none. */
export function namedLicence({ license, licenses }: Manifest): string | null {
  if (typeof license === 'string') return license
  if (license?.type !== undefined) return license.type
  const types = (licenses ?? []).flatMap(({ type }) => (type === undefined ? [] : [type]))
  return types.length === 0 ? null : types.join(' OR ')
}
