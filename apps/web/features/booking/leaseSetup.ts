import type { WorkloadWire } from '@infinitio/domain/wire'
import type { SshKey } from '#web/features/ssh-keys/sshKey.ts'

/** What the renter fills in before signing. */
export type LeaseSetup = {
  readonly template: WorkloadWire['template']
  readonly startScript: string
  readonly keys: readonly SshKey[]
  readonly name: string
  /** As typed: port numbers, separated by commas or spaces. */
  readonly ports: string
}

/** A plain shell, no keys, no name. */
export const plainSetup: LeaseSetup = { template: 'shell', startScript: '', keys: [], name: '', ports: '' }

/** The workload a setup asks for, without the salt. A script that is not asked for does not go along, nor what is no port. */
export function workloadOf({ template, startScript, keys, ports }: LeaseSetup): Omit<WorkloadWire, 'salt'> {
  return {
    template,
    startScript: template === 'script' ? startScript : '',
    sshKeys: keys.filter(({ chosen }) => chosen).map(({ line }) => line),
    environment: {},
    ports: readPorts(ports) ?? [],
  }
}

/** Up to 16 different port numbers in a text, or null when it holds anything else. */
export function readPorts(text: string): number[] | null {
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  const ports = [...new Set(words.map(Number))]
  const areNumbers = words.every((word) => /^\d{1,5}$/.test(word))
  return areNumbers && ports.length <= 16 && ports.every((port) => port >= 1 && port <= 65_535) ? ports : null
}

/** Why a setup cannot be signed yet, or null. */
export function setupProblem({ template, startScript, ports }: LeaseSetup): 'scriptMissing' | 'scriptTooLong' | 'portsInvalid' | null {
  if (readPorts(ports) === null) return 'portsInvalid'
  if (template !== 'script') return null
  if (startScript.trim() === '') return 'scriptMissing'
  return startScript.length > 16_384 ? 'scriptTooLong' : null
}
