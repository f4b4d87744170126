'use client'
import { CircleCheck, CircleX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { signingProblemOf } from '#web/parts/api/signingProblemOf.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import { type ListVerdict, useBulkList } from '#web/features/asks/useBulkList.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { errorSentences } from '#web/i18n/reading.ts'

type BulkListDialogProps = { readonly act: 'pause' | 'resume'; readonly nodes: readonly ProviderNode[]; readonly onClose: () => void }

/**
 * Pauses several listed machines, or lists paused machines again on their old terms. The wallet signs once per machine; each row shows its result.
 */
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
  const { changing, signed } = useBulkList(act)
  // The rows on screen stay those that the user chose, although the list behind them already shows new states.
  const nodes = changing.variables ?? wanted
  const problem = changing.isError ? signingProblemOf(changing.error) : null
  const isSent = signed > 0 && signed === nodes.length
  return (
    <div className="stack g4">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it. */}
      <ul className="bulk" tabIndex={0} aria-label={t('nodes')}>
        {nodes.map((node) => (
          <BulkListRow key={node.node} node={node} verdict={changing.data?.get(node.node) ?? null} />
        ))}
      </ul>
      {problem !== null && (
        <Callout tone="warn" alert>
          {problem.sentence} {t(isSent ? 'maybeSent' : 'nothingSent')} <span className="mono dim">{problem.code}</span>
        </Callout>
      )}
      <p className="t13 dim" role="status">
        {changing.isSuccess ? doneText(t, [...changing.data.values()]) : t('signatures', { count: nodes.length })}
      </p>
      {changing.isSuccess ? (
        <Button full onClick={onClose}>
          {t('close')}
        </Button>
      ) : (
        <SignerButton
          label={changing.isPending ? t('signing', { signed, count: nodes.length }) : t(`${act}.sign`, { count: nodes.length })}
          disabled={nodes.length === 0 || changing.isPending}
          onSign={() => changing.mutate(nodes)}
        />
      )}
    </div>
  )
}

/** Memoised, so that one signature does not redraw up to a thousand rows. */
const BulkListRow = memo(function BulkListRow({ node, verdict }: { readonly node: ProviderNode; readonly verdict: ListVerdict | null }) {
  const t = useTranslations('provide.bulkList')
  const price = (node.ask ?? node.latestAsk)?.pricePerGpuSecond ?? null
  return (
    <li>
      <span className="row between t13">
        <span>
          <b className="strong">{node.name}</b>{' '}
          <span className="t12 dim">
            {node.gpus} × {node.className}
          </span>
        </span>
        <span className="num">{price === null ? '–' : amountText(BigInt(price) * 3_600n)}</span>
      </span>
      {verdict?.state === 'done' && (
        <p className="t12 row g1">
          <CircleCheck className="i s" aria-hidden /> {t('done')}
        </p>
      )}
      {verdict?.state === 'refused' && (
        <p className="t12 warn">
          <CircleX className="i s" aria-hidden /> {errorSentences()[verdict.code] ?? verdict.sentence}{' '}
          <span className="mono dim">{verdict.code}</span>
        </p>
      )}
    </li>
  )
})

function doneText(t: ReturnType<typeof useTranslations<'provide.bulkList'>>, verdicts: readonly ListVerdict[]): string {
  const done = verdicts.filter(({ state }) => state === 'done').length
  return t('allDone', { done, other: verdicts.length - done })
}
