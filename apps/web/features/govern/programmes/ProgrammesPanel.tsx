'use client'
import type { ProgrammeWire } from '@infinitio/domain/wire'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { useQuery } from '@tanstack/react-query'
import { HandCoins } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { wadText } from '#web/parts/govern/tokenText.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'

type ProgrammesPanelProps = {
  readonly items: readonly ProgrammeWire[]
  readonly now: number
  /** True to show links to the proposals that change an incentive programme. */
  readonly acts?: boolean
}

/**
 * Shows the incentive programmes (budgets that sponsors pay in): the machines that each supports, its rate per epoch (an hour), the spent amount and the
 * remaining budget.
 */
export function ProgrammesPanel({ items, now, acts = false }: ProgrammesPanelProps) {
  const t = useTranslations('govern.programmes')
  return (
    <ListPanel
      title={t('title')}
      note={t('asOf', { moment: momentText(now) })}
      empty={{ icon: HandCoins, title: t('empty'), text: t('emptyText') }}
      more={null}
      columns={[
        { name: t('number'), className: 'hide-s' },
        { name: t('name') },
        { name: t('spentName'), className: 'n hide-s' },
        { name: t('left'), className: 'n' },
      ]}
      rows={items.map((programme) => <ProgrammeRow key={programme.id} programme={programme} acts={acts} />)}
    />
  )
}

function ProgrammeRow({ programme, acts }: { readonly programme: ProgrammeWire; readonly acts: boolean }) {
  const t = useTranslations('govern.programmes')
  const { id, name, classId, regionId, perEpoch, remaining, state, paidIn, spent } = programme
  const nameOf = useRegionName()
  const { data } = useQuery(classesQuery(browserApi))
  const released = BigInt(paidIn) - BigInt(spent) - BigInt(remaining)
  const className = classId === null ? null : (data?.classes.find((one) => one.classId === classId)?.name ?? `${classId}`)
  const region = regionId === null ? null : nameOf(data?.regions.find((one) => one.regionId === regionId)?.name ?? `${regionId}`)
  return (
    <tr>
      <td className="hide-s mono">{id}</td>
      <td>
        <div className="stack g1">
          {name}
          {state !== 'paying' && (
            <div>
              <Badge tone={toneOf[state]}>{t(`state.${state}`)}</Badge>
            </div>
          )}
          <div className="t12 dim">{t('for', { gpus: className ?? t('anyClass'), region: region ?? t('anyRegion') })}</div>
          {perEpoch !== '0' && <div className="t12 dim">{t('atRate', { rate: wadText(perEpoch) })}</div>}
          {acts && (
            <div className="t12">
              <Link className="link" href={`/govern/proposals/new?kind=programmeRate&programme=${id}`}>
                {t(state === 'closed' ? 'reopen' : 'changeRate')}
              </Link>
              {state !== 'closed' && (
                <>
                  {' · '}
                  <Link className="link" href={`/govern/proposals/new?kind=programmeClose&programme=${id}`}>
                    {t('close')}
                  </Link>
                </>
              )}
            </div>
          )}
        </div>
      </td>
      <td className="n hide-s">
        {wadText(spent)} PT
        <div className="t12 dim">{t('ofPaidIn', { amount: wadText(paidIn) })}</div>
      </td>
      <td className="n">
        {wadText(remaining)} PT
        {state === 'paying' && <div className="t12 dim">{t('epochs', { count: epochsLeft(programme) })}</div>}
        {released > 0n && <div className="t12 dim">{t('released', { amount: wadText(`${released}`) })}</div>}
      </td>
    </tr>
  )
}

const toneOf: Record<Exclude<ProgrammeWire['state'], 'paying'>, BadgeTone> = { paused: 'pending', empty: 'pending', closed: 'plain' }

/**
 * Returns the number of epochs (hours) for which the remaining budget of an incentive programme lasts at its rate; a last epoch that is only partly covered
 * counts too. Returns 0 if the rate is 0.
 */
function epochsLeft({ perEpoch, remaining }: ProgrammeWire): number {
  const rate = BigInt(perEpoch)
  return rate === 0n ? 0 : Number((BigInt(remaining) + rate - 1n) / rate)
}
