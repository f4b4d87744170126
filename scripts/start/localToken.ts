import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeLocalToken } from '@infinitio/process/keys'
import type { DataFolder } from './dataFolder.ts'

/** Returns the file with the token of this instance. Only its owner can read it. */
export function localTokenFile({ root }: Pick<DataFolder, 'root'>): string {
  return join(root, 'local.token')
}

/**
 * Creates the token of this instance if it does not exist, and returns its file. Like the keys that it protects, the token stays the same over restarts, so
 * that open pages continue to work. If the file is deleted, the next start creates another token.
 */
export function keepLocalToken(folder: Pick<DataFolder, 'root'>): string {
  const file = localTokenFile(folder)
  if (!existsSync(file)) writeFileSync(file, `${makeLocalToken()}\n`, { mode: 0o600, flag: 'wx' })
  return file
}

/** Returns the URL to open in a browser. The token is after `#`, which browsers send to no server. */
export function addressWithToken(folder: Pick<DataFolder, 'root'>, url: string): string {
  return `${url}/#token=${readFileSync(localTokenFile(folder), 'utf8').trim()}`
}
