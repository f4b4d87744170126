import { readFileSync } from 'node:fs'
import { type Client, refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

/** Adds `share`, `unshare`, `shares`, and `ssh-keys` for the keys of teammates. */
export function addShares(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('share <lease> <address>').description("share a live lease with a teammate's wallet, to watch it or also to use it"))
    .option('--use', 'let the wallet also use the lease as root: shell, SSH and ports', false)
    .action((lease: string, address: string, options: ShareOptions) => run(options, () => share({ leaseId: lease, address }, options)))
  withCommon(root.command('unshare <lease> <address>').description('stop sharing a lease, or leave a shared lease')).action(
    (lease: string, address: string, options: CommonOptions) => run(options, () => unshare({ leaseId: lease, address }, options)),
  )
  withCommon(root.command('shares <lease>').description('list the wallets that a lease is shared with')).action(
    (lease: string, options: CommonOptions) => run(options, () => listShares(lease, options)),
  )
  withCommon(root.command('ssh-keys').description('list your SSH keys for leases that are shared with you'))
    .option('--add <file>', 'add the public key in this file')
    .option('--remove <word>', 'remove the key with this word in its line')
    .action((options: SshKeysOptions) => run(options, () => sshKeys(options)))
}

/** Options of `infinitio share`. */
type ShareOptions = CommonOptions & { readonly use: boolean }

type Shares = Awaited<ReturnType<Client['getLeaseShares']>>
type Shared = { readonly leaseId: string; readonly address: string }

/**
 * Shares a live lease, off chain. Throws `api.bad_address`, `lease.share_self`, `lease.share_provider`, `lease.share_exists`, `lease.shares_limit`,
 * `lease.over`, `lease.not_holder`.
 */
async function share({ leaseId, address }: Shared, options: ShareOptions): Promise<void> {
  const { client } = await signInClient(options)
  print(await client.shareLease({ leaseId, account: teammate(address), right: options.use ? 'use' : 'watch' }), options)
}

/** Revokes a share. Throws `api.bad_address`, `lease.share_unknown`, `lease.not_teammate`. */
async function unshare({ leaseId, address }: Shared, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  await client.unshareLease({ leaseId, account: teammate(address) })
  printResult({ json: options.json, value: { leaseId, account: address }, text: `Lease ${leaseId} is no longer shared with ${address}.` })
}

/** Lists the teammates of a lease. Throws `lease.not_holder`, `lease.unknown`. */
async function listShares(leaseId: string, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  print(await client.getLeaseShares(leaseId), options)
}

function print(answer: Shares, { json }: CommonOptions): void {
  const rows = answer.shares.map(({ account, right, sharedAt, sshKeys }) => [
    ...[account, right, right === 'use' ? String(sshKeys) : '-', new Date(sharedAt * 1_000).toISOString().slice(0, 16)],
  ])
  const text = table([['wallet', 'may', 'SSH keys', 'since, UTC'], ...rows], { right: [2] })
  printResult({ json, value: answer, text: rows.length === 0 ? 'Shared with nobody.' : text })
}

function teammate(address: string): string {
  if (!/^0x[0-9a-fA-F]{40}$/.test(address)) throw refusal('api.bad_address', { detail: `${address} is not an address` })
  return address
}

/** Options of `infinitio ssh-keys`: a public key file to add, or part of a key line to remove. */
type SshKeysOptions = CommonOptions & { readonly add?: string; readonly remove?: string }

/** Adds and removes the SSH keys with which the wallet opens leases that others share with it, then lists these keys. Throws `node.ssh_key_malformed`. */
async function sshKeys(options: SshKeysOptions): Promise<void> {
  const { client } = await signInClient(options)
  const known = (await client.getSshKeys()).sshKeys
  const { add, remove } = options
  const left = remove === undefined ? known : known.filter((line) => !line.split(' ').includes(remove))
  const wanted = add === undefined ? left : [...new Set([...left, readPublicKey(add)])]
  const isChanged = add !== undefined || remove !== undefined
  const { sshKeys: now } = isChanged ? await client.putSshKeys({ sshKeys: wanted }) : { sshKeys: known }
  printResult({
    json: options.json,
    value: { sshKeys: now },
    text: now.length === 0 ? 'No keys. Add one: --add ~/.ssh/id_ed25519.pub' : now.join('\n'),
  })
}

function readPublicKey(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    throw refusal('node.ssh_key_malformed', { detail: String(cause) })
  }
}
