import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkout } from '../start/dataFolder.ts'
import { installPromtool } from './installPromtool.ts'
import { metricNames } from './metricNames.ts'

type Rule = { alert: string; expr: string; labels: { severity: string }; annotations: { summary: string; runbook: string } }

const rulesFile = join(checkout, 'deploy/prometheus/alerts.yml')
const configFile = join(checkout, 'deploy/prometheus/prometheus.yml')
const guide = readFileSync(join(checkout, 'docs/guides/observability.md'), 'utf8')
const rules = (parse(readFileSync(rulesFile, 'utf8')) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules)
const metricsGuide = readFileSync(join(checkout, 'docs/guides/metrics.md'), 'utf8')
const listed = metricNames([...metricsGuide.matchAll(/^\| [a-z ]+ \| `(\w+)`/gm)].map((row) => row[1]).join(' '))
const place = installPromtool()
const why = 'missing' in place ? `promtool: ${place.missing}` : 'promtool'
const testsFile = join(checkout, 'deploy/prometheus/alerts.test.yml')

describe('the shipped alerts', () => {
  it('have unique names, a known severity, and a text for the person on call', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
    for (const { alert, labels, annotations } of rules) {
      expect(alert).toMatch(/^Infinitio[A-Z]\w+$/)
      expect(['page', 'ticket']).toContain(labels.severity)
      expect(annotations.summary).not.toBe('')
    }
  })

  it('have one runbook each in the guide, and the guide has no others', () => {
    for (const { alert, annotations, labels } of rules) {
      expect(annotations.runbook).toBe(`docs/guides/observability.md#${alert.toLowerCase()}`)
      expect(guide).toMatch(new RegExp(`^### ${alert}\\n${labels.severity === 'page' ? 'Page' : 'Ticket'}\\. \\S`, 'm'))
    }
    expect(guide.match(/^### Infinitio/gm)).toHaveLength(rules.length)
  })

  it('use metrics that the guide lists', () => {
    for (const { expr } of rules) expect(listed).toEqual(expect.arrayContaining(metricNames(expr)))
  })

  it.skipIf('missing' in place)(`are rules that Prometheus takes, and fire for the series of alerts.test.yml (${why})`, { timeout: 120_000 }, () => {
    if ('missing' in place) return
    for (const args of [
      ['check', 'rules', rulesFile],
      ['check', 'config', configFile],
      ['test', 'rules', testsFile],
    ]) {
      const { status, stdout, stderr } = spawnSync(place.promtool, args, { encoding: 'utf8' })
      expect({ status, stderr, stdout }).toMatchObject({ status: 0 })
    }
  })

  it('have a series that fires each alert about trust', () => {
    const { tests } = parse(readFileSync(testsFile, 'utf8')) as { tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[] }
    const fired = new Set(tests.flatMap((one) => one.alert_rule_test.filter((rule) => rule.exp_alerts.length > 0).map((rule) => rule.alertname)))
    const { groups } = parse(readFileSync(rulesFile, 'utf8')) as { groups: { name: string; rules: Rule[] }[] }
    const trust = groups.find(({ name }) => name === 'infinitio-trust')?.rules ?? []
    expect(trust.map(({ alert }) => alert).sort()).toEqual([...fired].sort())
  })
})

describe('the shipped dashboard', () => {
  it('has panels with titles and descriptions, on a grid without overlaps', () => {
    const { panels } = dashboard()
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)}/${y + Math.floor(at / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
    for (const { type, title, description } of panels)
      if (type !== 'row') expect({ title, description }).toEqual({ title: expect.any(String), description: expect.stringMatching(/\.$/) })
  })

  it('uses metrics that the guide lists', () => {
    const named = metricNames(
      dashboard()
        .panels.flatMap(({ targets }) => (targets ?? []).map(({ expr }) => expr))
        .join('\n'),
    )
    expect(named.length).toBeGreaterThan(20)
    expect(listed).toEqual(expect.arrayContaining(named))
  })
})

type Panel = {
  type: string
  title: string
  description?: string
  gridPos: { x: number; y: number; w: number; h: number }
  targets?: { expr: string }[]
}

function dashboard(): { panels: Panel[] } {
  return JSON.parse(readFileSync(join(checkout, 'deploy/grafana/infinitio.json'), 'utf8')) as { panels: Panel[] }
}
