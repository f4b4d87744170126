import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { newWorkload, refusal } from '@infinitio/sdk'

/** What runs on a machine: `sshKey` is a public key file, the usual one of ~/.ssh when left out; `script` a file that runs there. */
export type WorkloadOptions = { readonly sshKey?: string; readonly script?: string }

/** A workload with its hash. Throws `node.ssh_key_malformed` when there is no key file. */
export function workloadOf({ sshKey, script }: WorkloadOptions): ReturnType<typeof newWorkload> {
  return newWorkload({
    template: script === undefined ? 'shell' : 'script',
    startScript: script === undefined ? '' : readFileSync(script, 'utf8'),
    sshKeys: [readPublicKey(sshKey)],
    environment: {},
    ports: [],
  })
}

/** The public key line of a file, or of the first usual one in ~/.ssh. */
function readPublicKey(file: string | undefined): string {
  const usual = ['id_ed25519.pub', 'id_ecdsa.pub', 'id_rsa.pub'].map((name) => join(homedir(), '.ssh', name))
  const found = file ?? usual.find((path) => existsSync(path))
  if (found === undefined || !existsSync(found)) throw refusal('node.ssh_key_malformed', { detail: found ?? 'no --ssh-key and none in ~/.ssh' })
  return readFileSync(found, 'utf8').trim()
}
