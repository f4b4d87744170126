import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The number of passed and failed checks. */
export type CheckCount = { passed: number; failed: number }

/**
 * Runs turbo tasks, prints the output of their checks, and counts the passed and failed checks. For a task with unchanged inputs, turbo prints the cached
 * output; with `force`, turbo runs every task again. If turbo fails although no check failed, this counts as one failure, and the whole output is printed.
 */
export async function runTasks({ root, tasks, force }: { root: string; tasks: string[]; force: boolean }): Promise<CheckCount> {
  const args = ['run', ...tasks, '--continue=always', '--concurrency=3', '--log-order=grouped', '--log-prefix=none', '--output-logs=full']
  const child = spawn(join(root, 'node_modules/.bin/turbo'), [...args, '--ui=stream', '--no-color', ...(force ? ['--force'] : [])], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const count = { passed: 0, failed: 0 }
  const output: string[] = []
  const read = (line: string) => {
    output.push(line)
    if (line.startsWith('ok   ')) count.passed += 1
    else if (line.startsWith('FAIL ')) count.failed += 1
    else if (!line.startsWith('     ')) return
    console.log(line)
  }
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', read)
  const code = await new Promise<number>((resolve) => {
    child.on('error', (error) => {
      output.push(error.message)
      resolve(1)
    })
    child.on('close', (status) => resolve(status ?? 1))
  })
  if (code === 0 || count.failed > 0) return count
  console.log(output.join('\n'))
  return { ...count, failed: 1 }
}
