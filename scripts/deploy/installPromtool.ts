import { join } from 'node:path'
import { unpackDebian } from './unpackDebian.ts'

/** Where promtool lies, or in words why it does not. */
export type PromtoolPlace = { promtool: string } | { missing: string }

/** Unpacks promtool, which checks and tries alert rules, from Debian's package of Prometheus into a folder of the user's cache, once. */
export function installPromtool(): PromtoolPlace {
  const place = unpackDebian({ folderName: 'promtool-bookworm', packages: ['prometheus/bookworm'], needsRoot: false })
  return 'missing' in place ? place : { promtool: join(place.root, 'usr/bin/promtool') }
}
