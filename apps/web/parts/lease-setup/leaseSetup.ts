import { pinImage, secretsProblem, type TemplateId, templateOf } from '@infinitio/domain'
import type { SnapshotWire, WorkloadWire } from '@infinitio/domain/wire'
import { type AutoExtendDraft, noAutoExtend } from '#web/parts/auto-extend/autoExtendDraft.ts'
import { type SecretDraft, writtenSecrets } from '#web/parts/lease-setup/secretDraft.ts'
import type { SshKey } from '#web/parts/lease-setup/sshKey.ts'

/** What the renter fills in before signing. */
export type LeaseSetup = {
  readonly template: TemplateId
  readonly startScript: string
  readonly keys: readonly SshKey[]
  readonly name: string
  /** As typed: port numbers, separated by commas or spaces. */
  readonly ports: string
  /** As typed: a name with its digest. */
  readonly image: string
  /** As typed: a program and its arguments, separated by spaces. */
  readonly command: string
  readonly secrets: readonly SecretDraft[]
  /** What the disk begins with; null for nothing. */
  readonly snapshot: SnapshotWire | null
  /** Whether it extends itself; signed when the lease has its number. */
  readonly autoExtend: AutoExtendDraft
}

/** Why a setup cannot be signed yet. */
export type SetupProblem = 'scriptMissing' | 'scriptTooLong' | 'portsInvalid' | 'imageUnpinned' | 'commandTooLong' | 'secretsInvalid'

const mostWords = 64
const mostPorts = 16

/** A plain shell, no keys, no name. */
export const plainSetup: LeaseSetup = {
  ...{ template: 'shell', startScript: '', keys: [], name: '', ports: '', image: '', command: '', secrets: [] },
  snapshot: null,
  autoExtend: noAutoExtend,
}

/** Whether a template runs in an image, rather than in what the provider has. */
export function hasImage(template: TemplateId): boolean {
  return template !== 'shell' && template !== 'script'
}

/** What choosing a template fills in; what was typed for another one is gone, but for what it has in common with a plain shell. */
export function setupOfTemplate(id: TemplateId): Pick<LeaseSetup, 'template' | 'startScript' | 'ports' | 'image' | 'command'> {
  const { startScript, ports, command } = templateOf(id)
  return { template: id, startScript, ports: ports.join(', '), image: '', command: command.join(' ') }
}

/** The workload a setup asks for, without the salt and the secrets. What is not asked for does not go along, nor what is no port. */
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

/** Up to 16 different port numbers in a text, or null when it holds anything else. */
export function readPorts(text: string): number[] | null {
  return portsProblem(text) === null ? portsIn(text) : null
}

/** What is wrong with a text of ports: the words that are no port as they were typed, or how many ports are too many. Null when nothing is. */
export type PortsProblem = { readonly wrong: readonly string[] } | { readonly tooMany: number }

/** Finds out what is wrong with a text of ports, or returns null. */
export function portsProblem(text: string): PortsProblem | null {
  const wrong = [...new Set(wordsOfPorts(text).filter((word) => !isPort(word)))]
  if (wrong.length > 0) return { wrong }
  const tooMany = portsIn(text).length - mostPorts
  return tooMany > 0 ? { tooMany } : null
}

function portsIn(text: string): number[] {
  return [...new Set(wordsOfPorts(text).map(Number))]
}

function isPort(word: string): boolean {
  return /^\d{1,5}$/.test(word) && Number(word) >= 1 && Number(word) <= 65_535
}

function wordsOfPorts(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '')
}

/** Why a setup cannot be signed yet, or null. */
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
