import { describe, expect, test } from 'vitest'
import { pinImage, templateMisfit, templateOf, workloadTemplates } from '../index.ts'
import { workloadWire } from '../wire/index.ts'

const machine = { runtime: 'container', gpus: 1, vramGib: 24, diskGib: 500 }
const digest = `sha256:${'ab'.repeat(32)}`

describe('templates', () => {
  test.each(workloadTemplates.filter(({ image }) => image !== null))('makes $id a workload only once its image has a digest', (template) => {
    const { image, startScript, command, environment, ports } = template
    const pinned = pinImage(`${image}@${digest}`)
    const workload = { template: 'image', startScript, environment: { ...environment }, ports: [...ports], sshKeys: [], salt: `0x${'1'.repeat(64)}` }
    const named = { ...workload, image: pinned, ...(command.length === 0 ? {} : { command: [...command] }) }
    expect(workloadWire.safeParse(named).error).toBeUndefined()
    expect(pinned?.reference.startsWith(`${image}@`)).toBe(true)
    expect(pinImage(image ?? '')).toBeNull()
  })

  test('let programs listen only on loopback, except one that would refuse the gateway, and on a declared port', () => {
    for (const { id, command, environment, ports } of workloadTemplates) {
      const words = [...command, ...Object.values(environment)].join(' ')
      expect(words.includes('0.0.0.0'), id).toBe(id === 'ollama')
      for (const port of ports) expect(words, id).toContain(String(port))
    }
  })

  test.each([
    ['vllm', {}, null],
    ['vllm', { vramGib: 16 }, 'vram'],
    ['vllm', { vramGib: 16, gpus: 2 }, null],
    ['vllm', { diskGib: 59 }, 'disk'],
    ['image', { vramGib: 0, gpus: 1 }, null],
    ['image', { runtime: 'local' }, 'images'],
    ['ray', { runtime: null }, 'images'],
    ['shell', { runtime: 'local', vramGib: 0, diskGib: 0 }, null],
  ] as const)('%s on a machine with %o: what keeps it away is %s', (id, change, misfit) => {
    expect(templateMisfit(templateOf(id), { ...machine, ...change })).toBe(misfit)
  })
})
