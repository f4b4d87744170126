import { proofsEntry } from '@infinitio/chain'
import { type Address, address, type Hex32, hex32, type NodeId, nodeId } from '@infinitio/domain'
import type { AdminCall, PublishedHead } from './adminCall.ts'
import type { Successor } from './planMove.ts'

/** An error in the usage of the operator's command line. */
export class AdminUsageError extends Error {
  override name = 'AdminUsageError'
}

/** The options of the commands. Each command accepts only its own options. */
export type AdminOptions = {
  'key-file'?: string | undefined
  limit?: string | undefined
  to?: string | undefined
  from?: string | undefined
  published?: string | undefined
}

/** Parses the arguments of the command line. Throws `AdminUsageError` with the reason. */
export function parseAdminCall(words: readonly string[], options: AdminOptions): AdminCall {
  const [first = '', second, third] = words
  switch (first) {
    case 'status':
    case 'books':
    case 'rebuild-projections':
      return { name: first }
    case 'audit-log':
      return { name: 'audit-log', limit: Number(wholeNumber(options.limit ?? '20', '--limit')) }
    case 'halt':
      return { name: 'decide', word: first, command: { kind: 'SetMode', mode: 'halted' } }
    case 'resume':
      return { name: 'decide', word: first, command: { kind: 'SetMode', mode: 'open' } }
    case 'cancel-only':
      return { name: 'decide', word: first, command: { kind: 'SetMode', mode: 'cancel_only' } }
    case 'delist':
      return { name: 'decide', word: first, command: { kind: 'DelistNode', node: nodeOf(second) } }
    case 'relist':
      return { name: 'decide', word: first, command: { kind: 'RelistNode', node: nodeOf(second) } }
    case 'block':
      return { name: 'decide', word: first, command: { kind: 'BlockAccount', account: accountOf(second) } }
    case 'unblock':
      return { name: 'decide', word: first, command: { kind: 'UnblockAccount', account: accountOf(second) } }
    case 'settlement':
      if (second !== 'show' && second !== 'retry') throw new AdminUsageError('settlement show MATCH, or settlement retry MATCH')
      return { name: `settlement ${second}`, matchId: wholeNumber(third, 'the match') }
    case 'review':
      if (second !== 'hide') throw new AdminUsageError('review hide NUMBER')
      return { name: 'review hide', number: wholeNumber(third, 'the number of the review') }
    case 'service':
      if (second !== 'hide' && second !== 'show') throw new AdminUsageError('service hide SERVICE, or service show SERVICE')
      return { name: `service ${second}`, service: serviceOf(third) }
    case 'artefact':
      if (second !== 'remove') throw new AdminUsageError('artefact remove SHA256')
      return { name: 'artefact remove', sha256: hashOf(third) }
    case 'shares':
      if (second === undefined) return { name: 'shares' }
      if (second !== 'pay') throw new AdminUsageError('shares, or shares pay --key-file FILE')
      return { name: 'shares pay', keyFile: pathOf(options['key-file'], '--key-file FILE') }
    case 'fence':
      if (second !== 'raise') throw new AdminUsageError('fence raise')
      return { name: 'fence raise' }
    case 'backup':
      return { name: 'backup', to: pathOf(options.to, '--to FOLDER') }
    case 'move':
      return { name: 'move', successors: successorsOf(words.slice(1)) }
    case 'generation':
      if (second !== 'open') throw new AdminUsageError('generation open')
      return { name: 'generation open', published: publishedOf(options.published) }
    case 'restore':
      return { name: 'restore', from: pathOf(options.from, '--from FOLDER'), published: publishedOf(options.published) }
    default:
      throw new AdminUsageError(first === '' ? 'no command was given' : `there is no command "${first}"`)
  }
}

function nodeOf(text: string | undefined): NodeId {
  if (text === undefined || !/^0x[0-9a-fA-F]{64}$/.test(text)) throw new AdminUsageError('a machine is named by its 32-byte id (0x and 64 digits)')
  return nodeId(text.toLowerCase())
}

function hashOf(text: string | undefined): Hex32 {
  if (text === undefined || !/^0x[0-9a-fA-F]{64}$/.test(text)) throw new AdminUsageError('specify the file by its SHA-256 (0x and 64 digits)')
  return hex32(text.toLowerCase())
}

function accountOf(text: string | undefined): Address {
  if (text === undefined || !/^0x[0-9a-fA-F]{40}$/.test(text)) throw new AdminUsageError('an account is named by its address (0x and 40 digits)')
  return address(text.toLowerCase())
}

function serviceOf(text: string | undefined): Address {
  if (text === undefined || !/^0x[0-9a-fA-F]{40}$/.test(text)) throw new AdminUsageError('specify the AI service by its ID (0x and 40 digits)')
  return address(text.toLowerCase())
}

function successorsOf(words: readonly string[]): Successor[] {
  if (words.length === 0) throw new AdminUsageError('move ENTRY=ADDRESS …, as in Market=0x…')
  return words.map((word) => {
    const [entry = '', account] = word.split('=')
    // The contract that refutes proofs has the name of its subject, which begins with a small letter.
    if (entry !== proofsEntry && !/^[A-Z][A-Za-z]{0,31}$/.test(entry))
      throw new AdminUsageError(`"${entry}" is no entry of the Directory: Market, LeaseToken, Attestations, …`)
    return { entry, address: accountOf(account) }
  })
}

function wholeNumber(text: string | undefined, what: string): bigint {
  if (text === undefined || !/^\d{1,15}$/.test(text)) throw new AdminUsageError(`${what} is a whole number`)
  return BigInt(text)
}

function pathOf(text: string | undefined, option: string): string {
  if (text === undefined || text === '') throw new AdminUsageError(`${option} is missing`)
  return text
}

function publishedOf(text: string | undefined): PublishedHead | null {
  if (text === undefined) return null
  const [seq, hash] = text.split(':')
  if (hash !== undefined && !/^[0-9a-f]{64}$/.test(hash)) throw new AdminUsageError('--published SEQ or SEQ:HASH, the hash as 64 digits')
  return { seq: wholeNumber(seq, '--published'), hash: hash ?? null }
}
