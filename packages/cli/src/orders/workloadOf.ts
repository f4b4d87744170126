import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { newWorkload, refusal } from '@infinitio/sdk'
import { Option } from 'commander'

/** What runs on a machine: `sshKey` is a public key file, the usual one of ~/.ssh when left out; `script` a file that runs there; `port` what is reached by HTTPS. */
export type WorkloadOptions = { readonly sshKey?: string; readonly script?: string; readonly port?: readonly string[] }

const mostPorts = 16

/** `--port`, which may be said up to 16 times. */
export function portOption(): Option {
  return new Option('--port <number>', 'a port to reach by HTTPS, on a host name of its own; again for more').argParser(
    (text: string, before: readonly string[] | undefined) => [...(before ?? []), text],
  )
}

/** A workload with its hash. Throws `node.ssh_key_malformed` when there is no key file, `api.invalid_field` for what is no port. */
export function workloadOf({ sshKey, script, port }: WorkloadOptions): ReturnType<typeof newWorkload> {
  return newWorkload({
    template: script === undefined ? 'shell' : 'script',
    startScript: script === undefined ? '' : readFileSync(script, 'utf8'),
    sshKeys: [readPublicKey(sshKey)],
    environment: {},
    ports: portsOf(port ?? []),
  })
}

function portsOf(texts: readonly string[]): number[] {
  const ports = [...new Set(texts.map(Number))]
  const isGood = ports.length <= mostPorts && ports.every((port) => Number.isInteger(port) && port >= 1 && port <= 65_535)
  if (!isGood) throw refusal('api.invalid_field', { detail: `--port takes up to ${mostPorts} numbers from 1 to 65535` })
  return ports
}

/** The public key line of a file, or of the first usual one in ~/.ssh. */
function readPublicKey(file: string | undefined): string {
  const usual = ['id_ed25519.pub', 'id_ecdsa.pub', 'id_rsa.pub'].map((name) => join(homedir(), '.ssh', name))
  const found = file ?? usual.find((path) => existsSync(path))
  if (found === undefined || !existsSync(found)) throw refusal('node.ssh_key_malformed', { detail: found ?? 'no --ssh-key and none in ~/.ssh' })
  return readFileSync(found, 'utf8').trim()
}
