import { join } from 'node:path'
import { unpackDebian } from './unpackDebian.ts'

/** Path of promtool, or the reason why it is unavailable here. */
export type PromtoolPlace = { promtool: string } | { missing: string }

/** Unpacks promtool, which checks and tests alert rules, from Debian's package of Prometheus into a folder of the user's cache, once. */
export function installPromtool(): PromtoolPlace {
  const place = unpackDebian({ folderName: 'promtool-bookworm', packages: ['prometheus/bookworm'], needsRoot: false })
  return 'missing' in place ? place : { promtool: join(place.root, 'usr/bin/promtool') }
}
