import type { TemplateId } from '../templates/workloadTemplate.ts'
import type { Run } from './run.ts'

/**
 * Returns the default template of a run. A program has its own. Images use ComfyUI. A language model in 4 or 8 bits uses Ollama, whose formats
 * these are, and in 16 bits vLLM. Training and speech use a notebook with PyTorch.
 */
export function templateOfRun(run: Run): TemplateId {
  if ('program' in run) return run.program
  const { model, task, bits } = run
  if (task !== 'inference' || model.kind === 'speech') return 'pytorch'
  if (model.kind === 'image') return 'comfyui'
  return bits === 16 ? 'vllm' : 'ollama'
}
