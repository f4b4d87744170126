import 'server-only'
import { existsSync } from 'node:fs'
import path from 'node:path'

/** The repository's docs/ folder, found upwards from where this server was started. Throws when there is none: the checkout is not whole. */
export function docsFolder(): string {
  let folder = process.cwd()
  for (let level = 0; level < 6; level += 1) {
    const found = path.join(/* turbopackIgnore: true */ folder, 'docs')
    if (existsSync(path.join(found, 'guides'))) return found
    folder = path.dirname(folder)
  }
  throw new Error('The docs folder is missing next to this server.')
}
