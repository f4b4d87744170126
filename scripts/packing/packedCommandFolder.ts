import { join } from 'node:path'
import { roomsBehind } from '../sources/roomsBehind.ts'
import { sourceHash } from '../sources/sourceHash.ts'

const rooms = ['packages/cli', 'apps/agent', 'packages/adapter-algorithm']

/** Returns the folder in which `packCommand` stores the files of the current sources. Its name is the hash of the sources. */
export function packedCommandFolder(root: string): string {
  const paths = [
    ...roomsBehind({ root, rooms }),
    'scripts/packing',
    'deploy/systemd',
    'deploy/install',
    'pnpm-lock.yaml',
    'package.json',
    'tsconfig.base.json',
    'LICENSE',
    'docs/third-party-licences.md',
  ]
  return join(root, 'node_modules/.cache/command', sourceHash({ root, paths }).slice(0, 12))
}
