import { refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { type Copy, copyFiles, runTool } from './runTool.ts'
import { sshTarget } from './sshTarget.ts'

/** Adds `ssh` and `cp`, which run OpenSSH programs that connect to a lease. */
export function addSsh(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('ssh <lease> [command...]').description('open a shell on a leased machine').passThroughOptions())
    .option('-i, --identity <file>', 'private key file (default: your keys in ~/.ssh)')
    .action((lease: string, command: string[], options: SshOptions) => run(options, () => ssh(lease, command, options)))
  withCommon(root.command('cp <path...>').description('copy files to or from a lease: one side is <lease>:<path>').usage('[options] <from...> <to>'))
    .option('-r, --recursive', 'folders with their contents', false)
    .option('-i, --identity <file>', 'private key file (default: your keys in ~/.ssh)')
    .action((paths: string[], options: CpOptions) => run(options, () => cp(paths, options)))
}

/** Options of `infinitio ssh`. `identity` is a private key file. */
type SshOptions = CommonOptions & { readonly identity?: string }

/**
 * Connects to a lease with the OpenSSH client. The client uses a separate configuration and known_hosts in ~/.infinitio/ssh. Arguments after the lease run as a
 * command there. Exits with the code of ssh. Throws `lease.over`, `lease.unknown`, `lease.keys_of_another`, `auth.forbidden`.
 */
async function ssh(leaseId: string, command: readonly string[], options: SshOptions): Promise<number> {
  const { client } = await signInClient(options)
  const { config, name } = await sshTarget(client, { leaseId, identity: options.identity })
  return runTool('ssh', ['-F', config, name, ...command])
}

/** Options of `infinitio cp`. `identity` is a private key file. */
type CpOptions = CommonOptions & { readonly identity?: string; readonly recursive: boolean }

/**
 * Copies files to or from a lease with scp, with the configuration and host keys of `infinitio ssh`. The last path is
 * the destination. Throws `lease.files_not_copied` if scp fails, `api.invalid_field` unless exactly one side is a
 * lease, and the codes of `sshTarget`.
 */
async function cp(paths: readonly string[], options: CpOptions): Promise<void> {
  const { leaseId, ...sides } = copySides(paths)
  const { client } = await signInClient(options)
  const target = await sshTarget(client, { leaseId, identity: options.identity })
  const code = await copyFiles(target, { ...sides, isRecursive: options.recursive })
  if (code !== 0) throw refusal('lease.files_not_copied', { detail: `lease ${leaseId}, scp ended with ${code}` })
}

const onLease = /^(?:lease-)?(\d{1,19}):(.*)$/s

/**
 * Parses the lease and the copy direction from the words of `cp`. `12:out` and `lease-12:out` mean `out` in the home folder of lease 12. A local path with a
 * colon must be written as `./12:out`. Throws `api.invalid_field` unless either the sources or the destination are on one lease, and the other side is local.
 * Pure.
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
