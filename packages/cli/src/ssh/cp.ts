import { refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { type Copy, copyFiles } from './runTool.ts'
import { sshTarget } from './sshTarget.ts'

/** Options of `infinitio cp`. `identity` is a private key file. */
export type CpOptions = CommonOptions & { readonly identity?: string; readonly recursive: boolean }

/**
 * Copies files to or from a lease with scp, with the configuration and host keys of `infinitio ssh`. The last path is
 * the destination. Throws `lease.files_not_copied` if scp fails, `api.invalid_field` unless exactly one side is a
 * lease, and the codes of `sshTarget`.
 */
export async function cp(paths: readonly string[], options: CpOptions): Promise<void> {
  const { leaseId, ...sides } = copySides(paths)
  const { client } = await signInClient(options)
  const target = await sshTarget(client, { leaseId, identity: options.identity })
  const code = await copyFiles(target, { ...sides, isRecursive: options.recursive })
  if (code !== 0) throw refusal('lease.files_not_copied', { detail: `lease ${leaseId}, scp ended with ${code}` })
}

const onLease = /^(?:lease-)?(\d{1,19}):(.*)$/s

/**
 * Parses the lease and the copy direction from the words of `cp`. `12:out` and `lease-12:out` mean `out` in the home
 * of lease 12; write a local path with a colon as `./12:out`. Throws `api.invalid_field` unless exactly one side is
 * on one lease. Pure.
 */
export function copySides(words: readonly string[]): Pick<Copy, 'direction' | 'from' | 'to'> & { leaseId: string } {
  const from = words.slice(0, -1)
  const to = words.at(-1) ?? ''
  const there = onLease.exec(to)
  const sources = from.map((word) => onLease.exec(word))
  const leaseIds = new Set([...sources, there].flatMap((match) => match?.[1] ?? []))
  const [leaseId] = leaseIds
  const isOneSide = there === null ? sources.every((match) => match !== null) : sources.every((match) => match === null)
  if (from.length === 0 || leaseId === undefined || leaseIds.size > 1 || !isOneSide)
    throw refusal('api.invalid_field', { detail: 'one side, and only one, is <lease>:<path>' })
  return there === null
    ? { leaseId, direction: 'back', from: sources.map((match) => match?.[2] ?? ''), to }
    : { leaseId, direction: 'there', from, to: there[2] ?? '' }
}
