import { existsSync, readFileSync } from 'node:fs'
import {
  type Client,
  isTemplateId,
  leaseAccessLimits,
  newWorkload,
  pinImage,
  refusal,
  templateIds,
  templateOf,
  type WorkloadTemplate,
} from '@infinitio/sdk'
import { Option } from 'commander'
import { makeSshKey, usualPublicKeys } from '../ssh/ownSshKey.ts'

/**
 * Options of a workload. `sshKey` is a public key file (default: the usual one in ~/.ssh), `script` a file that runs
 * on the machine, `port` a port with a web address. `template` sets the other options for a known program, `image`
 * is a name with its digest, and `command` a program in it with arguments.
 */
export type WorkloadOptions = {
  readonly sshKey?: string
  readonly script?: string
  readonly port?: readonly string[]
  readonly template?: string
  readonly image?: string
  readonly command?: string
}

/** Returns the option `--port`, which may be repeated. */
export function portOption(): Option {
  return new Option('--port <number>', 'port that gets a web address; repeat for more').argParser(
    (text: string, before: readonly string[] | undefined) => [...(before ?? []), text],
  )
}

/** Returns the option `--template`. */
export function templateOption(): Option {
  return new Option('--template <name>', 'settings for a known program').choices(templateIds)
}

/** Returns the option `--image`. */
export function imageOption(): Option {
  return new Option('--image <name@digest>', 'run in this image: registry/name@sha256:… (default: the image that this market pins for the template)')
}

/** Returns the option `--command`. */
export function commandOption(): Option {
  return new Option('--command <words>', 'program and arguments to start in the image, separated by spaces')
}

/**
 * Returns a workload with its hash. Throws `node.ssh_key_malformed` without a key file, `node.image_not_pinned` for
 * an image without a digest, and `api.invalid_field` for invalid ports or conflicting options.
 */
export function workloadOf(options: WorkloadOptions): ReturnType<typeof newWorkload> {
  const { sshKey, script, port, command } = options
  const template = templateChosen(options)
  const image = imageOf(template, options.image)
  if (image === null && command !== undefined) throw refusal('api.invalid_field', { detail: '--command goes with --image' })
  const words = command === undefined ? template.command : command.split(/\s+/).filter((word) => word !== '')
  const startScript = script === undefined ? template.startScript : readFileSync(script, 'utf8')
  return newWorkload({
    template: image !== null ? 'image' : startScript === '' ? 'shell' : 'script',
    startScript,
    sshKeys: [readPublicKey(sshKey)],
    environment: { ...template.environment },
    ports: portsOf(port ?? template.ports.map(String)),
    ...(image === null ? {} : { image }),
    ...(image === null || words.length === 0 ? {} : { command: [...words] }),
  })
}

/**
 * Adds the image that this market pins for the template, unless the options specify one. Throws
 * `node.image_not_pinned` if the market has no digest of that image yet.
 */
export async function withPinnedImage<T extends WorkloadOptions>(options: T, client: Client): Promise<T> {
  const { id, image } = templateChosen(options)
  if (image === null || options.image !== undefined) return options
  const pin = (await client.listTemplates()).items.find((template) => template.id === id)?.pin ?? null
  if (pin === null)
    throw refusal('node.image_not_pinned', { detail: `this market has no digest of ${image} yet; --image ${image}@sha256:… specifies one` })
  return { ...options, image: pin.reference }
}

/**
 * Returns the template that the options name. If they name none, returns the template `image` for an image, the template `script` for a start script, and
 * otherwise the plain shell. Throws `api.invalid_field`.
 */
export function templateChosen({ template, image, script }: WorkloadOptions): WorkloadTemplate {
  const id = template ?? (image !== undefined ? 'image' : script !== undefined ? 'script' : 'shell')
  if (!isTemplateId(id)) throw refusal('api.invalid_field', { detail: `--template ${id}` })
  return templateOf(id)
}

function imageOf({ id, image }: WorkloadTemplate, said: string | undefined): { reference: string; name: string } | null {
  if (id === 'shell' || id === 'script') {
    if (said !== undefined) throw refusal('api.invalid_field', { detail: `--image does not go with --template ${id}` })
    return null
  }
  const pinned = said === undefined ? null : pinImage(said)
  if (pinned === null) throw refusal('node.image_not_pinned', { detail: `--image ${image ?? 'registry/name'}@sha256:…` })
  return pinned
}

function portsOf(texts: readonly string[]): number[] {
  const ports = [...new Set(texts.map(Number))]
  const isGood = ports.length <= leaseAccessLimits.ports && ports.every((port) => Number.isInteger(port) && port >= 1 && port <= 65_535)
  if (!isGood) throw refusal('api.invalid_field', { detail: `--port takes up to ${leaseAccessLimits.ports} numbers from 1 to 65535` })
  return ports
}

/** Reads the line with the public key from a file, or from the first of the usual files in ~/.ssh. Creates a key if the user has none. */
function readPublicKey(file: string | undefined): string {
  const found = file ?? usualPublicKeys()[0] ?? makeSshKey()
  if (!existsSync(found)) throw refusal('node.ssh_key_malformed', { detail: `${found}: there is no such file` })
  return readFileSync(found, 'utf8').trim()
}
