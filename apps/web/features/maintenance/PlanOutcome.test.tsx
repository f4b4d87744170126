import { refusal } from '@infinitio/sdk'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { PlanOutcome } from '#web/features/maintenance/PlanOutcome.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

const machine = (name: string) => ({ node: name, name }) as unknown as ProviderNode
const failed = [
  { node: machine('rack-2'), error: refusal('node.maintenance_overlap', { detail: '' }) },
  { node: machine('<b>rack-3</b>'), error: refusal('node.maintenance_limit', { detail: '' }) },
]

function outcome(language: 'en' | 'zh', result: Parameters<typeof PlanOutcome>[0]['result']): string {
  return markupFor(
    language,
    <QueryClientProvider client={new QueryClient()}>
      <PlanOutcome result={result} onClose={() => undefined} />
    </QueryClientProvider>,
  )
}

test('shows each machine without maintenance with its own reason, and its name as text', () => {
  const shown = outcome('en', { planned: [machine('rack-1')], failed, unsigned: [] })
  expect(shown).toContain('The maintenance is planned for 1 machine. It could not be planned for 2 machines:')
  expect(shown).toMatch(/rack-2<\/b>: Another maintenance of this machine is planned at that time\..*node\.maintenance_overlap/)
  expect(shown).toMatch(/&lt;b&gt;rack-3&lt;\/b&gt;<\/b>: .*node\.maintenance_limit/)
  expect(outcome('zh', { planned: [machine('rack-1')], failed, unsigned: [] })).toContain('1 台机器的维护已计划。2 台机器未能计划维护：')
})

test('shows that nothing was planned, and each machine with its own reason', () => {
  const shown = outcome('en', { planned: [], failed, unsigned: [] })
  expect(shown).toContain('No maintenance was planned, for these reasons:')
  expect(shown).toMatch(/rack-2<\/b>: .*node\.maintenance_overlap.*rack-3.*node\.maintenance_limit/)
  expect(outcome('zh', { planned: [], failed, unsigned: [] })).toContain('没有计划任何维护，原因如下：')
})

test('shows that the agents could not be checked', () => {
  const shown = outcome('en', { planned: [machine('rack-1')], failed: [], unsigned: null })
  expect(shown).toContain('The maintenance is planned for 1 machine.<')
  expect(shown).toContain('Your listings need new signatures, but we could not check which of your agents can sign.')
})
