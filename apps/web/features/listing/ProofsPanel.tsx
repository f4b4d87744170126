'use client'
import type { NodeProofsWire } from '@infinitio/domain/wire'
import { getNodeProofs } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Stat } from '#web/components/ui/Stat.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { ProofSlotRow, slotColumns } from '#web/features/listing/ProofSlotRow.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

const mibOfGib = 1_024

/**
 * Shows the memory and speed that a machine claims, and beside them its proofs in the newest slots (blocks at which all machines must prove their GPUs). A
 * machine without a GPU proves with its processor.
 */
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

/**
 * Shows the hardware that a machine claims beside its proofs, and the slots for which it proved its GPUs or its processor, or the reason why there are none. Of a
 * machine without a GPU, says what a proof on a processor shows.
 */
export function NodeProofs({ found }: { readonly found: NodeProofsWire }) {
  const t = useTranslations('proofs')
  const { node, claimed, reference, slots } = found
  const columns = slotColumns.map(({ name, className }) => ({ name: t(`column.${name}`), className }))
  return (
    <div className="panel">
      <ClaimedAndProven found={found} />
      <p className="panel-body t13 dim">
        {claimed.vramGib === 0 && t('noGpu')}
        {claimed.vramGib > 0 && reference === null && t('noReference', { className: givenName(claimed.className) })}
        {claimed.vramGib > 0 &&
          reference !== null &&
          t('reference', { seconds: reference.seconds * 1.25, missing: Math.round(reference.mostMissing * 100) })}
      </p>
      {slots.length === 0 ? (
        <p className="panel-body t13 dim">{t('noSlot')}</p>
      ) : (
        <div className="scroll">
          <table className="table en">
            <TableHead columns={columns} />
            <tbody>
              {slots.map((slot) => (
                <ProofSlotRow key={slot.slot} node={node} slot={slot} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

/** Shows the claims of the machine, the memory that it proved in its newest passed slot, and how many slots it passed. */
function ClaimedAndProven({ found: { claimed, slots } }: { readonly found: NodeProofsWire }) {
  const t = useTranslations('proofs')
  const counted = slots.filter(({ verdict }) => verdict === 'passed' || verdict === 'failed')
  const passed = counted.filter(({ verdict }) => verdict === 'passed')
  const newest = passed[0]
  const shown = newest?.gpus.filter(({ attested }) => attested?.passed === true) ?? []
  const processor = shown.find((it) => it.processor !== null)?.processor ?? null
  const least = Math.min(...shown.map(({ attested }) => attested?.shownMib ?? 0))
  return (
    <div className="stats">
      <Stat
        name={t('stat.claimed')}
        value={claimed.vramGib === 0 ? t('stat.noGpu') : t('stat.memory', { gpus: claimed.gpus, memory: claimed.vramGib })}
        below={claimed.className}
      />
      <Stat
        name={t('stat.proven')}
        value={newest === undefined || processor !== null ? '–' : t('stat.memory', { gpus: shown.length, memory: least / mibOfGib })}
        below={newest === undefined ? t('stat.nothing') : processor === null ? t('stat.newest') : t(`processor.${processor}`)}
      />
      <Stat name={t('stat.passed')} value={t('stat.of', { passed: passed.length, counted: counted.length })} below={t('stat.counted')} />
      <Stat
        name={t('stat.last')}
        value={newest === undefined ? '–' : dayMinuteText(newest.at)}
        below={newest?.seconds == null ? '' : t('seconds', { seconds: newest.seconds })}
      />
    </div>
  )
}
