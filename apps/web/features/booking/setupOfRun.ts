import { parseRun, type TemplateMachine, templateMisfit, templateOf, templateOfRun } from '@infinitio/domain'
import { type LeaseSetup, plainSetup, setupOfTemplate } from '#web/parts/lease-setup/leaseSetup.ts'

const cards = 'https://huggingface.co/'

/**
 * Returns the initial form for the run in an address: its template if the machine is large enough, with the requested model if the template serves
 * one. Otherwise it is a plain shell.
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
