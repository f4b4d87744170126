import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  gpusForMemory,
  memoryOfRun,
  type ModelRun,
  parseRun,
  runBits,
  runModelOf,
  runModels,
  runPrograms,
  runTasks,
  suggestRuns,
  templateIds,
  templateOfRun,
  textOfRun,
} from '../index.ts'

const seed = Number(process.env.SEED ?? 65)
const slugs = fc.oneof(
  fc.constantFrom(...runModels.map(({ slug }) => slug)),
  fc.integer({ min: 1, max: 9_999 }).map((tenths) => `${Math.max(1, Math.floor(tenths / 10))}.${tenths % 10}b`),
)
const modelRuns = fc
  .record({ slug: slugs, task: fc.constantFrom(...runTasks), bits: fc.constantFrom(...runBits), k: fc.integer({ min: 1, max: 256 }) })
  .map(({ slug, task, bits, k }) => parseRun(`${slug}_${k}k_${bits}bit_${task}`) as ModelRun)
const gib = (run: ModelRun) => memoryOfRun(run).totalGib
function holds<Values>(property: fc.IProperty<Values>): void {
  fc.assert(property, { seed, numRuns: 300 })
}

describe('memoryOfRun', () => {
  test('equals a calculation by hand for a 70B model with 4 bits: 18 bytes for 32 weights, 2.5 GiB of cache, a tenth free', () => {
    const { weights, cache, training, activations, totalGib } = memoryOfRun(parseRun('llama-3.3-70b') as ModelRun)
    expect({ weights, cache, training, activations, totalGib }).toEqual({
      ...{ weights: (70_553_706_496n * 18n) / 32n, cache: 2n * 80n * 8n * 128n * 2n * 8_192n, training: 0n, activations: 0n },
      totalGib: 44,
    })
  })

  test.each([
    ['llama-3.3-70b_8bit', 81],
    ['llama-3.3-70b_16bit', 149],
    ['llama-3.1-8b', 18],
    ['llama-3.1-8b_lora', 21],
    ['llama-3.1-8b_full', 136],
    ['llama-3.1-405b', 241],
    ['sdxl', 10],
    ['sdxl_lora', 13],
    ['whisper-large-v3', 4],
    ['wan2.1-14b', 56],
    ['wan2.1-1.3b', 17],
    ['hunyuan-video', 56],
    ['comfyui', 8],
    ['cuda', 1],
  ])('returns %s → %i GiB', (text, totalGib) => {
    const run = parseRun(text)
    expect(run === null ? null : memoryOfRun(run).totalGib).toBe(totalGib)
  })

  test(`never falls with more parameters, bits, context or training (seed ${seed})`, () => {
    holds(
      fc.property(modelRuns, fc.bigInt({ min: 0n, max: 10n ** 12n }), (run, more) => {
        expect(gib({ ...run, model: { ...run.model, parameters: run.model.parameters + more } })).toBeGreaterThanOrEqual(gib(run))
        for (const bits of runBits.filter((other) => other > run.bits)) expect(gib({ ...run, bits })).toBeGreaterThanOrEqual(gib(run))
        expect(gib({ ...run, contextTokens: run.contextTokens * 2 })).toBeGreaterThanOrEqual(gib(run))
        const tasks = runTasks.map((task) => gib({ ...run, task, bits: 16 }))
        expect(tasks).toEqual(tasks.toSorted((one, other) => one - other))
      }),
    )
  })

  test('needs for a video of HunyuanVideo what its card states: 60 GB for 1,280 × 720 pixels and 129 frames', () => {
    const run = parseRun('hunyuan-video') as ModelRun
    const { weights, activations, totalGib } = memoryOfRun(run)
    expect([weights, activations]).toEqual([2n * 20_695_000_000n, 33n * 80n * 45n * 3_072n * 34n])
    expect((totalGib * 2 ** 30) / 1e9).toBeCloseTo(60, 0)
  })

  test('never falls with a larger size, even when the shape changes', () => {
    const sizes = Array.from({ length: 900 }, (_, index) => memoryOfRun(parseRun(`${index + 1}b_4bit`) as ModelRun).totalGib)
    expect(sizes).toEqual(sizes.toSorted((one, other) => one - other))
  })

  test('has parts that add up, with the free tenth, to the whole, within a GiB', () => {
    holds(
      fc.property(modelRuns, (run) => {
        const { weights, cache, training, activations, reserve, totalGib } = memoryOfRun(run)
        const sum = weights + cache + training + activations
        const whole = BigInt(totalGib) * 2n ** 30n
        expect(whole >= sum + reserve && whole - sum - reserve < 2n ** 30n).toBe(true)
        expect(reserve * 10n >= sum + reserve).toBe(true)
        expect(reserve * 10n < sum + reserve + 100n).toBe(true)
      }),
    )
  })
})

describe('gpusForMemory', () => {
  test('returns the smallest number of GPUs that hold a run, or null', () => {
    holds(
      fc.property(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 0, max: 200 }), (totalGib, vramGib) => {
        const gpus = gpusForMemory({ totalGib, vramGib })
        if (gpus === null) expect(15 * vramGib).toBeLessThan(totalGib)
        else expect(gpus * vramGib).toBeGreaterThanOrEqual(totalGib)
        if (gpus !== null && gpus > 1) expect((gpus - 1) * vramGib).toBeLessThan(totalGib)
      }),
    )
  })
})

describe('the URL text of a run', () => {
  test(`restores the run, and words find it (seed ${seed})`, () => {
    holds(
      fc.property(modelRuns, (run) => {
        const text = textOfRun(run)
        expect(text).toMatch(/^[a-z0-9._-]{1,60}$/)
        const read = parseRun(text) as ModelRun
        expect({ ...read, contextTokens: Math.ceil(read.contextTokens / 1_024) }).toEqual({
          ...{ ...run, contextTokens: Math.ceil(run.contextTokens / 1_024) },
        })
        // Skip a bare size such as `13b`, because it means all models of that size and so suggests several.
        if (run.model.source !== null || text.includes('_')) expect(suggestRuns(text, { most: 4 }).map(textOfRun)).toEqual([text])
      }),
    )
  })

  test.each([
    '',
    'h100',
    'llama-3.3-70b_',
    'sdxl_lora_full',
    'sdxl_lora_lora',
    'sdxl_3bit',
    'sdxl_0k',
    'comfyui_8bit',
    '0b',
    '99999b',
    '__proto__',
    'SDXL',
  ])('is invalid for %j', (text) => {
    expect(parseRun(text)).toBeNull()
  })

  test('always has 16 bits for training all weights, and at most the model’s context', () => {
    expect(parseRun('llama-3.1-8b_full_4bit')).toMatchObject({ bits: 16 })
    expect(parseRun('gemma-2-9b_128k')).toMatchObject({ contextTokens: 8_192 })
  })
})

describe('suggestRuns', () => {
  const found = (words: string) => suggestRuns(words, { most: 4 }).map(textOfRun)
  test.each([
    ['run Llama 3.3 70B', ['llama-3.3-70b']],
    ['llama3', ['llama-3.3-70b', 'llama-3.1-8b', 'llama-3.1-405b']],
    ['fine-tune SDXL', ['sdxl_lora']],
    ['full fine-tune of Mistral 7B', ['mistral-7b_full']],
    ['Llama 70B, 8-bit with 32k context', ['llama-3.3-70b_8bit_32k', 'deepseek-r1-distill-llama-70b_8bit_32k']],
    ['serve a 13B in fp16', ['13b']],
    ['ComfyUI', ['comfyui']],
    ['plain CUDA', ['cuda']],
    ['run Wan2.1 14B', ['wan2.1-14b']],
    ['wan 2.1', ['wan2.1-14b', 'wan2.1-1.3b']],
    ['fine-tune HunyuanVideo', ['hunyuan-video_lora']],
    ['jupyter', ['pytorch']],
    ['70b', ['llama-3.3-70b', 'deepseek-r1-distill-llama-70b']],
    ['deepseek r1', ['deepseek-r1', 'deepseek-r1-distill-llama-70b', 'deepseek-r1-distill-qwen-32b']],
  ] as const)('%s', (words, runs) => {
    expect(found(words)).toEqual(runs)
  })

  test.each(['H100', 'A100 80GB', 'L4', 'RTX 4090', 'Oslo', 'eu-west', 'x', 'run', '', 'B200', '   ', 'istral'])(
    'returns no run for %j, which is a machine or nothing',
    (words) => {
      expect(found(words)).toEqual([])
    },
  )

  test('accepts any text and returns runs that a URL can contain', () => {
    holds(
      fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.constantFrom('sdxl 9999k', 'lora 1.5b', 'train 8bit phi')), (words) => {
        for (const run of suggestRuns(words, { most: 4 })) expect(parseRun(textOfRun(run))).toEqual(run)
      }),
    )
  })
})

test('maps each run to a template, and a program to its own', () => {
  for (const program of runPrograms) expect(templateOfRun({ program })).toBe(program)
  const templateWith = (text: string) => templateOfRun(parseRun(text) as ModelRun)
  expect(['wan2.1-14b', 'hunyuan-video_lora'].map(templateWith)).toEqual(['comfyui', 'pytorch'])
  expect(['llama-3.3-70b', 'llama-3.1-8b', 'sdxl', 'sdxl_lora', 'whisper-large-v3'].map(templateWith)).toEqual([
    'ollama',
    'vllm',
    'comfyui',
    'pytorch',
    'pytorch',
  ])
  for (const { slug } of runModels) expect(templateIds).toContain(templateWith(slug))
})

test('lists each model name once, with the source of its numbers', () => {
  expect(new Set(runModels.map(({ slug }) => slug)).size).toBe(runModels.length)
  for (const model of runModels) {
    expect(model.source).toMatch(/^https:\/\/huggingface\.co\//)
    expect(runModelOf(model.slug)).toBe(model)
  }
})
