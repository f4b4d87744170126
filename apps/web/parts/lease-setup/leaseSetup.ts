import { leaseAccessLimits, pinImage, plainNumber, secretsProblem, type TemplateId, templateOf } from '@infinitio/domain'
import type { SnapshotWire, WorkloadWire } from '@infinitio/domain/wire'
import { type AutoExtendDraft, noAutoExtend } from '#web/parts/auto-extend/autoExtendDraft.ts'
import { type SecretDraft, writtenSecrets } from '#web/parts/lease-setup/secretDraft.ts'
import type { SshKey } from '#web/parts/lease-setup/sshKey.ts'

/** The fields that the renter fills in before signing. */
export type LeaseSetup = {
  readonly template: TemplateId
  readonly startScript: string
  readonly keys: readonly SshKey[]
  readonly name: string
  /** The port numbers as typed, separated by commas or spaces. */
  readonly ports: string
  /** The name and the digest of the image, as typed. */
  readonly image: string
  /** The program and its arguments as typed, separated by spaces. */
  readonly command: string
  readonly secrets: readonly SecretDraft[]
  /** The snapshot from which the lease's disk is restored; null for an empty disk. */
  readonly snapshot: SnapshotWire | null
  /** The choice of auto-extend. The user signs it only after the booking, when the lease has its number. */
  readonly autoExtend: AutoExtendDraft
}

/** The reason why a setup cannot be signed yet. */
export type SetupProblem = 'scriptMissing' | 'scriptTooLong' | 'portsInvalid' | 'imageUnpinned' | 'commandTooLong' | 'secretsInvalid'

const mostWords = 64

/** The default setup: a plain shell without keys and without a name. */
export const plainSetup: LeaseSetup = {
  ...{ template: 'shell', startScript: '', keys: [], name: '', ports: '', image: '', command: '', secrets: [] },
  snapshot: null,
  autoExtend: noAutoExtend,
}

/** Returns whether a template runs in an image that it specifies, and not in the provider's default. */
export function hasImage(template: TemplateId): boolean {
  return template !== 'shell' && template !== 'script'
}

/**
 * Returns the values that a newly chosen template fills into the form. The text that was typed for another template is lost, except in fields that a plain
 * shell has, too.
 */
export function setupOfTemplate(id: TemplateId): Pick<LeaseSetup, 'template' | 'startScript' | 'ports' | 'image' | 'command'> {
  const { startScript, ports, command } = templateOf(id)
  return { template: id, startScript, ports: ports.join(', '), image: '', command: command.join(' ') }
}

/**
 * Returns the workload of a setup, without the salt and the secrets. Leaves out fields that the template does not use, and typed ports that are not a port
 * number.
 */
export function workloadOf({
  template,
  startScript,
  keys,
  ports,
  image,
  command,
}: Omit<LeaseSetup, 'name' | 'secrets' | 'snapshot' | 'autoExtend'>): Omit<WorkloadWire, 'salt'> {
  const pinned = hasImage(template) ? pinImage(image) : null
  const words = wordsOf(command)
  return {
    template: template === 'script' ? 'script' : pinned === null ? 'shell' : 'image',
    startScript: template === 'shell' ? '' : startScript,
    sshKeys: keys.filter(({ chosen }) => chosen).map(({ line }) => line),
    environment: { ...templateOf(template).environment },
    ports: readPorts(ports) ?? [],
    ...(pinned === null ? {} : { image: pinned }),
    ...(pinned === null || words.length === 0 ? {} : { command: words }),
  }
}

/** Returns the port numbers of a text, up to 16 different ones. Returns null if the text is not valid. */
export function readPorts(text: string): number[] | null {
  return portsProblem(text) === null ? portsIn(text) : null
}

/** The problem of a text of ports: the words that are not a port, as typed, or the number of ports above the limit. */
export type PortsProblem = { readonly wrong: readonly string[] } | { readonly tooMany: number }

/** Returns the problem of a text of ports, or null if there is none. */
export function portsProblem(text: string): PortsProblem | null {
  const wrong = [...new Set(wordsOfPorts(text).filter((word) => !isPort(word)))]
  if (wrong.length > 0) return { wrong }
  const tooMany = portsIn(text).length - leaseAccessLimits.ports
  return tooMany > 0 ? { tooMany } : null
}

function portsIn(text: string): number[] {
  return [...new Set(wordsOfPorts(text).map(Number))]
}

function isPort(word: string): boolean {
  return /^\d{1,5}$/.test(word) && Number(word) >= 1 && Number(word) <= 65_535
}

function wordsOfPorts(text: string): string[] {
  return plainNumber(text)
    .replaceAll('、', ',')
    .split(/[\s,]+/)
    .filter((word) => word !== '')
}

/** Returns the reason why a setup cannot be signed yet, or null. */
export function setupProblem({ template, startScript, ports, image, command, secrets }: LeaseSetup): SetupProblem | null {
  if (readPorts(ports) === null) return 'portsInvalid'
  if (secretsProblem(writtenSecrets(secrets), templateOf(template).environment) !== null) return 'secretsInvalid'
  if (template === 'shell') return null
  if (template === 'script' && startScript.trim() === '') return 'scriptMissing'
  if (startScript.length > 16_384) return 'scriptTooLong'
  if (template === 'script') return null
  if (pinImage(image) === null) return 'imageUnpinned'
  return wordsOf(command).length > mostWords ? 'commandTooLong' : null
}

function wordsOf(command: string): string[] {
  return command.split(/\s+/).filter((word) => word !== '')
}
