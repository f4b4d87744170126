import 'server-only'
import { existsSync } from 'node:fs'
import path from 'node:path'

/** Finds the repository's docs/ folder in the working folder of this server or above it. Throws if the checkout has none. */
export function docsFolder(): string {
  let folder = process.cwd()
  for (let level = 0; level < 6; level += 1) {
    const found = path.join(/* turbopackIgnore: true */ folder, 'docs')
    if (existsSync(path.join(found, 'guides'))) return found
    folder = path.dirname(folder)
  }
  throw new Error('The docs folder is missing next to this server.')
}
