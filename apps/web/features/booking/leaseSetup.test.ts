import { describe, expect, test } from 'vitest'
import { plainSetup, setupProblem, workloadOf } from '#web/features/booking/leaseSetup.ts'

describe('leaseSetup', () => {
  test('sends only the keys that are chosen', () => {
    const keys = [
      { line: 'ssh-ed25519 A', name: 'a', chosen: true },
      { line: 'ssh-ed25519 B', name: 'b', chosen: false },
    ]
    expect(workloadOf({ ...plainSetup, keys }).sshKeys).toEqual(['ssh-ed25519 A'])
  })

  test('leaves a script behind when the plain shell was chosen after all', () => {
    expect(workloadOf({ ...plainSetup, startScript: 'echo hi' }).startScript).toBe('')
  })

  test('asks for a script when the script template is chosen', () => {
    expect(setupProblem({ ...plainSetup, template: 'script' })).toBe('scriptMissing')
    expect(setupProblem({ ...plainSetup, template: 'script', startScript: 'nvidia-smi' })).toBeNull()
  })
})
