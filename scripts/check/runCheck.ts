import type { Check } from './checks.ts'

/** Runs one check and prints its findings. Returns true if there are none. */
export async function runCheck({ name, run }: Pick<Check, 'name' | 'run'>): Promise<boolean> {
  const startedAt = performance.now()
  const { problems, lines = [] } = await run()
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
  console.log(`${problems === '' ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
  for (const line of lines) console.log(`     ${line}`)
  if (problems !== '') console.log(problems.replace(/^/gm, '     '))
  return problems === ''
}
