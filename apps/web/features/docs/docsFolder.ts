import 'server-only'
import { existsSync } from 'node:fs'
import path from 'node:path'

/** Returns the first folder `docs` with a folder `guides`, in the working folder of this server or at most five folders above it. Throws if there is none. */
export function docsFolder(): string {
  let folder = process.cwd()
  for (let level = 0; level < 6; level += 1) {
    const found = path.join(/* turbopackIgnore: true */ folder, 'docs')
    if (existsSync(path.join(found, 'guides'))) return found
    folder = path.dirname(folder)
  }
  throw new Error('The docs folder is missing next to this server.')
}
