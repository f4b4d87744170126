import type { Workload } from './workload.ts'

/** What a lease starts once, in words of a plain shell: the start script, and after it the command in its place. Empty: nothing is started. */
export function scriptOfWorkload({ template, startScript, command = [] }: Pick<Workload, 'template' | 'startScript' | 'command'>): string {
  if (template === 'shell') return ''
  if (template === 'script' || command.length === 0) return startScript
  const words = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  return startScript.trim() === '' ? `exec ${words}\n` : `${startScript}\nexec ${words}\n`
}
