'use client'
import type { NodeProofsWire } from '@infinitio/domain/wire'
import { getNodeProofs } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { dayMinuteText } from '#web/parts/format/clockText.ts'

const mibOfGib = 1_024

/** Shows the memory and speed that a machine claims beside its proofs in the newest slots. */
export function ProofsPanel({ node }: { readonly node: string }) {
  const t = useTranslations('proofs')
  const query = useQuery({ queryKey: ['node-proofs', node], queryFn: () => getNodeProofs(browserApi, node) })
  return (
    <section className="blk" aria-labelledby="proofs">
      <header>
        <h2 id="proofs">{t('title')}</h2>
        <p>{t('text')}</p>
        <Link className="end link t13" href="/docs/guides/proofs">
          {t('guide')}
        </Link>
      </header>
      <QueryView query={query} failed={t('failed')} skeleton={<div className="panel min-h-36" aria-hidden />}>
        {(found) => <NodeProofs found={found} />}
      </QueryView>
    </section>
  )
}

/** The claims and the slots of a machine, or the reason why there are no slots. */
export function NodeProofs({ found: { claimed, reference, slots } }: { readonly found: NodeProofsWire }) {
  const t = useTranslations('proofs')
  const names = ['when', 'answer', 'time', 'memory'] as const
  const columns = names.map((name) => ({ name: t(`column.${name}`), className: name === 'time' ? 'n' : '' }))
  return (
    <div className="panel">
      <p className="panel-body t13">
        {t('claimed', { gpus: claimed.gpus, className: claimed.className, memory: claimed.vramGib })}{' '}
        {reference === null
          ? t('noReference')
          : t('reference', { seconds: reference.seconds * 1.25, missing: Math.round(reference.mostMissing * 100) })}
      </p>
      {slots.length === 0 ? (
        <p className="panel-body t13 dim">{t('noSlot')}</p>
      ) : (
        <div className="scroll">
          <table className="table en">
            <TableHead columns={columns} />
            <tbody>
              {slots.map((slot) => (
                <tr key={slot.slot}>
                  <td>{dayMinuteText(slot.at)}</td>
                  <td>{t(`state.${slot.state}`)}</td>
                  <td className="n">{slot.seconds === null ? '–' : t('seconds', { seconds: slot.seconds })}</td>
                  <td>
                    {slot.gpus.map(({ gpu, shownMib, processor }) => (
                      <span key={gpu} className="me-2">
                        {shownMib === null ? t('unknown', { gpu }) : t('shown', { gpu, memory: shownMib / mibOfGib })}
                        {processor === null ? '' : ` ${t(`processor.${processor}`)}`}
                      </span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}
