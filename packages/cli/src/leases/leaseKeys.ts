import { readFileSync } from 'node:fs'
import { refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'

/** Options of `infinitio lease-keys`: a public key file to add, or part of a key line to remove. */
export type LeaseKeysOptions = CommonOptions & { readonly add?: string; readonly remove?: string }

/**
 * Adds and removes SSH keys of a lease, then lists them. The machine applies a change within about one second and
 * ends the sessions of a removed key. Throws `node.ssh_key_malformed` for a file without a key or a text that no key
 * contains, `lease.watch_only`, and the codes of `changeLeaseAccess`.
 */
export async function leaseKeys(leaseId: string, options: LeaseKeysOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
  const sshKeys = await (options.add === undefined && options.remove === undefined
    ? client.getLease(leaseId)
    : client
        .changeLeaseAccess({ leaseId, signer: wallet, change: (now) => ({ sshKeys: changed(now.sshKeys, options) }) })
        .then((access) => ({ access }))
  ).then(({ access }) => access?.sshKeys)
  if (sshKeys === undefined) throw refusal('lease.watch_only', { detail: `lease ${leaseId}` })
  const none = `No SSH keys. Add one: infinitio lease-keys ${leaseId} --add ~/.ssh/id_ed25519.pub`
  printResult({ json: options.json, value: { leaseId, sshKeys }, text: sshKeys.length === 0 ? none : sshKeys.join('\n') })
}

function changed(known: readonly string[], { add, remove }: LeaseKeysOptions): string[] {
  const left = remove === undefined ? known : known.filter((line) => !line.split(' ').includes(remove))
  if (remove !== undefined && left.length === known.length)
    throw refusal('node.ssh_key_malformed', { detail: `no key of this lease has the word ${remove}` })
  return add === undefined ? [...left] : [...new Set([...left, readPublicKey(add)])]
}

function readPublicKey(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    throw refusal('node.ssh_key_malformed', { detail: String(cause) })
  }
}
