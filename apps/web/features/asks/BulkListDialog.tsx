'use client'
import { pTokenUnits } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { memo, useMemo, useState } from 'react'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { FleetSigning } from '#web/features/asks/FleetSigning.tsx'
import { FleetVerdictLine } from '#web/features/asks/FleetVerdictLine.tsx'
import type { FleetVerdict } from '#web/features/asks/signEach.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

type BulkListDialogProps = { readonly act: 'pause' | 'resume'; readonly nodes: readonly ProviderNode[]; readonly onClose: () => void }

/** Pauses several listed machines, or lists paused machines again on their old terms. Each row shows the result of its machine. */
export function BulkListDialog({ act, nodes, onClose }: BulkListDialogProps) {
  const t = useTranslations(`provide.bulkList.${act}`)
  const wanted = nodes.filter(({ ask, latestAsk, state }) =>
    act === 'pause' ? ask !== null : ask === null && latestAsk !== null && state !== 'retired',
  )
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title')} description={t('text')}>
      <WalletBoundary waiting={null}>
        <BulkListForm act={act} nodes={wanted} onClose={onClose} />
      </WalletBoundary>
    </Dialog>
  )
}

function BulkListForm({ act, nodes: wanted, onClose }: BulkListDialogProps) {
  const t = useTranslations('provide.bulkList')
  // Stores the chosen machines at the start, because the list behind the dialog changes as soon as the first machine is paused or listed.
  const [nodes] = useState(wanted)
  const changes = useMemo(() => nodes.map((node) => ({ node, act, pricePerGpuSecond: priceOf(node, act) })), [nodes, act])
  if (nodes.length === 0) return <p className="t13 dim">{t('none')}</p>
  return (
    <FleetSigning
      act={act}
      changes={changes}
      onClose={onClose}
      rows={({ verdicts }) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it.
        <ul className="bulk" tabIndex={0} aria-label={t('nodes')}>
          {nodes.map((node) => (
            <BulkListRow key={node.node} node={node} verdict={verdicts.get(node.node) ?? null} />
          ))}
        </ul>
      )}
    />
  )
}

const priceOf = ({ latestAsk }: ProviderNode, act: 'pause' | 'resume') =>
  pTokenUnits(act === 'pause' ? 0n : BigInt(latestAsk?.pricePerGpuSecond ?? 0))

/** Memoised, so that one new signature does not render up to a thousand rows again. */
const BulkListRow = memo(function BulkListRow({ node, verdict }: { readonly node: ProviderNode; readonly verdict: FleetVerdict | null }) {
  const tUnits = useTranslations('units')
  const price = (node.ask ?? node.latestAsk)?.pricePerGpuSecond ?? null
  return (
    <li>
      <span className="row between t13">
        <span>
          <b className="strong">{givenName(node.name)}</b>{' '}
          <span className="t12 dim">
            {node.gpus} × {givenName(node.className)}
          </span>
        </span>
        <span className="num">
          {price === null ? '–' : amountText(BigInt(price) * 3_600n)} <span className="t12 dim">{tUnits('ptPerHour')}</span>
        </span>
      </span>
      {verdict !== null && <FleetVerdictLine verdict={verdict} />}
    </li>
  )
})
