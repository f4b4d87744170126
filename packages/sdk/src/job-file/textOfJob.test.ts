import { expect, it } from 'vitest'
import { readJobFile } from './jobFile.ts'
import { textOfJob } from './textOfJob.ts'

const sha256 = `sha256:${'ab'.repeat(32)}`

it('writes a job file that is read as the same job', () => {
  const job = readJobFile(`
name: "revenue: by region, #1"
max_cost: 0.123456789012345678
priority: urgent
deadline: 90m
tasks:
  sum:
    adapter: data@1
    files: { sales: "${sha256}", other: "${sha256}" }
    split: sales
    map: |
      select region, sum(amount) as amount
      from sales
      where region <> 'a: b' and note not like '%#%' -- a line that is longer than the usual width of a YAML file and is not folded
      group by region
    combine: "select * from parts where x = '\\"'"
    resources: { class: "h100, l40s", min_tier: 2, min_vram: 48 }
  report:
    needs: [sum]
    adapter: algorithm@1
    files: { module: "${sha256}", input: "\${sum.results}" }
    items: 1000
    seed: "0x${'00'.repeat(32)}"
    retries: 0
`)
  const sources = Object.values(job.tasks).flatMap(({ files }) => Object.values(files))
  expect(sources.every(({ kind }) => kind !== 'path')).toBe(true)
  const text = textOfJob(job as Parameters<typeof textOfJob>[0])
  expect(readJobFile(text)).toEqual(job)
})
