import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Manifest = { dependencies?: Record<string, string> }

/**
 * Returns the folders of `rooms` (relative to `root`) and of every package of this repository on which they depend, directly or not. They contain all sources
 * of a build. The list is sorted. It is calculated from the package.json files, so that it is always complete.
 */
export function roomsBehind({ root, rooms }: { root: string; rooms: string[] }): string[] {
  const found = new Set<string>()
  const waiting = [...rooms]
  for (let room = waiting.pop(); room !== undefined; room = waiting.pop()) {
    if (found.has(room)) continue
    found.add(room)
    const { dependencies = {} } = JSON.parse(readFileSync(join(root, room, 'package.json'), 'utf8')) as Manifest
    for (const [name, version] of Object.entries(dependencies)) if (version.startsWith('workspace:')) waiting.push(folderOf(root, name))
  }
  return [...found].sort()
}

function folderOf(root: string, name: string): string {
  const last = name.slice(name.indexOf('/') + 1)
  const folder = ['packages', 'apps'].map((parent) => `${parent}/${last}`).find((path) => existsSync(join(root, path, 'package.json')))
  if (folder === undefined) throw new Error(`${name} has no folder in packages or apps.`)
  return folder
}
