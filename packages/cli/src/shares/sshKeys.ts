import { readFileSync } from 'node:fs'
import { refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio ssh-keys` takes: a public key file to add, a word of a line to remove. */
export type SshKeysOptions = CommonOptions & { readonly add?: string; readonly remove?: string }

/** Lists the keys that open leases which are shared with the wallet, after adding and removing. Throws `node.ssh_key_malformed`. */
export async function sshKeys(options: SshKeysOptions): Promise<void> {
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
