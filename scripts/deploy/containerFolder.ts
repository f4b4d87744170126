import { join } from 'node:path'
import type { DataFolder } from '../start/dataFolder.ts'

/** The folders of a deployment in containers. Files that only the set-up service may see are in `setup`. */
export function containerFolder(root: string): DataFolder {
  const setup = join(root, 'setup')
  return { root: setup, keys: setup, logs: setup, pids: setup, chain: setup, postgres: setup, agents: setup }
}
