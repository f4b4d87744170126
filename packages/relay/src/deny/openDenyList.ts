import { readFileSync, statSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { type DenyList, parseDenyList } from '@infinitio/services'
import { RelayError } from '../relayError.ts'

/**
 * The operator's deny list. `path` is its file. `countryHeader` is the request header in which the operator's own proxy writes the country of the client's
 * network address, or null without such a proxy.
 */
export type DenySource = { readonly path: string; readonly countryHeader: string | null }

/** A change of a deny list that the operator sees: the list was read, or it is unreadable (with the reason) and the previous one remains in force. */
export type DenyNews = {
  readonly kind: 'deny'
  readonly state: 'read' | { readonly unreadable: string }
  readonly accounts: number
  readonly countries: number
}

/** An open deny list. If the file of the list changed, both functions read it again before they answer. */
export type OpenDenyList = {
  readonly hasAccount: (account: string) => boolean
  /**
   * Returns true if the list names the country of a request. If the list names countries, it also returns true for a request without a readable country,
   * because such a request did not pass the operator's proxy.
   */
  readonly hasCountry: (headers: IncomingHttpHeaders) => boolean
}

const mostBytes = 8 * 1_048_576

/**
 * Opens a deny list. Before each question, the list is read again if its file has changed. If the file becomes unreadable or wrong later, the previous list
 * remains in force, and `onNews` gets the reason once. Throws `serving.deny_list_invalid` if the list cannot be read now.
 */
export function openDenyList({ path, countryHeader }: DenySource, onNews: (news: DenyNews) => void): OpenDenyList {
  const header = countryHeader?.toLowerCase() ?? null
  let version = versionOf(path)
  let list = readList(path, header)
  let reason: string | null = null

  function current(): DenyList {
    try {
      const found = versionOf(path)
      if (found === version && reason === null) return list
      // A list with a wrong line is parsed again only after the file has changed. A file that could not be opened is tried again each time, because it may
      // become readable without a change.
      if (found === version && !reason?.startsWith(unopened)) return list
      version = found
      list = readList(path, header)
      reason = null
      report('read')
    } catch (error) {
      const next = error instanceof RelayError ? error.detail : `${unopened} ${codeOf(error)}`
      if (next !== reason) report({ unreadable: next })
      reason = next
    }
    return list
  }
  function report(state: DenyNews['state']): void {
    onNews({ kind: 'deny', state, accounts: list.accounts.size, countries: list.countries.size })
  }

  return {
    hasAccount: (account) => current().accounts.has(account.toLowerCase()),
    hasCountry(headers) {
      const { countries } = current()
      if (countries.size === 0 || header === null) return false
      const value = headers[header]
      const country = typeof value === 'string' ? value.trim().toUpperCase() : ''
      return !/^[A-Z][A-Z0-9]$/.test(country) || countries.has(country)
    },
  }
}

const unopened = 'the file cannot be opened:'

/** Returns a text that changes whenever the file is written or replaced. */
function versionOf(path: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true })
    return `${ino} ${size} ${mtimeNs} ${ctimeNs}`
  } catch (error) {
    throw new RelayError('serving.deny_list_invalid', `${unopened} ${codeOf(error)}`)
  }
}

function readList(path: string, header: string | null): DenyList {
  const read = parseDenyList(readText(path))
  if ('wrong' in read) throw new RelayError('serving.deny_list_invalid', read.wrong)
  if (read.countries.size > 0 && header === null)
    throw new RelayError('serving.deny_list_invalid', 'it names countries, and no --country-header says how to find a country')
  return read
}

function readText(path: string): string {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch (error) {
    throw new RelayError('serving.deny_list_invalid', `${unopened} ${codeOf(error)}`)
  }
  if (bytes.length > mostBytes) throw new RelayError('serving.deny_list_invalid', `the file is larger than ${mostBytes} bytes`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new RelayError('serving.deny_list_invalid', 'the file is not UTF-8 text')
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
