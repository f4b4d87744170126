import type { TemplateId } from '../templates/workloadTemplate.ts'
import { type RunModel, runModelOf } from './runModels.ts'

/** The task of a model: answer requests, train a small part of it (LoRA), or train all of it. */
export const runTasks = ['inference', 'lora', 'full'] as const
export type RunTask = (typeof runTasks)[number]

/** The possible precisions of a model: the number of bits for each weight. */
export const runBits = [4, 8, 16] as const
export type RunBits = (typeof runBits)[number]

/** Programs that can run without a model. Each is also the id of a template. */
export const runPrograms = ['comfyui', 'cuda', 'pytorch', 'ollama', 'vllm', 'ray'] as const satisfies readonly TemplateId[]
export type RunProgram = (typeof runPrograms)[number]

/** A model with a task, bits for each weight, and a context in tokens (0 for a model without context). */
export type ModelRun = { readonly model: RunModel; readonly task: RunTask; readonly bits: RunBits; readonly contextTokens: number }

/** A requested run: a model, or a program with a template. */
export type Run = ModelRun | { readonly program: RunProgram }

/** Language models with at least this many parameters use 4 bits for each weight by default, except when all weights are trained. */
const largeParameters = 20_000_000_000n
const usualContext = 8_192
const trainedContext = 2_048
const tokensOfK = 1_024

/**
 * Returns the default settings of a model. It has 16 bits, but a large language model has 4 bits, except for training all its weights. The context is 8k
 * tokens, or 2k for training, but not more than the model allows.
 */
export function usualRun(model: RunModel, task: RunTask): ModelRun {
  const bits = model.kind === 'language' && model.parameters >= largeParameters && task !== 'full' ? 4 : 16
  return { model, task, bits, contextTokens: Math.min(model.mostContext, task === 'inference' ? usualContext : trainedContext) }
}

/**
 * Parses the text of a run from a URL: `llama-3.3-70b`, `llama-3.3-70b_8bit_lora_32k`, `13b_full`, `comfyui`. Parts after the name may come in any sequence,
 * each once. Returns null for other texts. If the context is larger than the model allows, uses the largest that it allows. Training of all weights always has
 * 16 bits.
 */
export function parseRun(text: string): Run | null {
  const [name = '', ...parts] = text.split('_')
  const program = runPrograms.find((known) => known === name)
  if (program !== undefined) return parts.length === 0 ? { program } : null
  const model = runModelOf(name)
  if (model === null) return null
  let task: RunTask | undefined
  let bits: RunBits | undefined
  let contextTokens: number | undefined
  for (const part of parts) {
    const asTask = runTasks.find((known) => known === part)
    const asBits = runBits.find((known) => `${known}bit` === part)
    const asContext = /^([1-9]\d{0,3})k$/.exec(part)?.[1]
    if (asTask !== undefined && task === undefined) task = asTask
    else if (asBits !== undefined && bits === undefined) bits = asBits
    else if (asContext !== undefined && contextTokens === undefined) contextTokens = Number(asContext) * tokensOfK
    else return null
  }
  const usual = usualRun(model, task ?? 'inference')
  return {
    ...usual,
    bits: usual.task === 'full' ? 16 : (bits ?? usual.bits),
    contextTokens: Math.min(model.mostContext, contextTokens ?? usual.contextTokens),
  }
}

/** Returns the text of a run for a URL. `parseRun` reads it. Settings with default values are left out. */
export function textOfRun(run: Run): string {
  if ('program' in run) return run.program
  const { model, task, bits, contextTokens } = run
  const usual = usualRun(model, task)
  return [
    model.slug,
    ...(task === 'inference' ? [] : [task]),
    ...(bits === usual.bits ? [] : [`${bits}bit`]),
    ...(contextTokens === usual.contextTokens ? [] : [`${Math.ceil(contextTokens / tokensOfK)}k`]),
  ].join('_')
}

const programNames: Readonly<Record<RunProgram, string>> = {
  ...{ comfyui: 'ComfyUI', cuda: 'CUDA', pytorch: 'PyTorch', ollama: 'Ollama', vllm: 'vLLM', ray: 'Ray' },
}

/** Returns the name of a run: the name of its model or program, which is the same in every language. */
export function runNameOf(run: Run): string {
  return 'program' in run ? programNames[run.program] : run.model.name
}

/**
 * Returns the default template for a run. A program is its own template. Images and videos use ComfyUI. A language model in 4 or 8 bits uses Ollama, because
 * these are Ollama's formats. One in 16 bits uses vLLM. Training and speech use a notebook with PyTorch.
 */
export function templateOfRun(run: Run): TemplateId {
  if ('program' in run) return run.program
  const { model, task, bits } = run
  if (task !== 'inference' || model.kind === 'speech') return 'pytorch'
  if (model.kind === 'image' || model.kind === 'video') return 'comfyui'
  return bits === 16 ? 'vllm' : 'ollama'
}
