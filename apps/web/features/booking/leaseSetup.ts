import type { WorkloadWire } from '@infinitio/domain/wire'
import type { SshKey } from '#web/features/ssh-keys/sshKey.ts'

/** What the renter fills in before signing. */
export type LeaseSetup = {
  readonly template: WorkloadWire['template']
  readonly startScript: string
  readonly keys: readonly SshKey[]
  readonly name: string
}

/** A plain shell, no keys, no name. */
export const plainSetup: LeaseSetup = { template: 'shell', startScript: '', keys: [], name: '' }

/** The workload a setup asks for, without the salt. A script that is not asked for does not go along. */
export function workloadOf({ template, startScript, keys }: LeaseSetup): Omit<WorkloadWire, 'salt'> {
  return {
    template,
    startScript: template === 'script' ? startScript : '',
    sshKeys: keys.filter(({ chosen }) => chosen).map(({ line }) => line),
    environment: {},
    ports: [],
  }
}

/** Why a setup cannot be signed yet, or null. */
export function setupProblem({ template, startScript }: LeaseSetup): 'scriptMissing' | 'scriptTooLong' | null {
  if (template !== 'script') return null
  if (startScript.trim() === '') return 'scriptMissing'
  return startScript.length > 16_384 ? 'scriptTooLong' : null
}
