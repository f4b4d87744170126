import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { zeroAddress } from '@infinitio/domain'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { ChangesPanel } from '#web/features/govern/proposals/ChangesPanel.tsx'
import { loadedMarkupFor } from '#web/i18n/test/markupFor.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'

type Call = NonNullable<ProposalDetailWire['calls']>[number]

const to = `0x${'1'.repeat(40)}`

function call(effect: Call['effect']): Call {
  return { to, value: '0', data: '0x', contract: null, function: null, arguments: [], bounded: false, parameters: [], effect }
}

/** Returns the panel of a proposal with these calls. The catalogue has the region `us-east` and the class `H100 SXM 80 GB`. */
async function panel(
  calls: readonly Call[],
  { state = 'active' as ProposalDetailWire['state'], language = 'en' as 'en' | 'zh' } = {},
): Promise<string> {
  const client = new QueryClient()
  const gpu = { classId: 1, vramGib: 80, referencePricePerGpuSecond: '1', cheapestPricePerGpuSecond: null, medianPricePerGpuSecond: null }
  client.setQueryData(classesQuery(browserApi).queryKey, {
    classes: [{ ...gpu, name: 'H100 SXM 80 GB', freeGpus: 0, listedNodes: 0 }],
    regions: [{ regionId: 3, name: 'us-east', listedNodes: 0 }],
  })
  const proposal = { calls, mayPass: true, state } as unknown as ProposalDetailWire
  return await loadedMarkupFor(
    language,
    <QueryClientProvider client={client}>
      <ChangesPanel proposal={proposal} />
    </QueryClientProvider>,
  )
}

describe('the page of any proposal, from its decoded calls', () => {
  const region = call({ kind: 'region', name: 'US-East ' })

  test('warns of a second region or class with one name, in both languages', async () => {
    expect(await panel([region])).toContain('A region with this name exists already')
    expect(await panel([region], { language: 'zh' })).toContain('已有同名的区域')
    const second = call({ kind: 'class', name: 'h100 sxm 80 gb', vramGib: 80, pricePerGpuSecond: '1' })
    expect(await panel([second])).toContain('A GPU class with this name exists already')
    expect(await panel([call({ kind: 'region', name: 'us-west' })])).not.toContain('exists already')
  })

  test('warns of a name until the proposal is executed, because the name then exists because of it', async () => {
    for (const state of ['pending', 'succeeded', 'queued'] as const) expect(await panel([region], { state }), state).toContain('exists already')
    for (const state of ['executed', 'defeated', 'vetoed'] as const) expect(await panel([region], { state }), state).not.toContain('exists already')
  })

  test('warns of a core entry of the Directory and of the zero address', async () => {
    const shown = await panel([call({ kind: 'entry', name: 'PToken', before: to, after: zeroAddress })])
    expect(shown).toContain('The market, its pages and its clients use this contract.')
    expect(shown).toContain('The new address is the zero address')
  })
})
