import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeLocalToken } from '@infinitio/process/keys'
import type { DataFolder } from './dataFolder.ts'

/** The file with the token of this instance, which its owner alone may read. */
export function localTokenFile({ root }: Pick<DataFolder, 'root'>): string {
  return join(root, 'local.token')
}

/**
 * Makes the token of this instance once and returns its file. It is kept over starts, as the keys that it protects, so that open pages stay good; whoever deletes
 * the file gets another one at the next start.
 */
export function keepLocalToken(folder: Pick<DataFolder, 'root'>): string {
  const file = localTokenFile(folder)
  if (!existsSync(file)) writeFileSync(file, `${makeLocalToken()}\n`, { mode: 0o600, flag: 'wx' })
  return file
}

/** The address to open in a browser: the token stands after `#`, which browsers send to no server. */
export function addressWithToken(folder: Pick<DataFolder, 'root'>, url: string): string {
  return `${url}/#token=${readFileSync(localTokenFile(folder), 'utf8').trim()}`
}
