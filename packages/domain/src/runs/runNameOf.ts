import type { Run, RunProgram } from './run.ts'

const programNames: Readonly<Record<RunProgram, string>> = {
  ...{ comfyui: 'ComfyUI', cuda: 'CUDA', pytorch: 'PyTorch', ollama: 'Ollama', vllm: 'vLLM', ray: 'Ray' },
}

/** How a run is called, in every language: the name of its model or its program. */
export function runNameOf(run: Run): string {
  return 'program' in run ? programNames[run.program] : run.model.name
}
