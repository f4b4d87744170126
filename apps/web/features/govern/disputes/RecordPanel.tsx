import type { DisputeDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { Panel } from '#web/components/ui/Panel.tsx'
import { FaultCard } from '#web/features/faults/FaultCard.tsx'

const ProofsPanel = dynamic(() => import('#web/features/listing/ProofsPanel.tsx').then((module) => module.ProofsPanel), {
  ssr: false,
  loading: () => <div className="panel min-h-56" aria-hidden />,
})

/**
 * Shows what the market recorded about the lease of a dispute: each fault with the party at fault, its rule, payments, credits and answers, and the GPU proofs
 * of the machine. Jurors decide whether this record is right.
 */
export function RecordPanel({ record: { node, faults } }: { readonly record: NonNullable<DisputeDetailWire['record']> }) {
  const t = useTranslations('govern.disputes.record')
  return (
    <>
      <Panel
        title={t('title')}
        note={t('note')}
        end={
          <Link className="link t13" href={`/gpus/${node}`}>
            {t('machine')}
          </Link>
        }
      >
        <p className="panel-body t13">{t('faults', { count: faults.length })}</p>
      </Panel>
      {faults.map((fault) => (
        <FaultCard key={fault.number} fault={fault} side={null} />
      ))}
      <ProofsPanel node={node} />
    </>
  )
}
