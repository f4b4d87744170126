import { describe, expect, test } from 'vitest'
import { plainSetup, portsProblem, readPorts, setupOfTemplate, setupProblem, workloadOf } from '#web/parts/lease-setup/leaseSetup.ts'

describe('leaseSetup', () => {
  test('sends only the keys that are chosen', () => {
    const keys = [
      { line: 'ssh-ed25519 A', name: 'a', chosen: true },
      { line: 'ssh-ed25519 B', name: 'b', chosen: false },
    ]
    expect(workloadOf({ ...plainSetup, keys }).sshKeys).toEqual(['ssh-ed25519 A'])
  })

  test('drops the script when the user changes to the plain shell', () => {
    expect(workloadOf({ ...plainSetup, startScript: 'echo hi' }).startScript).toBe('')
  })

  test('cannot be signed before the image of its template has a digest', () => {
    const chosen = { ...plainSetup, ...setupOfTemplate('vllm') }
    expect(setupProblem(chosen)).toBe('imageUnpinned')
    const setup = { ...chosen, image: `docker.io/vllm/vllm-openai@sha256:${'ab'.repeat(32)}` }
    expect(setupProblem(setup)).toBeNull()
    expect(workloadOf(setup)).toMatchObject({
      template: 'image',
      ports: [8000],
      environment: { HF_HOME: '/root/huggingface' },
      image: { reference: setup.image },
    })
    expect(workloadOf(setup).command?.slice(0, 2)).toEqual(['vllm', 'serve'])
    expect(workloadOf({ ...setup, ...setupOfTemplate('shell') })).toMatchObject({ template: 'shell', ports: [], environment: {} })
    expect(workloadOf({ ...setup, ...setupOfTemplate('shell') }).image).toBeUndefined()
    expect(setupProblem({ ...setup, command: 'a '.repeat(65) })).toBe('commandTooLong')
  })

  test('cannot be signed with a secret without a value or with a name that its template uses, and ignores empty rows', () => {
    const secretsOf = (...rows: [string, string][]) => ({ ...plainSetup, secrets: rows.map(([name, value], key) => ({ key, name, value })) })
    expect(setupProblem(secretsOf(['TOKEN', 'x'], ['', '']))).toBeNull()
    for (const row of [
      ['TOKEN', ''],
      ['', 'x'],
      ['LD_PRELOAD', 'x'],
    ] as [string, string][])
      expect(setupProblem(secretsOf(row))).toBe('secretsInvalid')
    const vllm = { ...secretsOf(['HF_HOME', 'x']), ...setupOfTemplate('vllm'), image: `docker.io/vllm/vllm-openai@sha256:${'ab'.repeat(32)}` }
    expect(setupProblem(vllm)).toBe('secretsInvalid')
  })

  test('asks for a script when the script template is chosen', () => {
    expect(setupProblem({ ...plainSetup, template: 'script' })).toBe('scriptMissing')
    expect(setupProblem({ ...plainSetup, template: 'script', startScript: 'nvidia-smi' })).toBeNull()
  })

  test('names each wrong word once, and the number of ports above the limit', () => {
    expect(portsProblem('99999, abc 8888, abc')).toEqual({ wrong: ['99999', 'abc'] })
    expect(portsProblem(Array.from({ length: 18 }, (_, index) => index + 1).join(' '))).toEqual({ tooMany: 2 })
    expect(portsProblem('8888, 8888')).toBeNull()
    expect([readPorts('8888，6006'), readPorts('８８８８、6006')]).toEqual([
      [8888, 6006],
      [8888, 6006],
    ])
  })

  test('returns each typed port once, whatever the separator is', () => {
    expect(workloadOf({ ...plainSetup, ports: ' 8888, 6006 8888,1' }).ports).toEqual([8888, 6006, 1])
    expect(workloadOf(plainSetup).ports).toEqual([])
  })

  test.each(['0', '65536', '80.5', '-1', '8080;', 'http', '1e9', Array.from({ length: 17 }, (_, index) => index + 1).join(' ')])(
    'is not signed with the ports %s',
    (ports) => {
      expect(readPorts(ports)).toBeNull()
      expect(setupProblem({ ...plainSetup, ports })).toBe('portsInvalid')
    },
  )
})
