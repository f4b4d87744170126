import { parseRun, type TemplateMachine, templateMisfit, templateOf, templateOfRun } from '@infinitio/domain'
import { type LeaseSetup, plainSetup, setupOfTemplate } from '#web/parts/lease-setup/leaseSetup.ts'

const cards = 'https://huggingface.co/'

/**
 * What the form begins with for a run in an address: its template where the machine can hold it, with the model's own name where the template serves one.
 * A plain shell for a machine that cannot, and for a text that names no run.
 */
export function setupOfRun(text: string, machine: TemplateMachine | null): LeaseSetup {
  const run = parseRun(text)
  if (run === null) return plainSetup
  const id = templateOfRun(run)
  if (machine !== null && templateMisfit(templateOf(id), machine) !== null) return plainSetup
  const setup = { ...plainSetup, ...setupOfTemplate(id) }
  const source = 'program' in run ? null : run.model.source
  if (id !== 'vllm' || source === null) return setup
  return { ...setup, command: setup.command.replace(/^vllm serve \S+/, `vllm serve ${source.replace(cards, '')}`) }
}
