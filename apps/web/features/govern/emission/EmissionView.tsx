'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { EmissionClaim } from '#web/features/govern/emission/EmissionClaim.tsx'
import { EpochsPanel } from '#web/features/govern/emission/EpochsPanel.tsx'
import { EpochWayPanel } from '#web/features/govern/emission/EpochWayPanel.tsx'
import { FormulaPanel } from '#web/features/govern/emission/FormulaPanel.tsx'
import { ProgrammesPanel } from '#web/features/govern/programmes/ProgrammesPanel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { type Emission, emissionQuery, programmesQuery } from '#web/parts/govern/emissionQueries.ts'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { shareText, wadText } from '#web/parts/govern/tokenText.ts'
import { NoDao } from '#web/parts/govern/NoDao.tsx'
import { SignersMissing } from '#web/parts/govern/SignersMissing.tsx'
import { TimePanel } from '#web/parts/govern/TimePanel.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

/**
 * The page about emission, which pays providers for serving leases. It shows the formula with the factors of the reader's machines, the earnings and how evenly
 * they are spread, the incentive programmes, the last epochs, the reader's claim, and the steps until an epoch can be claimed.
 */
export function EmissionView() {
  const t = useTranslations('govern')
  const account = useAccount()
  const query = useQuery(emissionQuery(browserApi))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<GovernSkeleton />}>
      {({ emission, blockTimestamp }) =>
        emission === null ? (
          <NoDao />
        ) : (
          <div className="gl wide">
            <div className="stack g4">
              <SignersMissing emission={emission} now={blockTimestamp} />
              <Callout tone="plain">{t('emission.attested')}</Callout>
              <FormulaPanel account={account} emission={emission} />
              {emission.earnings !== null && <EarningsPanel earnings={emission.earnings} />}
              <EmissionProgrammes />
              <EpochsPanel epochs={emission.epochs} now={blockTimestamp} />
            </div>
            <aside className="stack g4">
              <EmissionClaim account={account} emission={emission} />
              <EpochWayPanel emission={emission} chainNow={blockTimestamp} />
              <ConcentrationPanel emission={emission} />
              <TimePanel />
            </aside>
          </div>
        )
      }
    </QueryView>
  )
}

/** Shows how evenly the earnings of the last epoch (an hour of serving) were spread over providers, and which validators sign the payments of epochs. */
function ConcentrationPanel({ emission }: { readonly emission: Emission }) {
  const t = useTranslations('govern.emission')
  const { concentration, validators } = emission
  return (
    <Panel title={t('concentration')}>
      <dl className="kv panel-body">
        <dt>{t('providers')}</dt>
        <dd>{concentration?.providers ?? 0}</dd>
        <dt>{t('hhi')}</dt>
        <dd>
          <b>{concentration === null ? t('none') : wadText(concentration.hhi)}</b>
        </dd>
        <dt>{t('gini')}</dt>
        <dd>
          <b>{concentration === null ? t('none') : wadText(concentration.gini)}</b>
        </dd>
        <dt>{t('nakamoto')}</dt>
        <dd>
          <b>{concentration === null ? t('none') : concentration.nakamoto}</b>
        </dd>
        <dt>{t('validators')}</dt>
        <dd>{validators}</dd>
      </dl>
      <p className="panel-foot t13 dim">{t('concentrationText')}</p>
    </Panel>
  )
}

type Groups = NonNullable<Emission['earnings']>['classes']

/** Shows the earnings of the machines in the last epoch (an hour), by GPU class and by region. */
function EarningsPanel({ earnings }: { readonly earnings: NonNullable<Emission['earnings']> }) {
  const t = useTranslations('govern.emission.by')
  return (
    <Panel title={t('title')}>
      <GroupTable name={t('classes')} groups={earnings.classes} />
      <GroupTable name={t('regions')} groups={earnings.regions} />
      <p className="panel-foot">{t('text')}</p>
    </Panel>
  )
}

function GroupTable({ name, groups }: { readonly name: string; readonly groups: Groups }) {
  const t = useTranslations('govern.emission.by')
  const all = groups.reduce((sum, { earned }) => sum + BigInt(earned), 0n)
  return (
    <section className="scroll gsame" aria-label={name}>
      <table className="table">
        <TableHead
          columns={[
            { name },
            { name: t('nodes'), className: 'n hide-s' },
            { name: t('hours'), className: 'n hide-s hide-m' },
            { name: t('earned'), className: 'n' },
          ]}
        />
        <tbody>
          {groups.map(({ id, name: own, nodes, referenceGpuHours, earned }) => (
            <tr key={id}>
              <td>{id === null ? t('unknown') : (own ?? id)}</td>
              <td className="n hide-s">{nodes}</td>
              <td className="n hide-s hide-m mono">{wadText(referenceGpuHours)}</td>
              <td className="n">
                {wadText(earned)} PT
                <div className="t12 dim">{shareText(earned, all)}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Shows what the incentive programmes pay in addition to the usual rewards. A link leads to the form that pays money into a programme. */
function EmissionProgrammes() {
  const t = useTranslations('govern.programmes')
  const query = useQuery(programmesQuery(browserApi))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={160} />}>
      {({ items, blockTimestamp }) => (
        <div className="stack g2">
          <ProgrammesPanel items={items} now={blockTimestamp} />
          <Link className="link t13" href="/govern/programmes">
            {t('toFund')}
          </Link>
        </div>
      )}
    </QueryView>
  )
}
