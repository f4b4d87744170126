import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestDeployment } from './startTestDeployment.ts'

/** The processes with metrics that tests read, by the names of their metrics ports. Other processes, such as validators, also have metrics. */
export const scraped = ['webMetrics', 'engineMetrics', 'gatewayMetrics', 'agentMetrics', 'simulatedMetrics'] as const

/** Returns the current metrics of one process. */
export async function scrape(deployment: TestDeployment, port: (typeof scraped)[number]): Promise<string> {
  const ports = JSON.parse(readFileSync(join(deployment.dataDir, 'ports.json'), 'utf8')) as Record<string, number>
  const response = await fetch(`http://127.0.0.1:${ports[port]}/metrics`)
  if (!response.ok) throw new Error(`${port} answers ${response.status}`)
  return await response.text()
}

/** Returns the names of all metrics of a deployment's processes, with or without a value yet. */
export async function scrapedNames(deployment: TestDeployment): Promise<Set<string>> {
  const texts = await Promise.all(scraped.map((port) => scrape(deployment, port)))
  return new Set(texts.flatMap((text) => [...text.matchAll(/^# TYPE (\S+) /gm)].flatMap(([, name]) => (name === undefined ? [] : [name]))))
}
