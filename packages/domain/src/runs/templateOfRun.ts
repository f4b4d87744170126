import type { TemplateId } from '../templates/workloadTemplate.ts'
import type { Run } from './run.ts'

/**
 * The template that a run begins with: its own, for a program; ComfyUI for pictures; Ollama for a language model in 4 or 8 bits, whose formats are Ollama's,
 * and vLLM in 16; a notebook with PyTorch for training and speech.
 */
export function templateOfRun(run: Run): TemplateId {
  if ('program' in run) return run.program
  const { model, task, bits } = run
  if (task !== 'inference' || model.kind === 'speech') return 'pytorch'
  if (model.kind === 'image') return 'comfyui'
  return bits === 16 ? 'vllm' : 'ollama'
}
