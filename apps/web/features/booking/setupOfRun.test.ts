import { describe, expect, test } from 'vitest'
import { plainSetup } from '#web/parts/lease-setup/leaseSetup.ts'
import { setupOfRun } from '#web/features/booking/useSetup.ts'

const machine = { runtime: 'container', gpus: 2, vramGib: 80, diskGib: 500 }

describe('setupOfRun', () => {
  test('begins with the template of the run', () => {
    expect(setupOfRun('llama-3.3-70b', machine)).toMatchObject({ template: 'ollama', ports: '11434' })
    expect(setupOfRun('sdxl_lora', machine).template).toBe('pytorch')
    expect(setupOfRun('comfyui', null).template).toBe('comfyui')
  })

  test('serves the model in the address', () => {
    expect(setupOfRun('llama-3.3-70b_16bit', machine).command).toBe('vllm serve meta-llama/Llama-3.3-70B-Instruct --host 127.0.0.1 --port 8000')
    expect(setupOfRun('13b', machine).command).toMatch(/^vllm serve Qwen/)
  })

  test('starts a plain shell if the machine is too small for the template, or the text is not a run', () => {
    expect(setupOfRun('llama-3.1-8b', { ...machine, runtime: 'local' })).toEqual(plainSetup)
    expect(setupOfRun('<b>', machine)).toEqual(plainSetup)
    expect(setupOfRun('', machine)).toEqual(plainSetup)
  })
})
